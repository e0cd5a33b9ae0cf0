"""Where the countries lie."""

import json
from functools import cache

import geopandas

from geo.shipped import DATA

BORDERS = DATA / "borders.geojson"


def borders() -> geopandas.GeoDataFrame:
    """`iso3` and `geometry` (WGS84 degrees) of every country drawn, by `iso3`; yours to change.

    Exterior rings run clockwise, as d3 and plotly need; a ring the other way round fills the whole globe but the
    country. KAS, the Siachen glacier, is nobody's and has no row in the table of countries.
    """
    return _read().copy()


@cache
def _read() -> geopandas.GeoDataFrame:
    features = json.loads(BORDERS.read_bytes())["features"]
    return geopandas.GeoDataFrame.from_features(features, crs="EPSG:4326")[["iso3", "geometry"]]
