"""The map of who is named with whom: an arc for each pair, solid within a bloc and dashed across."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

import pandas as pd

from dashboard.archive import Archive
from dashboard.mapped import NO_CAPITALS, map_picture
from dashboard.palette import palette
from dashboard.rooms.painted import Paint, painted
from dashboard.view import View
from geo.world.countries import countries

_MOST = 24  # arcs that can be told apart
_DASH = "7px,5px"
_WIDTHS = (1.2, 2.0, 3.0, 4.2)


@dataclass(frozen=True, slots=True)
class Arc:
    """Two countries named together, how often, and the organisations outlined on the map that hold both."""

    one: str
    other: str
    places: int
    shared: tuple[str, ...] = ()


def outlined(archive: Archive, view: View) -> dict[str, set[str]]:
    """Who is outlined on the map, by iso3, in each of the view's organisations."""
    return {code: {p.iso3 for p in archive.outlined(code, view)} for code in view.overlay}


def shared(held: Mapping[str, set[str]], one: str, other: str) -> tuple[str, ...]:
    """Of the organisations `outlined`, those that both belong to."""
    return tuple(code for code, members in held.items() if {one, other} <= members)


def arcs_map(
    archive: Archive, view: View, key: str, title: str, counts: pd.DataFrame, arcs: Iterable[Arc], finding: str
) -> dict[str, Any]:
    """What travels to the browser: `counts` (iso3, name, places, articles, told) as colours, and the arcs over them."""
    table = counts.rename(columns={"places": "mentions"})[["iso3", "name", "mentions", "articles"]].assign(share=0.0)
    plain = replace(view, measure="mentions", spread=False)
    picture = map_picture(archive, plain, table, NO_CAPITALS)
    drawn = sorted(arcs, key=lambda arc: -arc.places)[:_MOST]
    paint = Paint(
        title=title,
        shades=(),
        classes={},
        told={row["iso3"]: (row["told"], "") for row in counts.to_dict("records")},
        finding=f"Map. {finding}",
        unsaid="in none of them",
        lines=_lines(drawn, picture.dark),
        marks=_marks(drawn),
    )
    return painted(picture, key, paint)


def _lines(arcs: list[Arc], dark: bool) -> list[dict[str, Any]]:
    """plotly traces, the thin ones last: a casing that parts them from what is below, and the arc itself."""
    colours, most = palette(dark), max((arc.places for arc in arcs), default=1)
    runs: dict[tuple[int, bool], list[Arc]] = {}
    for arc in arcs:
        step = min(len(_WIDTHS) - 1, int(len(_WIDTHS) * sqrt(arc.places / most)))
        runs.setdefault((step, bool(arc.shared)), []).append(arc)
    ordered = sorted(runs.items(), reverse=True)
    casings = [_trace(held, colours.halo, _WIDTHS[step] + 2, "solid", "arcs-casing") for (step, _), held in ordered]
    lines = [
        _trace(
            held, colours.ink, _WIDTHS[step], "solid" if inside else _DASH, "arcs-inside" if inside else "arcs-across"
        )
        for (step, inside), held in ordered
    ]
    return [*casings, *lines]


def _trace(arcs: list[Arc], colour: str, width: float, dash: str, name: str) -> dict[str, Any]:
    lon: list[float | None] = []
    lat: list[float | None] = []
    for arc in arcs:
        ends = [countries()[iso3] for iso3 in (arc.one, arc.other)]
        if all(end.lon is not None for end in ends):
            lon += [*(end.lon for end in ends), None]
            lat += [*(end.lat for end in ends), None]
    return {
        "type": "scattergeo",
        "mode": "lines",
        "lon": lon,
        "lat": lat,
        "line": {"color": colour, "width": width, "dash": dash},
        "opacity": 0.85,
        "hoverinfo": "skip",
        "name": name,
    }


def _marks(arcs: list[Arc]) -> list[dict[str, str]]:
    marks = []
    if any(arc.shared for arc in arcs):
        marks.append({"label": "within an outlined bloc", "dash": ""})
    if not all(arc.shared for arc in arcs):
        marks.append({"label": "across", "dash": _DASH.replace("px", "")})
    return marks
