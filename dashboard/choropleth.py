"""The map as a plotly figure: how often each country is spoken of, and its capitals.

The figure holds no borders: it names the file the browser keeps (see `dashboard.assets`), so that a filter sends a few
kilobytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import log10, sqrt
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard.assets import assets
from dashboard.classes import Classes, Measure, classes
from dashboard.framing import WORLD, Frame, Spoken, frame_on
from dashboard.overlay import Tie
from dashboard.palette import Palette, palette, shades
from geo.world.countries import countries
from geo.world.memberships import Membership
from geo.world.outlines import area, core, shapes

Scale = Literal["classes", "log"]
Bloc = tuple[str, str, Sequence[Membership]]

# The columns of a picture's tables.
COUNTED = ("iso3", "name", "mentions", "articles", "share")
CAPITALS = ("iso3", "name", "lat", "lon", "mentions")

# Square degrees: about Cyprus. Smaller countries get a mark, since few can point at them.
_SMALL = 0.8
_MARK_PX, _TARGET_PX = 9.0, 24.0
_CAPITAL_PX = (4.5, 15.0)
RAMP_STEPS = 24


@dataclass(frozen=True)
class MapPicture:
    """All that the map shows; plain inputs, so that a picture can be made and tested without a page.

    `countries`: iso3, name, mentions, articles, share (0 to 1), one row for each country mentioned under the filters.
    `capitals`: iso3, name, lat, lon (WGS84 degrees), mentions of the city itself; only those mentioned.
    `blocs`: code, label and memberships (with status) of up to three organisations, outlined in that order.
    `memberships`: by iso3, what the tooltip says the country belonged to on the overlay's date.
    `picked`: the country whose details are open. `frame`: "auto" opens on what the news is about, "world" on
    everything, "members" on who is outlined. `disputed`: whether disputed areas are hatched and named.
    """

    countries: pd.DataFrame
    capitals: pd.DataFrame
    measure: Measure = "mentions"
    scale: Scale = "classes"
    blocs: Sequence[Bloc] = ()
    memberships: Mapping[str, str] = field(default_factory=dict)
    picked: str | None = None
    frame: Literal["auto", "world", "members"] = "auto"
    dark: bool = False
    disputed: bool = False

    @cached_property
    def values(self) -> dict[str, float]:
        """The measure by iso3, above nought, most first."""
        counted = self.countries[self.countries[self.measure] > 0].sort_values(self.measure, ascending=False)
        return dict(zip(counted["iso3"], counted[self.measure].astype(float), strict=True))

    @cached_property
    def news(self) -> Frame:
        """What the news is about: the frame that its mentions weigh."""
        named = zip(self.countries["iso3"], self.countries["mentions"], strict=True)
        return frame_on(Spoken(*core(iso3), float(mentions)) for iso3, mentions in named if iso3 in shapes())

    @property
    def opens_on(self) -> Frame:
        """Where the map opens."""
        if self.frame == "members":
            return frame_on(Spoken(*core(tie.iso3), 1.0) for ties in self.ties for tie in ties if tie.iso3 in shapes())
        return WORLD if self.frame == "world" else self.news

    @property
    def ties(self) -> list[list[Tie]]:
        """Who is outlined, bloc by bloc."""
        return [[Tie(membership.iso3, membership.status) for membership in members] for _, _, members in self.blocs]


def drawn() -> list[str]:
    """The iso3 of every country the map draws, in order."""
    return sorted(shapes())


@cache
def small_states() -> tuple[str, ...]:
    """Countries too small to point at, which get a mark; those without a polygon among them."""
    return tuple(iso3 for iso3, country in countries().items() if area(iso3) < _SMALL and country.lat is not None)


def figure(picture: MapPicture) -> go.Figure:
    """The figure: countries coloured by class or on a logarithmic scale, marks for small states, and capitals."""
    colours = palette(picture.dark)
    fig = go.Figure([*_countries(picture, colours), *_marks(picture, colours), _capitals(picture, colours)])
    frame = picture.opens_on
    lon, lat = frame.middle
    fig.update_geos(
        projection={"type": "natural earth", "rotation": {"lon": lon}},
        center={"lon": lon, "lat": lat},
        lonaxis_range=[frame.west, frame.east],
        lataxis_range=[frame.south, frame.north],
        visible=False,
        bgcolor="rgba(0,0,0,0)",
    )
    fig.update_layout(
        template="none",
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverdistance=1,
        paper_bgcolor="rgba(0,0,0,0)",
    )
    return fig


def steps(picture: MapPicture) -> tuple[Classes, list[str]]:
    """The classes of the picture's values and a colour for each."""
    found = classes(picture.values.values(), picture.measure)
    return found, shades(palette(picture.dark).ramp, len(found.breaks))


