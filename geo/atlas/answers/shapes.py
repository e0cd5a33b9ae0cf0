"""Tables with their places: mentions as points, countries as polygons."""

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import geopandas


def as_shapes(table: pa.Table) -> "geopandas.GeoDataFrame":
    """A table with `lat` and `lon` as points, one with `iso3` as the countries' polygons, in WGS84 degrees.

    Exterior rings run counterclockwise (RFC 7946, section 3.1.6), unlike those of `geo.world.borders`, and no polygon
    crosses 180 degrees. A row without a place, or of a country that is not drawn, keeps its figures and has the
    geometry None. Raises ValueError for a table of neither kind.
    """
    import geopandas
    import shapely

    from geo.world.borders import borders

    frame = table.to_pandas(date_as_object=False)
    if "lat" in frame:
        points = shapely.points(frame["lon"].to_numpy(), frame["lat"].to_numpy())
        points[frame["lat"].isna().to_numpy()] = None
        return geopandas.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")
    if "iso3" not in frame:
        raise ValueError("This table has no places: countries and mentions have, days, sources and articles have not.")
    drawn = borders().set_index("iso3").geometry
    shapes = shapely.orient_polygons(drawn.reindex(frame["iso3"]).to_numpy(), exterior_cw=False)
    return geopandas.GeoDataFrame(frame, geometry=shapes, crs="EPSG:4326")
