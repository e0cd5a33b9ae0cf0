"""Which part of the world the news is about: the frame the map opens with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians


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

    @property
    def width(self) -> float:
        """Degrees from west to east, free of the rounding that the place on the globe brings into the difference."""
        return round(self.east - self.west, _DECIMALS)


# Decimals of a degree that are compared: a tenth of a metre, far above what floating-point sums leave behind. With more
# the frame would hang on where longitude starts to be counted.
_DECIMALS = 6
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
# Who was left out comes back if the frame grows by no more than this, and in all by no more than that.
_GROWTH = 1.18
_MOST_GROWTH = 1.3
_MARGIN = 0.05


@dataclass(frozen=True, slots=True)
class Spoken:
    """Where a country lies, in degrees (`east` is greater than `west` and may pass 180), and what it weighs."""

    west: float
    east: float
    south: float
    north: float
    weight: float


def wrapped(lon: float) -> float:
    """A longitude brought into [-180, 180)."""
    turned = (lon + 180) % 360 - 180
    # The remainder of a number just below nought rounds up to 360 itself.
    return turned if turned < 180 else -180.0


def frame_on(spoken: Iterable[Spoken]) -> Frame:
    """The frame that shows most of the news without much of the rest; the world where the news is all over it.

    The many countries that are hardly named have no say at first. Of the rest, the one on the rim that frees most map
    for the least news is left out, as long as that is a gain and enough news stays inside. Then whoever was left out
    comes back where the frame grows but little. Works across the date line: longitudes are taken on the circle.
    """
    counted = sorted((country for country in spoken if country.weight > 0), key=lambda country: -country.weight)
    total = sum(country.weight for country in counted)
    inside: list[Spoken] = []
    for country in counted:
        if not inside or sum(one.weight for one in inside) <= (1 - _HARDLY) * total:
            inside.append(country)
    if not inside:
        return WORLD
    inside, box = _without_the_far(inside, total)
    largest = _MOST_GROWTH * _size(box)
    for country in counted:
        if all(country is not one for one in inside):
            larger = _around([*inside, country])
            if _size(larger) <= min(largest, _GROWTH * _size(box)):
                inside, box = [*inside, country], larger
    return _finished(box)


def _without_the_far(inside: list[Spoken], total: float) -> tuple[list[Spoken], Frame]:
    """Leaves out, one by one, who costs much map for little news; what stays, and the box around it."""
    box = _around(inside)
    spare = _LEFT_OUT * total
    while len(inside) > 1:
        gains = []
        for country in _rim(inside, box):
            if country.weight <= spare:
                smaller = _around([other for other in inside if other is not country])
                gain = (1 - _size(smaller) / _size(box)) / (country.weight / total)
                gains.append((gain, country.weight, country, smaller))
        gain, weight, left_out, smaller = max(gains, key=lambda one: one[:2], default=(0.0, 0.0, None, box))
        if gain < _WORTH:
            break
        inside = [country for country in inside if country is not left_out]
        spare, box = spare - weight, smaller
    return inside, box


def _around(countries: Sequence[Spoken]) -> Frame:
    """The least box: its longitudes are the circle without the widest gap between the countries.

    Of gaps that are equally wide, that from which the first country is reached soonest when one goes east: the choice
    turns with the globe.
    """
    spans = sorted(
        (wrapped(country.west), wrapped(country.west) + country.east - country.west) for country in countries
    )
    first = (countries[0].west + countries[0].east) / 2
    # Whoever lies across the date line covers what comes first beyond it.
    reached = max(east for _, east in spans) - 360
    gaps = []
    for west, east in spans:
        gaps.append((round(west - reached, _DECIMALS), -((first - west) % 360), west))
        reached = max(reached, east)
    widest, _, start = max(gaps)
    south, north = min(country.south for country in countries), max(country.north for country in countries)
    return Frame(start, start + 360 - max(widest, 0.0), max(south, -89.0), min(north, 89.0))


def _rim(countries: Sequence[Spoken], box: Frame) -> list[Spoken]:
    """Those that touch the box's sides; to leave out another frees nothing, unless the news goes round the globe."""
    near = 10.0 ** (1 - _DECIMALS)
    return [
        country
        for country in countries
        if country.south <= box.south + near
        or country.north >= box.north - near
        or abs(wrapped(country.west - box.west)) < near
        or abs(wrapped(country.east - box.east)) < near
    ]


def _size(box: Frame) -> float:
    """Square degrees as a map shows them: no narrower than the least frame, shrunk toward the poles."""
    height = max(box.north - box.south, _LEAST[0])
    return max(box.width * cos(radians(box.middle[1])), _LEAST[1]) * height


def _finished(box: Frame) -> Frame:
    lon, lat = (box.west + box.east) / 2, (box.south + box.north) / 2
    height = max((box.north - box.south) * (1 + 2 * _MARGIN), _LEAST[0])
    width = max(box.width * (1 + 2 * _MARGIN), _LEAST[1] / max(cos(radians(lat)), 0.3))
    if width > _WIDEST:
        return WORLD
    south, north = max(lat - height / 2, -60.0), min(lat + height / 2, 84.0)
    west = wrapped(lon - width / 2)
    return Frame(west, west + width, south, north)
