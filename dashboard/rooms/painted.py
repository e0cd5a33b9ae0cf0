"""A map that shows something other than how often countries are named: by classes and lines of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.choropleth import CAPITALS, MapPicture
from dashboard.palette import palette
from dashboard.picture import payload

NO_CAPITALS = pd.DataFrame(columns=list(CAPITALS))


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
    `uncertain` says. `told`: two lines for the tooltip, by iso3; `lines`: plotly traces over the countries; `marks`:
    what the legend says of them, each a label with a `dash` or a `hatch`.
    """

    title: str
    shades: Sequence[Shade]
    classes: Mapping[str, int]
    told: Mapping[str, tuple[str, str]]
    finding: str
    uncertain: str = ""
    lines: Sequence[Mapping[str, Any]] = ()
    marks: Sequence[Mapping[str, str]] = field(default_factory=tuple)


def painted(picture: MapPicture, key: str, paint: Paint) -> dict[str, Any]:
    """What travels to the browser: the countries of `picture`, which must have mentions, painted as `paint` says."""
    data, colours = payload(picture, key), palette(picture.dark)
    plain = len(paint.shades)
    ramp = [shade.dark if picture.dark else shade.light for shade in paint.shades] + [colours.unmentioned]
    stops = [[edge / len(ramp), colour] for at, colour in enumerate(ramp) for edge in (at, at + 1)]
    ends = (-0.5, len(ramp) - 0.5)
    for trace in data["figure"]["data"]:
        if trace.get("name") == "spoken":
            fills = [paint.classes.get(iso3, plain) for iso3 in trace["locations"]]
            trace |= {"z": fills, "colorscale": stops, "zmin": ends[0], "zmax": ends[1]}
        elif trace.get("name") == "small":
            fills = [paint.classes.get(iso3, plain) for iso3 in trace["customdata"]]
            trace["marker"] |= {"color": fills, "colorscale": stops, "cmin": ends[0], "cmax": ends[1]}
    data["figure"]["data"] += list(paint.lines)
    data["hatched"] = [iso3 for iso3 in picture.countries["iso3"] if iso3 not in paint.classes]
    data["repainting"] |= {
        old: new
        for shade in paint.shades
        for old, new in [(shade.dark, shade.light) if picture.dark else (shade.light, shade.dark)]
    }
    hatch = [{"label": paint.uncertain, "hatch": "yes"}] if data["hatched"] and paint.uncertain else []
    legend = data["legend"]
    legend.pop("gradient", None)
    legend |= {
        "title": paint.title,
        "classes": [
            {"label": shade.label, "colour": colour} for shade, colour in zip(paint.shades, ramp, strict=False)
        ],
        "marks": [*hatch, *paint.marks],
    }
    data["colours"]["plain"] = colours.unmentioned
    data["told"] = {iso3: list(lines) for iso3, lines in paint.told.items()}
    data["finding"] = paint.finding
    return data
