"""Which part of the world the news is about: the frame the map opens with."""

from collections.abc import Iterable, Sequence
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
_WORTH = 4.5
# The news that may lie outside the frame, as a share of the weight.
_LEFT_OUT = 0.3
# The least named countries that together are this share of it have no say.
_HARDLY = 0.04
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


@dataclass(frozen=True, slots=True)
class _Square:
    """The square a country stands for; `west` lies in [-180, 180), `east` passes 180 where it must."""

    west: float
    east: float
    south: float
    north: float
    weight: float


def wrapped(lon: float) -> float:
    """A longitude brought into [-180, 180)."""
    return (lon + 180) % 360 - 180


def frame_on(spoken: Iterable[Spoken]) -> Frame:
    """The frame that shows most of the news without much of the rest; the world where the news is all over it.

    Each country stands for a square of its own area around its mark. The many that are hardly named have no say. Of
    the rest, the country on the rim that frees most map for the least news is left out, as long as that is a gain and
    enough news stays inside. Works across the date line: longitudes are taken on the circle.
    """
    counted = sorted((country for country in spoken if country.weight > 0), key=lambda country: -country.weight)
    total = sum(country.weight for country in counted)
    inside: list[_Square] = []
    spare = _LEFT_OUT * total
    for country in counted:
        if inside and sum(square.weight for square in inside) > (1 - _HARDLY) * total:
            spare -= country.weight
        else:
            inside.append(_square(country))
    if not inside:
        return WORLD
    box = _around(inside)
    while len(inside) > 1:
        gains = []
        for square in _rim(inside, box):
            if square.weight <= spare:
                smaller = _around([other for other in inside if other is not square])
                gain = (1 - _size(smaller) / _size(box)) / (square.weight / total)
                gains.append((gain, square.weight, square, smaller))
        gain, weight, left_out, smaller = max(gains, key=lambda one: one[:2], default=(0.0, 0.0, None, box))
        if gain < _WORTH:
            break
        inside = [square for square in inside if square is not left_out]
        spare, box = spare - weight, smaller
    return _finished(box)


def _square(country: Spoken) -> _Square:
    half = sqrt(max(country.area, 0.01)) / 2
    wide = min(half / max(cos(radians(country.lat)), 0.2), 60.0)
    west = wrapped(country.lon - wide)
    return _Square(west, west + 2 * wide, country.lat - half, country.lat + half, country.weight)


def _around(squares: Sequence[_Square]) -> Frame:
    """The least box: its longitudes are the circle without the widest gap between the squares."""
    spans = sorted((square.west, square.east) for square in squares)
    widest, start, reached = -1.0, spans[0][0], spans[0][1]
    for west, east in [*spans[1:], (spans[0][0] + 360, 0.0)]:
        if west - reached > widest:
            widest, start = west - reached, wrapped(west)
        reached = max(reached, east)
    south, north = min(square.south for square in squares), max(square.north for square in squares)
    width = 360.0 if widest <= 0 else 360 - widest
    return Frame(start, start + width, max(south, -89.0), min(north, 89.0))


def _rim(squares: Sequence[_Square], box: Frame) -> list[_Square]:
    """Those that touch the box's sides; no other can be left out with a gain."""
    near = 1e-6
    return [
        square
        for square in squares
        if square.south <= box.south + near
        or square.north >= box.north - near
        or abs(wrapped(square.west - box.west)) < near
        or abs(wrapped(square.east - box.east)) < near
    ]


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
