"""When: what is named day by day, week by week, month by month or year by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal, get_args

import pandas as pd

from geo.atlas.answers import query, timeline_query
from geo.atlas.answers.asking import Asking, frame, question, require_countries, row
from geo.atlas.answers.snapshot import Snapshot
from geo.atlas.answers.timeline_query import Unit
from geo.atlas.selection import Selection

Step = Literal["auto", Unit]

# The most days that are shown in steps of a kind: a quarter by the day, two years by the week, twenty by the month.
LONGEST: tuple[tuple[Unit, int], ...] = (("day", 92), ("week", 731), ("month", 7305))
# Weeks that end on Sunday.
_PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "year": "Y"}
_COUNTS = ("mentions", "articles", "all_articles")


@dataclass(frozen=True, slots=True)
class Undated:
    """What stands on no timeline: `mentions` in `articles` of `all_articles` without a date."""

    mentions: int
    articles: int
    all_articles: int


class Timelines(Asking):
    """The methods of an `Atlas` that count along time."""

    def timeline(self, selection: Selection, step: Step = "auto", countries: Sequence[str] = ()) -> pd.DataFrame:
        """One row a step: `start`, `end` (both days belong to it), `mentions`, `articles`, `all_articles`.

        With `countries` one row a step and country, `iso3` after `end`, by country in the order asked. `articles` hold
        one counted mention at least; `all_articles` are those of the step, whatever they name. Every step from the
        period's first to its last (of the archive's where the selection has none) has a row, with noughts where nothing
        is. "auto" counts by the day up to 92 days, by the week up to two years, by the month up to twenty years, else
        by the year; weeks begin on Monday (ISO 8601), so that the first and last step may reach beyond the period.

        Undated articles are on no row: `undated` counts them. Without a dated article there are no rows. Raises
        ValueError for a step of another kind and LookupError for a country nobody knows.
        """
        if step not in get_args(Step):
            raise ValueError(f"A timeline has steps of a {', '.join(get_args(Step))}; not of a {step!r}.")
        require_countries(countries)
        now = self._current()
        bounds = _bounds(now, selection)
        if bounds is None:
            return pd.DataFrame(columns=["start", "end", *(["iso3"] if countries else []), *_COUNTS])
        unit = unit_of(*bounds) if step == "auto" else step
        steps = _steps(unit, *bounds, countries)
        for counts in _counted(now, selection, unit, tuple(countries)):
            known = [name for name in ("start", "iso3") if name in counts]
            steps = steps.merge(counts.dropna(subset=["start"]), how="left", on=known)
        return steps.fillna(dict.fromkeys(_COUNTS, 0)).astype(dict.fromkeys(_COUNTS, "int64"))

    def undated(self, selection: Selection, country: str | None = None) -> Undated:
        """What `timeline` leaves out: the undated articles of a selection, and their mentions, of a country or all."""
        only = (country,) if country else ()
        require_countries(only)
        now = self._current()
        question(now, selection)  # raises for what nobody knows, where nothing else is asked
        if not row(now, selection.of_articles(), query.totals_of_articles)[1]:
            return Undated(0, 0, 0)
        found = [counts[counts["start"].isna()] for counts in _counted(now, selection, "year", only)]
        mentions, articles, every = (int(counts[name].sum()) for counts, name in zip(found, _COUNTS, strict=True))
        return Undated(mentions, articles, every)


def unit_of(first: date, last: date) -> Unit:
    """The steps that suit a period, both days included: few enough to tell apart, enough to have a shape."""
    days = (last - first).days + 1
    return next((unit for unit, most in LONGEST if days <= most), "year")


def _bounds(now: Snapshot, selection: Selection) -> tuple[date, date] | None:
    """The period's first and last day, as far as the archive goes."""
    if now.span is None:
        return None
    first, last = max(now.span[0], selection.since or now.span[0]), min(now.span[1], selection.until or now.span[1])
    return (first, last) if first <= last else None


def _steps(unit: Unit, first: date, last: date, countries: Sequence[str]) -> pd.DataFrame:
    """start, end and, for each of the countries in turn, iso3: every step that holds a day of the period."""
    whole = pd.period_range(first, last, freq=_PERIODS[unit])
    steps = pd.DataFrame({"start": whole.start_time.normalize(), "end": whole.end_time.normalize()})
    steps = steps.astype("datetime64[us]")
    if not countries:
        return steps
    return pd.concat([steps.assign(iso3=iso3) for iso3 in dict.fromkeys(countries)], ignore_index=True)


def _counted(now: Snapshot, selection: Selection, unit: Unit, only: tuple[str, ...]) -> list[pd.DataFrame]:
    """Mentions, articles and all articles by step, in tables of their own; undated ones have no start."""
    statements = (
        partial(timeline_query.mentions, unit=unit, only=only),
        partial(timeline_query.articles, unit=unit, only=only),
        partial(timeline_query.all_articles, unit=unit),
    )
    return [frame(now, selection, statement).astype({"start": "datetime64[us]"}) for statement in statements]
