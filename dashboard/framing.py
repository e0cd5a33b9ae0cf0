"""Which part of the world the news is about: the frame the map opens with."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sqrt


@dataclass(frozen=True, slots=True)
class Frame:
    """Degrees, WGS84. `west` lies in [-180, 180); `east` is greater than `west` and passes 180 where the frame does."""

    west: float
    east: float
    south: float
    north: float

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude of the centre; the longitude lies in [-180, 180)."""
        return wrapped((self.west + self.east) / 2), (self.south + self.north) / 2


# 11 degrees east puts the cut of the map into the Bering Strait, where it parts the least land.
WORLD = Frame(-169.0, 191.0, -58.0, 84.0)
# A country is left outside when the map gains more by it than this many times the share of the news that is lost.
_WORTH = 1.6
# The news that may lie outside the frame, as a share of the weight.
_LEFT_OUT = 0.3
# A frame is never narrower than this: degrees of latitude, and of longitude at the equator.
_LEAST = (22.0, 34.0)
# Wider than this it might as well be the world, which readers know by sight.
_WIDEST = 230.0
_MARGIN = 0.05


@dataclass(frozen=True, slots=True)
class Spoken:
    """A country as framing sees it: where it lies, its size in square degrees at the equator, and what it weighs."""

    lat: float
    lon: float
    area: float
    weight: float


def wrapped(lon: float) -> float:
    """A longitude brought into [-180, 180)."""
    return (lon + 180) % 360 - 180


def frame_on(spoken: Iterable[Spoken]) -> Frame:
    """The frame that shows most of the news without much of the rest; the world where the news is all over it.

    Each country stands for a square of its own area around its mark. Starting from all of them, the country on the rim
    that frees most map for the least news is left out, as long as that is a gain and enough news stays inside. Works
    across the date line: longitudes are taken on the circle.
    """
    inside = [country for country in spoken if country.weight > 0]
    if not inside:
        return WORLD
    total = sum(country.weight for country in inside)
    spare = _LEFT_OUT * total
    box = _around(inside)
    while len(inside) > 1:
        best = None
        for country in _rim(inside, box):
            if country.weight > spare:
                continue
            smaller = _around([other for other in inside if other is not country])
            gain = (1 - _size(smaller) / _size(box)) / (country.weight / total)
            if best is None or gain > best[0]:
                best = (gain, country, smaller)
        if best is None or best[0] < _WORTH:
            break
        _, dropped, box = best
        spare -= dropped.weight
        inside = [country for country in inside if country is not dropped]
    return _finished(box)


def _extent(country: Spoken) -> tuple[float, float, float, float]:
    half = sqrt(max(country.area, 0.01)) / 2
    wide = min(half / max(cos(radians(country.lat)), 0.2), 60)
    return country.lon - wide, country.lon + wide, country.lat - half, country.lat + half


def _around(countries: list[Spoken]) -> Frame:
    """The least box: its longitudes are the circle without the widest gap between the countries."""
    extents = [_extent(country) for country in countries]
    spans = sorted((wrapped(west), wrapped(west) + east - west) for west, east, _, _ in extents)
    widest, start, reached = -1.0, spans[0][0], spans[0][1]
    for west, east in [*spans[1:], (spans[0][0] + 360, 0.0)]:
        if west - reached > widest:
            widest, start = west - reached, wrapped(west)
        reached = max(reached, east)
    south, north = min(extent[2] for extent in extents), max(extent[3] for extent in extents)
    width = 360.0 if widest <= 0 else 360 - widest
    return Frame(start, start + width, max(south, -89.0), min(north, 89.0))


def _rim(countries: list[Spoken], box: Frame) -> list[Spoken]:
    def touches(country: Spoken) -> bool:
        west, east, south, north = _extent(country)
        near = 1e-6
        return (
            abs(wrapped(west - box.west)) < near
            or abs(wrapped(east - box.east)) < near
            or south - near <= box.south
            or north + near >= box.north
        )

    return [country for country in countries if touches(country)]


def _size(box: Frame) -> float:
    """Square degrees as a map shows them: no narrower than the least frame, shrunk toward the poles."""
    height = max(box.north - box.south, _LEAST[0])
    return max((box.east - box.west) * cos(radians(box.middle[1])), _LEAST[1]) * height


def _finished(box: Frame) -> Frame:
    lon, lat = (box.west + box.east) / 2, (box.south + box.north) / 2
    height = max((box.north - box.south) * (1 + 2 * _MARGIN), _LEAST[0])
    width = max((box.east - box.west) * (1 + 2 * _MARGIN), _LEAST[1] / max(cos(radians(lat)), 0.3))
    if width > _WIDEST:
        return WORLD
    south, north = max(lat - height / 2, -60.0), min(lat + height / 2, 84.0)
    west = wrapped(lon - width / 2)
    return Frame(west, west + width, south, north)