def log_ends(picture: MapPicture) -> tuple[float, float]:
    """The decimal logarithms of the least and the largest value; a decade apart where there is but one."""
    values = picture.values.values()
    least, most = log10(min(values, default=1.0)), log10(max(values, default=10.0))
    return (least, most) if most > least else (least, least + 1)


def _fills(picture: MapPicture) -> tuple[dict[str, float], list[tuple[float, str]], float, float]:
    """A number for every mentioned country's colour, the colour scale, and its two ends."""
    values = picture.values
    if picture.scale == "log":
        ramp = shades(palette(picture.dark).ramp, RAMP_STEPS)
        stops = [(at / (RAMP_STEPS - 1), colour) for at, colour in enumerate(ramp)]
        return {iso3: log10(value) for iso3, value in values.items()}, stops, *log_ends(picture)
    found, ramp = steps(picture)
    count = len(ramp)
    stops = [(edge / count, colour) for at, colour in enumerate(ramp) for edge in (at, at + 1)]
    return {iso3: found.of(value) for iso3, value in values.items()}, stops, -0.5, count - 0.5


def _countries(picture: MapPicture, colours: Palette) -> list[go.Choropleth]:
    fills, stops, least, most = _fills(picture)
    every = drawn()
    # What is nobody's: disputed land that is drawn apart.
    hollow = [iso3 for iso3 in every if iso3 not in countries()]
    silent = [iso3 for iso3 in every if iso3 not in fills and iso3 not in hollow]
    spoken = [iso3 for iso3 in every if iso3 in fills and iso3 not in hollow]
    return [
        _layer("nobodys", dict.fromkeys(hollow, 0.5), [colours.nobodys] * 2, (0, 1), colours.hollow),
        _layer("silent", dict.fromkeys(silent, 0.5), [colours.unmentioned] * 2, (0, 1), colours.faint),
        _layer("spoken", {iso3: fills[iso3] for iso3 in spoken}, stops, (least, most), colours.border),
    ]


def _layer(
    name: str, fills: Mapping[str, float], stops: Sequence, ends: tuple[float, float], border: str
) -> go.Choropleth:
    return go.Choropleth(
        name=name,
        geojson=assets()["borders.geojson"].path,
        featureidkey="id",
        locations=list(fills),
        z=list(fills.values()),
        colorscale=stops,
        zmin=ends[0],
        zmax=ends[1],
        marker_line={"color": border, "width": 0.7},
        showscale=False,
        hoverinfo="none",
    )


def _marks(picture: MapPicture, colours: Palette) -> list[go.Scattergeo]:
    """Small states: a dot of the country's colour if it is mentioned, and a target for all that a finger can hit."""
    fills, stops, least, most = _fills(picture)
    known = countries()
    found = list(small_states())
    spoken = [iso3 for iso3 in found if iso3 in fills]

    def dots(name: str, listed: list[str], marker: dict) -> go.Scattergeo:
        return go.Scattergeo(
            name=name,
            lon=[known[iso3].lon for iso3 in listed],
            lat=[known[iso3].lat for iso3 in listed],
            customdata=listed,
            mode="markers",
            marker={"opacity": 1, **marker},
            hoverinfo="none" if name == "targets" else "skip",
        )

    ring = {"color": colours.ink, "width": 1}
    drawn = {"color": [fills[iso3] for iso3 in spoken], "colorscale": stops, "cmin": least, "cmax": most, "line": ring}
    return [
        dots("small", spoken, {"size": _MARK_PX, **drawn}),
        dots("targets", found, {"size": _TARGET_PX, "opacity": 0}),
    ]


def _capitals(picture: MapPicture, colours: Palette) -> go.Scattergeo:
    """Capitals: area grows with the mentions of the city itself, so that Kabul twice as often named looks so."""
    named = picture.capitals[picture.capitals["mentions"] > 0].sort_values("mentions", ascending=False)
    most = float(named["mentions"].max()) if len(named) else 1.0
    least_px, most_px = _CAPITAL_PX
    sizes = [max(least_px, most_px * sqrt(mentions / most)) for mentions in named["mentions"]]
    return go.Scattergeo(
        lon=named["lon"].tolist(),
        lat=named["lat"].tolist(),
        text=named["name"].tolist(),
        customdata=named["iso3"].tolist(),
        mode="markers",
        marker={"size": sizes, "color": colours.halo, "opacity": 1, "line": {"color": colours.ink, "width": 1.4}},
        hoverinfo="skip",
        name="capitals",
    )
