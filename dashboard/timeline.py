"""When: the strip with the map, which shows mentions over time and sets the period, and the top countries over time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.joined import ELEMENT, MOUNTED, joined
from dashboard.timeline_words import finding, panels_title
from dashboard.view import View
from dashboard.wording import number
from geo.atlas.answers.pinned import PinnedAtlas
from geo.atlas.answers.timeline import Step, Undated, unit_of
from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection

# More steps than this no screen can tell apart; finer units are then not offered.
MOST_STEPS = 1500
TOP_COUNTRIES = 12
_UNITS: tuple[Step, ...] = ("day", "week", "month", "year")
_DAYS = {"day": 1, "week": 7, "month": 30.4, "year": 365.25}
_TIMELINE, _PANELS = "timeline", "top_countries"
# What the script of every strip begins with, and how all of them look.
STRIP = (ELEMENT, MOUNTED, "timeline_view/strip.js")
STYLE = joined("timeline_view/strip.css")
_timeline = st.components.v2.component("dateline_timeline", css=STYLE, js=joined(*STRIP, "timeline_view/timeline.js"))
_panels = st.components.v2.component("dateline_top_countries", css=STYLE, js=joined(*STRIP, "timeline_view/panels.js"))


def timeline_strip(archive: Archive, view: View) -> None:
    """Mentions over the whole time of the archive under the other filters, with the view's period chosen in them."""
    _timeline(
        key=_TIMELINE,
        data=timeline_data(archive, view),
        on_period_change=_period,
        on_strip_change=_strip,
        on_step_change=_step,
        height="content",
    )


def top_countries(archive: Archive, view: View, counts: pd.DataFrame) -> None:
    """The countries named most, a small timeline each; `counts` as `Atlas.countries` gives them."""
    _panels(key=_PANELS, data=panels_data(archive, view, counts), on_country_change=_country, height="content")


def timeline_data(archive: Archive, view: View) -> dict[str, Any]:
    """What the timeline shows, in plain types: a list for each column, an entry a step."""
    always = _always(view.selection)
    step, unit, units = _steps(archive, view)
    whole = _asked(archive.atlas, always, step)
    alone = _asked(archive.atlas, always, step, (view.country,)) if view.country else None
    undated = _undated(archive, replace(always, memberships_on=archive.day(view)), view.country)
    return {
        "strip": view.strip,
        "unit": unit,
        "step": step,
        "units": units,
        "start": _days(whole["start"]),
        "end": _days(whole["end"]),
        "mentions": whole["mentions"].tolist(),
        "articles": whole["articles"].tolist(),
        "all": whole["all_articles"].tolist(),
        "since": _iso(view.selection.since),
        "until": _iso(view.selection.until),
        "country": _named(archive, view.country, alone),
        "finding": finding(archive, view, chosen(whole if alone is None else alone, view.selection), undated),
    }


def panels_data(archive: Archive, view: View, counts: pd.DataFrame) -> dict[str, Any]:
    """What the panels show: the countries named most under the view, with every step of the whole time."""
    top = counts.head(TOP_COUNTRIES)
    step, unit, _ = _steps(archive, view)
    steps = _asked(archive.atlas, _always(view.selection), step, tuple(top["iso3"])) if len(top) else pd.DataFrame()
    by_country = {str(iso3): part for iso3, part in steps.groupby("iso3", sort=False)} if len(steps) else {}
    any_country = next(iter(by_country.values()), pd.DataFrame({"start": [], "end": []}))
    inside = chosen(any_country, view.selection).index if by_country else []
    first = any_country.index[0] if by_country else 0
    dated = "" if by_country else "No article here says its date, so there is nothing to show over time."
    return {
        "title": panels_title(len(by_country)),
        "unit": unit,
        "start": _days(any_country["start"]) if by_country else [],
        "chosen": [int(inside[0] - first), int(inside[-1] - first)] if len(inside) else [0, -1],
        "panels": [
            {
                "iso3": str(row.iso3),
                "name": str(row.name),
                "told": number(int(row.mentions)),
                "mentions": by_country[str(row.iso3)]["mentions"].tolist(),
            }
            for row in top.itertuples()
            if str(row.iso3) in by_country
        ],
        "note": dated or "Figures are those of the chosen dates; choose a country to open it.",
    }


def chosen(steps: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Those of the steps that a selection's period touches."""
    since, until = selection.since or date.min, selection.until or date.max
    inside = [
        end.date() >= since and start.date() <= until for start, end in zip(steps["start"], steps["end"], strict=True)
    ]
    return steps[inside]


def _always(selection: Selection) -> Selection:
    """The selection without its period; membership by the day is nothing to dated articles."""
    return replace(selection, since=None, until=None, undated=True, memberships_on=None)


def _steps(archive: Archive, view: View) -> tuple[Step, str, list[Step]]:
    """The step that is asked for, the unit that it comes to, and what else may be chosen."""
    span = archive.atlas.span()
    if span is None:
        return "auto", "day", ["auto"]
    days = (span[1] - span[0]).days + 1
    usual = unit_of(*span)
    finer = [unit for unit in _UNITS if unit != usual and days / _DAYS[unit] <= MOST_STEPS and days > _DAYS[unit]]
    step = view.step if view.step in finer else "auto"
    return step, usual if step == "auto" else step, ["auto", *finer]


def _asked(atlas: Atlas, selection: Selection, step: Step, countries: Sequence[str] = ()) -> pd.DataFrame:
    # Held at one edition, or a build that ends in between would have its figures remembered as this one's.
    held = PinnedAtlas(atlas)
    return _remembered(held, str(held.path), held.edition.edition, selection, step, tuple(countries))


# A player asks the same of every frame; only the period moves.
@st.cache_data(max_entries=128, show_spinner=False)
def _remembered(
    _atlas: Atlas, path: str, edition: int, selection: Selection, step: Step, countries: tuple[str, ...]
) -> pd.DataFrame:
    return _atlas.timeline(selection, step, countries)


def _undated(archive: Archive, selection: Selection, country: str | None) -> Undated:
    """What stands apart; most archives have nothing without a date, and are then not asked for it."""
    if not archive.atlas.totals(Selection()).undated:
        return Undated(0, 0, 0)
    held = PinnedAtlas(archive.atlas)
    return _remembered_undated(held, str(held.path), held.edition.edition, selection, country)


@st.cache_data(max_entries=128, show_spinner=False)
def _remembered_undated(_atlas: Atlas, path: str, edition: int, selection: Selection, country: str | None) -> Undated:
    return _atlas.undated(selection, country)


def _named(archive: Archive, iso3: str | None, steps: pd.DataFrame | None) -> dict[str, Any] | None:
    if iso3 is None or steps is None:
        return None
    return {"name": archive.name(iso3), "mentions": steps["mentions"].tolist()}


def _days(column: "pd.Series[Any]") -> list[str]:
    return [day.date().isoformat() for day in column]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _period() -> None:
    sent = st.session_state[_TIMELINE]["period"]
    since, until = (date.fromisoformat(sent[end]) if sent[end] else None for end in ("since", "until"))
    state.walk(bool(sent["walking"]), selection=replace(state.selection(), since=since, until=until))


def _strip() -> None:
    state.go(strip=st.session_state[_TIMELINE]["strip"])


def _step() -> None:
    state.go(step=st.session_state[_TIMELINE]["step"])


def _country() -> None:
    state.open_country(st.session_state[_PANELS]["country"])
