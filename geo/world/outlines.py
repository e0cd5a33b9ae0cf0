"""What draws a bloc: each member's outline, the same drawn further inside, and hatch lines across it.

Lines are lists of (longitude, latitude) in WGS84 degrees. They may run past 180 degrees east, so that Russia is one
piece; a renderer that takes longitudes round the globe (d3, plotly) draws them in place.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from math import sqrt
from types import MappingProxyType
from typing import Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.world.borders import borders

Line = list[tuple[float, float]]
Slope = Literal[1, -1]

# Bends smaller than a triangle of this many degrees' side are left out: two fifths of the points, none that a map of a
# continent shows, and the map redraws as much faster.
_DETAIL = 0.1
# Parts smaller than this share of a country's largest carry neither outline nor hatch: strings of islets turn to grey.
_SMALL_PART = 0.0006
# An inset never eats more than this share of a country's width.
_MOST_INSET = 0.16
# Degrees between hatch lines, and between the points of one, so that it stays straight on the map.
_SPACING = 2.4
_LEAST_SPACING = 0.3
_STRIDE = 3.0
# Hatch lines that a small country should carry, at least about.
_LINES_ACROSS = 4
_HALF_TURN = 180.0
# Points along each side of the grid that finds where a country's land lies, and the share that counts as its tips.
_SAMPLES = 60
_TIPS = 0.08


@cache
def shapes() -> Mapping[str, BaseGeometry]:
    """Each country's polygons by iso3, in one piece where the date line parts them: longitudes then pass 180.

    With as much detail as the map shows; neighbours still share their border point by point.
    """
    table = borders()
    whole = np.array([_rejoined(shape) for shape in table.geometry], dtype=object)
    return MappingProxyType(dict(zip(table.iso3, shapely.coverage_simplify(whole, _DETAIL), strict=True)))


@cache
def area(iso3: str) -> float:
    """Square degrees at the equator (about 12,300 square kilometres each); nought for what the map does not draw."""
    shape = shapes().get(iso3)
    return 0.0 if shape is None else float(_flattened(shape)[0].area)


@cache
def core(iso3: str) -> tuple[float, float, float, float]:
    """West, east, south and north of where nearly all of a country's land lies, without its far tips and islands.

    Degrees; `east` may pass 180. Raises `KeyError` for what the map does not draw.
    """
    shape = shapes()[iso3]
    west, south, east, north = shape.bounds
    lons, lats = np.linspace(west, east, _SAMPLES), np.linspace(south, north, _SAMPLES)
    at = [axis.ravel() for axis in np.meshgrid(lons, lats)]
    lon, lat = (axis[shapely.contains_xy(shape, *at)] for axis in at)
    if len(lon) < _SAMPLES:
        west, south, east, north = max(shapely.get_parts(shape), key=lambda part: part.area).bounds
        return west, east, south, north
    # A point near the pole stands for less land than one at the equator.
    weights = np.cos(np.radians(lat))
    lowest, highest = (
        [float(np.quantile(axis, share, weights=weights, method="inverted_cdf")) for axis in (lon, lat)]
        for share in (_TIPS, 1 - _TIPS)
    )
    return lowest[0], highest[0], lowest[1], highest[1]


@cache
def outline(iso3: str, inset: float = 0.0) -> tuple[Line, ...]:
    """The country's rings, `inset` degrees inside its border; empty for what the map does not draw.

    Small countries are inset by less, so that the line does not vanish in them. Holes (Lesotho in South Africa) are
    rings too.
    """
    shape = shapes().get(iso3)
    if shape is None:
        return ()
    flat, scale = _flattened(_large_parts(shape))
    if inset:
        flat = flat.buffer(-min(inset, _MOST_INSET * _width(flat)), join_style="mitre", mitre_limit=2)
    return tuple(_line(ring, scale) for ring in _rings(flat))


@cache
def hatch(iso3: str, slope: Slope = 1, inset: float = 0.0) -> tuple[Line, ...]:
    """Parallel lines across the country: rising to the east with `slope` 1, falling with -1.

    They are closer together in small countries, so that these carry a few too, and end `inset` degrees short of the
    border.
    """
    shape = shapes().get(iso3)
    if shape is None:
        return ()
    return hatch_of(_large_parts(shape), slope, inset)


def hatch_of(shape: BaseGeometry, slope: Slope = 1, inset: float = 0.0, most: float = _SPACING) -> tuple[Line, ...]:
    """Such lines across any area in WGS84 degrees, no more than `most` degrees apart."""
    flat, scale = _flattened(shape)
    width = _width(flat)
    flat = flat.buffer(-min(inset, _MOST_INSET * width)) if inset else flat
    if flat.is_empty:
        return ()
    spacing = min(most, max(_LEAST_SPACING, width / _LINES_ACROSS))
    parts = shapely.get_parts(shapely.intersection(flat, _grid(flat, slope, spacing)))
    kept = [part for part in parts if part.geom_type == "LineString" and part.length > spacing / 3]
    return tuple(_line(part.segmentize(_STRIDE), scale) for part in kept)


def _rejoined(shape: BaseGeometry) -> BaseGeometry:
    """The parts west of the date line moved east of it and grown together, where a country lies on both sides."""
    west, _, east, _ = shape.bounds
    if west > -_HALF_TURN or east < _HALF_TURN:
        return shape
    parts = list(shapely.get_parts(shape))
    return shapely.union_all([_turned(part) if part.bounds[2] < 0 else part for part in parts])


def _turned(part: BaseGeometry) -> BaseGeometry:
    """The same place, once round the globe to the east."""
    return shapely.transform(part, lambda at: at + np.array([360.0, 0.0]))


def _large_parts(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    return shapely.multipolygons(parts[areas >= _SMALL_PART * areas.max()])


def _flattened(shape: BaseGeometry) -> tuple[BaseGeometry, float]:
    """The shape with its longitudes shrunk as at its middle latitude, so that a degree is about as far both ways."""
    _, south, _, north = shape.bounds
    scale = max(float(np.cos(np.radians((south + north) / 2))), 0.2)
    return shapely.transform(shape, lambda at: at * [scale, 1.0]), scale


def _width(flat: BaseGeometry) -> float:
    """Across the widest circle that fits into the country, in degrees."""
    largest = max(shapely.get_parts(flat), key=lambda part: part.area)
    return 2 * float(shapely.maximum_inscribed_circle(largest, 0.01 * sqrt(largest.area)).length)


def _rings(flat: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in shapely.get_parts(flat):
        if part.geom_type == "Polygon" and not part.is_empty:
            yield part.exterior
            yield from part.interiors


def _grid(flat: BaseGeometry, slope: Slope, spacing: float) -> BaseGeometry:
    """Diagonals over the shape's box, `spacing` apart."""
    west, south, east, north = flat.bounds
    crossings = (south - slope * west, south - slope * east, north - slope * west, north - slope * east)
    step = spacing * sqrt(2)
    offsets = np.arange(np.floor(min(crossings) / step), np.ceil(max(crossings) / step) + 1) * step
    lines = [[(west, offset + slope * west), (east, offset + slope * east)] for offset in offsets]
    return shapely.multilinestrings(lines)


def _line(part: BaseGeometry, scale: float) -> Line:
    at = np.asarray(part.coords) / [scale, 1.0]
    return [(float(lon), float(lat)) for lon, lat in at.round(2)]
