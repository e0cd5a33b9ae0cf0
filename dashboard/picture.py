"""What travels to the browser for one map: the figure, its legend and its words, ready to be shown as they are."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import orjson

from dashboard.assets import assets, root
from dashboard.choropleth import RAMP_STEPS, MapPicture, figure, log_ends, steps
from dashboard.framing import Frame
from dashboard.overlay import dash, slope, write_ties
from dashboard.palette import palette, repainting, shades
from dashboard.spread import spread
from geo.world.disputed import POINT_OF_VIEW, disputed
from geo.world.memberships import statuses

MEASURES = {"mentions": "Mentions", "articles": "Articles", "share": "Share of articles"}
_NAMED_IN_FINDING = 4
_GRADIENT_STOPS = 12
# How wide the logarithmic scale is drawn at least, and a figure of its labels.
_SCALE_PX, _LETTER_PX = 208, 7.4
# What the script loads by itself.
_FILES = ("plotly-geo.min.js", "borders.geojson", "names.json", "disputed.json", "map_view.css")


def payload(picture: MapPicture, key: str) -> dict[str, Any]:
    """Everything the view's script needs, as plain JSON; all text in it is to be shown as text.

    `key` names the map, so that its zoom and place are found again.
    """
    colours = palette(picture.dark)
    return {
        "key": key,
        "files": {name: assets()[name].path for name in _FILES},
        "figure": orjson.loads(figure(picture).to_json()),
        "dark": picture.dark,
        "repainting": repainting(picture.dark, (RAMP_STEPS, _GRADIENT_STOPS, len(steps(picture)[0].breaks))),
        "overlay": _both(overlay_path, picture),
        "picked": picture.picked,
        "ranked": list(picture.values),
        "disputed": picture.disputed,
        "pickedLines": _both(picked_path, picture),
        "open": _box(picture.opens_on),
        "news": _box(picture.news),
        "legend": legend(picture),
        "told": told(picture),
        "finding": finding(picture),
        "empty": None if picture.values else "No country is mentioned under these filters.",
        "colours": {"water": colours.water, "ink": colours.ink, "halo": colours.halo},
    }


def overlay_path(picture: MapPicture, dark: bool) -> str | None:
    """Where the browser finds the blocs' lines, or None without any."""
    return _overlay({"blocs": write_ties(picture.ties)}, dark) if any(picture.ties) else None


def picked_path(picture: MapPicture, dark: bool) -> str | None:
    """Where the browser finds the picked country's outline, or None."""
    return _overlay({"picked": picture.picked}, dark) if picture.picked else None


def _both(path: Callable[[MapPicture, bool], str | None], picture: MapPicture) -> dict[str, str | None]:
    return {"light": path(picture, False), "dark": path(picture, True)}


def told(picture: MapPicture) -> dict[str, list[str]]:
    """What the tooltip says of each country mentioned or in some organisation: a line of figures, then its ties."""
    ties = dict(picture.memberships)
    rows = picture.countries
    figures = {
        row.iso3: f"{_counted(row, 'mention')} in {_counted(row, 'article')}, {spread(row, 'share', percent)} of all"
        for row in rows.itertuples()
        if row.mentions > 0
    }
    return {
        iso3: [figures.get(iso3, ""), ties.get(iso3, "")]
        for iso3 in sorted({*figures, *(key for key in ties if ties[key])})
    }


def finding(picture: MapPicture) -> str:
    """What the map shows, in words, for those who cannot see it."""
    values = picture.values
    if not values:
        return "Map of the world: no country is mentioned under these filters."
    rows = picture.countries.set_index("iso3").loc[list(values)]
    first = rows.iloc[0]
    often = f"{counted(int(first['mentions']), 'mention')} in {counted(int(first['articles']), 'article')}"
    head = f"{first['name']} is named most: {often}"
    others = [f"{row['name']} ({_said(picture, row)})" for _, row in rows.iloc[1:_NAMED_IN_FINDING].iterrows()]
    then = f"; then {_listed(others)}" if others else ""
    rest = f". {counted(len(rows), 'country', 'countries')} in all are named."
    drawn = [f"{label} ({len(members)})" for _, label, members in picture.blocs if members]
    outlined = f" Outlined: {_listed(drawn)}." if drawn else ""
    return f"Map. {head}{then}{rest}{outlined}"


