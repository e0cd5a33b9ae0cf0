"""The blocs drawn over the map, as plotly lines: told apart by place, pattern and hatch, never by colour alone.

Every line runs inside its country's border, so that it says to which side it belongs; the first bloc has a band of its
colour within the line, the second a hatch rising to the east, the third one falling. A status other than plain
membership shows in the line's dashes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from dashboard.palette import Palette, between, palette
from geo.world.outlines import Line, Slope, hatch, outline

MOST_BLOCS = 3
# Degrees inside the border, by the bloc's place in the overlay.
_INSETS = (0.4, 0.9, 1.4)
# A looser tie runs a little further inside, so that its dashes are not hidden by a member's line on a shared border.
_LOOSER = 0.2
_SLOPES: tuple[Slope | None, ...] = (None, 1, -1)
_LINE_PX, _CASING_PX, _HATCH_PX = 2.0, 4.0, 1.3
# The band inside the first bloc's line: without it a country that members surround would look outlined itself. Opaque,
# in a tint of its own: what shone through it of the fill would be mud.
_BAND_INSET, _BAND_PX, _BAND_TINT = 0.55, 3.0, 0.45
# plotly's dash for a status; what is not listed here is some looser tie, drawn like a partner.
_DASHES = {
    "member": "solid",
    "treaty_party": "solid",
    "observer": "6px,3px",
    "observer_pa": "6px,3px",
    "candidate": "12px,4px",
    "potential_candidate": "12px,4px",
    "invited": "12px,4px",
    "suspended": "10px,3px,2px,3px",
    "frozen": "10px,3px,2px,3px,2px,3px",
}
_LOOSE = "2px,3px"
_TIE = re.compile(r"([A-Z]{3})(?:-([a-z0-9 ]+))?")


class Tie(NamedTuple):
    """A country in a bloc, with its status there."""

    iso3: str
    status: str = "member"


def dash(status: str) -> str:
    """plotly's dash for a status, as lengths in pixels or "solid"."""
    return _DASHES.get(status, _LOOSE)


def slope(place: int) -> Slope | None:
    """The way the hatch of the bloc at this place runs, or None where it has none."""
    return _SLOPES[place]


def write_ties(blocs: Sequence[Sequence[Tie]]) -> str:
    """The blocs as one word for an address: "RUS.IRN-observer_RUS.ARM"."""
    return "_".join(
        ".".join(tie.iso3 if tie.status == "member" else f"{tie.iso3}-{tie.status.replace('_', ' ')}" for tie in ties)
        for ties in blocs
    )


def read_ties(word: str) -> list[list[Tie]]:
    """What `write_ties` wrote; raises `ValueError` for what is not such a word."""
    found = []
    for bloc in word.split("_"):
        ties = []
        for part in filter(None, bloc.split(".")):
            if not (match := _TIE.fullmatch(part)):
                raise ValueError("That is not a list of countries and their statuses.")
            ties.append(Tie(match[1], (match[2] or "member").replace(" ", "_")))
        found.append(ties)
    return found


def bloc_lines(blocs: Sequence[Sequence[Tie]], dark: bool) -> list[go.Scattergeo]:
    """The lines of up to three blocs, the first drawn first, each outline over a casing that parts it from the fill.

    Raises `ValueError` for more blocs than can be told apart.
    """
    if len(blocs) > MOST_BLOCS:
        raise ValueError(f"At most {MOST_BLOCS} organisations can be told apart on one map; {len(blocs)} were given.")
    colours = palette(dark)
    return [trace for place, ties in enumerate(blocs) for trace in _bloc(place, ties, colours)]


def picked_lines(iso3: str, dark: bool) -> list[go.Scattergeo]:
    """What marks the country that is looked at: a broad line in ink along its border."""
    colours = palette(dark)
    lines = outline(iso3)
    return [
        _trace(lines, colours.halo, 6.0, "solid", "picked-casing"),
        _trace(lines, colours.ink, 3.0, "solid", "picked"),
    ]


def _bloc(place: int, ties: Sequence[Tie], colours: Palette) -> Iterator[go.Scattergeo]:
    inset, colour = _INSETS[place], colours.blocs[place]
    way = slope(place)
    if way is not None:
        full = sorted({tie.iso3 for tie in ties if dash(tie.status) == "solid"})
        hatched = [line for iso3 in full for line in hatch(iso3, way, inset)]
        yield _trace(hatched, colours.halo, _HATCH_PX + 1.2, "solid", f"bloc-{place}-hatch-casing", opacity=0.5)
        yield _trace(hatched, colour, _HATCH_PX, "solid", f"bloc-{place}-hatch", opacity=0.9)
    patterns = _by_dash(ties)
    if way is None and "solid" in patterns:
        band = [line for iso3 in patterns["solid"] for line in outline(iso3, inset + _BAND_INSET)]
        yield _trace(band, between(colour, colours.halo, _BAND_TINT), _BAND_PX, "solid", f"bloc-{place}-band")
    runs = {
        pattern: [line for iso3 in drawn for line in outline(iso3, inset + (_LOOSER if pattern != "solid" else 0))]
        for pattern, drawn in patterns.items()
    }
    casing = [line for lines in runs.values() for line in lines]
    yield _trace(casing, colours.halo, _CASING_PX, "solid", f"bloc-{place}-casing", opacity=0.85)
    for pattern, lines in sorted(runs.items()):
        yield _trace(lines, colour, _LINE_PX, pattern, f"bloc-{place}-{'-'.join(patterns[pattern])}")


def _by_dash(ties: Sequence[Tie]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for tie in ties:
        found.setdefault(dash(tie.status), set()).add(tie.iso3)
    return {pattern: sorted(drawn) for pattern, drawn in found.items()}


def _trace(
    lines: Iterable[Line], colour: str, width: float, pattern: str, name: str, *, opacity: float = 1.0
) -> go.Scattergeo:
    """One trace of many lines; a gap (None) ends each."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    for line in lines:
        lon += [*(point[0] for point in line), None]
        lat += [*(point[1] for point in line), None]
    return go.Scattergeo(
        lon=lon,
        lat=lat,
        mode="lines",
        line={"color": colour, "width": width, "dash": pattern},
        opacity=opacity,
        hoverinfo="skip",
        name=name,
    )
