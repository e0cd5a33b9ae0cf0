"""A map that shows something other than how often countries are named: by classes and lines of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.choropleth import MapPicture
from dashboard.palette import palette
from dashboard.picture import payload


@dataclass(frozen=True, slots=True)
class Shade:
    """A class of the map: its label and its colours, #rrggbb, on a light page and on a dark one."""

    label: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Paint:
    """What is drawn instead of counts.

    `classes`: which of `shades` a country has, by iso3; of the countries pictured, those without a class are hatched as
    `uncertain` says, and `unsaid` tells what is true of all others. Without `shades` the colours stay those of the
    counts. `told`: two lines for the tooltip, by iso3; `lines`: plotly traces over the countries; `marks`: what the
    legend says of them, each a label with a `dash` or a `hatch`.
    """

    title: str
    shades: Sequence[Shade]
    classes: Mapping[str, int]
    told: Mapping[str, tuple[str, str]]
    finding: str
    unsaid: str
    uncertain: str = ""
    lines: Sequence[Mapping[str, Any]] = ()
    marks: Sequence[Mapping[str, str]] = field(default_factory=tuple)


def painted(picture: MapPicture, key: str, paint: Paint) -> dict[str, Any]:
    """What travels to the browser: the countries of `picture`, which must have mentions, painted as `paint` says."""
    data = payload(picture, key)
    if paint.shades:
        _shade(data, picture, paint)
    data["figure"]["data"] += list(paint.lines)
    hatch = [{"label": paint.uncertain, "hatch": "yes"}] if data.get("hatched") and paint.uncertain else []
    data["legend"] |= {"title": paint.title, "unsaid": paint.unsaid, "marks": [*hatch, *paint.marks]}
    data["colours"]["plain"] = palette(picture.dark).unmentioned
    data["told"] = {iso3: list(lines) for iso3, lines in paint.told.items()}
    data["finding"] = paint.finding
    return data


def _shade(data: dict[str, Any], picture: MapPicture, paint: Paint) -> None:
    """Put the classes in the place of the counts' colours, in the figure, its legend and its other theme."""
    plain = len(paint.shades)
    ramp = [shade.dark if picture.dark else shade.light for shade in paint.shades]
    fills = [*ramp, palette(picture.dark).unmentioned]
    stops = [[edge / len(fills), colour] for at, colour in enumerate(fills) for edge in (at, at + 1)]
    ends = (-0.5, len(fills) - 0.5)
    for trace in data["figure"]["data"]:
        if trace.get("name") == "spoken":
            found = [paint.classes.get(iso3, plain) for iso3 in trace["locations"]]
            trace |= {"z": found, "colorscale": stops, "zmin": ends[0], "zmax": ends[1]}
        elif trace.get("name") == "small":
            found = [paint.classes.get(iso3, plain) for iso3 in trace["customdata"]]
            trace["marker"] |= {"color": found, "colorscale": stops, "cmin": ends[0], "cmax": ends[1]}
    data["hatched"] = [iso3 for iso3 in picture.countries["iso3"] if iso3 not in paint.classes]
    for shade in paint.shades:
        old, new = (shade.dark, shade.light) if picture.dark else (shade.light, shade.dark)
        data["repainting"][old] = new
    data["legend"].pop("gradient", None)
    data["legend"]["classes"] = [
        {"label": shade.label, "colour": colour} for shade, colour in zip(paint.shades, ramp, strict=True)
    ]