def legend(picture: MapPicture) -> dict[str, Any]:
    """What the colours, lines and marks mean."""
    colours = palette(picture.dark)
    found, ramp = steps(picture)
    shown: dict[str, Any] = {
        "title": MEASURES[picture.measure],
        "silent": colours.unmentioned,
        "unsaid": "not mentioned",
        "blocs": [_bloc(picture, place) for place in range(len(picture.blocs)) if picture.blocs[place][2]],
        "capitals": bool(len(picture.capitals)),
        "disputed": [POINT_OF_VIEW, *(area.told for area in disputed())] if picture.disputed else None,
    }
    if picture.scale == "log" and picture.values:
        least, most = log_ends(picture)
        shown["gradient"] = shades(colours.ramp, _GRADIENT_STOPS)
        shown["ticks"] = [
            {"at": (power - least) / (most - least), "label": _figure(10**power, picture.measure)}
            for power in _ticks(least, most, picture.measure)
        ]
    else:
        shown["classes"] = [
            {"label": label, "colour": colour}
            for label, colour in zip(found.labels, ramp, strict=True)
            if picture.values
        ]
    return shown


def _bloc(picture: MapPicture, place: int) -> dict[str, Any]:
    code, label, members = picture.blocs[place]
    known = statuses()
    named: dict[str, list[str]] = {}
    for status in known:
        if any(membership.status == status for membership in members):
            named.setdefault(dash(status), []).append(known[status].label)
    name, count = code.replace("_", " "), len({membership.iso3 for membership in members})
    lines = [
        (pattern, " or ".join(labels), sum(dash(one.status) == pattern for one in members))
        for pattern, labels in named.items()
    ]
    plain = [pattern for pattern, _, _ in lines] == ["solid"]
    return {
        "code": code,
        "label": label,
        "place": place,
        "colour": palette(picture.dark).blocs[place],
        "slope": slope(place),
        "lines": [
            {"dash": pattern, "said": f"{name} ({count})" if plain else f"{name}: {status} ({tied})"}
            for pattern, status, tied in lines
        ],
    }


def _ticks(least: float, most: float, measure: str) -> list[float]:
    """Logarithms of round numbers between two logarithms, both ends among them: as many as their labels leave room for.

    The first label begins at its end of the scale and the last one ends at its own; the others stand in the middle.
    """

    def width(power: float) -> float:
        return (len(_figure(10**power, measure)) + 1) * _LETTER_PX / _SCALE_PX

    found, free, end = [least], width(least), 1 - width(most)
    for power in map(float, range(-6, 19)):
        middle, half = (power - least) / (most - least), width(power) / 2
        if free <= middle - half and middle + half <= end:
            found.append(power)
            free = middle + half
    return [*found, most]


def _said(picture: MapPicture, row: Mapping[str, Any]) -> str:
    return percent(float(row["share"])) if picture.measure == "share" else f"{int(row[picture.measure]):,}"


def _figure(value: float, measure: str) -> str:
    return percent(value) if measure == "share" else f"{round(value):,}"


def _counted(row: Any, one: str) -> str:
    """A row's mentions or articles with their noun: 1 mention, 2 articles, and as a range 61–86 mentions."""
    said = spread(row, f"{one}s", lambda count: f"{int(count):,}")
    return f"{said} {one}" if said == "1" else f"{said} {one}s"


def percent(share: float) -> str:
    """A share as the map says it, finer than tables do: 20%, 0.4%, under 0.1%."""
    if 0 < share < 0.001:
        return "under 0.1%"
    return f"{share * 100:.1f}%" if share < 0.01 else f"{share * 100:.0f}%"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 mention, 2 mentions."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _box(frame: Frame) -> list[float]:
    return [round(edge, 2) for edge in (frame.west, frame.east, frame.south, frame.north)]


def _overlay(asked: Mapping[str, str], dark: bool) -> str:
    theme = {"dark": "1"} if dark else {}
    return f"{root()}/overlay/{assets()['borders.geojson'].version}.json?{urlencode({**asked, **theme})}"
