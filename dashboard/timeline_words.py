"""What a timeline shows, in words: for those who cannot see it, and against seeing more in it than there is."""

import pandas as pd

from dashboard.archive import Archive
from dashboard.view import View
from dashboard.wording import counted, day, listed, number, percent, short_day
from geo.atlas.answers.timeline import Undated
from geo.atlas.answers.timeline_change import LEAST_EXPECTED, change

# So few days are named one by one.
_FEW_STEPS = 4


def finding(archive: Archive, view: View, steps: pd.DataFrame, undated: Undated) -> str:
    """The sentences below the timeline; `steps` are those of the period, of the open country where there is one."""
    apart = _apart(undated)
    if steps.empty:
        return f"Nothing here has a date, so there is no timeline.{apart}"
    if view.country is None:
        return _of_all(steps) + apart
    return _of_country(archive.countries[view.country].in_a_sentence, steps) + apart


def panels_title(count: int) -> str:
    """What stands over the panels."""
    return f"The {number(count)} countries named most, over time" if count > 1 else "Countries over time"


def _of_all(steps: pd.DataFrame) -> str:
    articles = int(steps["all_articles"].sum())
    if not articles:
        return "No dated article falls into this period."
    filled = steps[steps["all_articles"] > 0]
    if articles < LEAST_EXPECTED:
        when = f" on {listed([_when(step) for step in filled.itertuples()])}" if len(filled) <= _FEW_STEPS else ""
        return f"{counted(articles, 'dated article')}{when}: too few for a trend."
    most = steps.loc[steps["mentions"].idxmax()]
    said = f"Most mentions {_in(most)}: {number(int(most['mentions']))} in {counted(int(most['articles']), 'article')}."
    gaps = len(steps) - len(filled)
    return said + (f" No articles at all in {number(gaps)} of {number(len(steps))} steps (dotted)." if gaps else "")


def _of_country(name: str, steps: pd.DataFrame) -> str:
    found = change(steps)
    grey = " Grey: what it would have with an even share of all mentions."
    if found is None:
        named = int(steps["articles"].sum())
        few = f"named in {counted(named, 'dated article')} of this period" if named else "named in no dated article"
        return f"{name[0].upper()}{name[1:]}: {few}; no rise or fall that can be told from chance.{grey}"
    way = "rose" if found.after > found.before else "fell"
    return (
        f"The share of articles that name {name} {way} from {percent(found.before)} to {percent(found.after)} from"
        f" {day(found.middle.date())} on, beyond chance (likelihood ratio test, 1 in 100).{grey}"
    )


def _apart(undated: Undated) -> str:
    if not undated.all_articles:
        return ""
    return (
        f" {counted(undated.all_articles, 'undated article')} with {counted(undated.mentions, 'mention')} stand apart."
    )


def _when(step: pd.Series) -> str:
    first, last = step.start.date(), step.end.date()
    return day(first) if first == last else f"{short_day(first)} to {short_day(last)}"


def _in(step: pd.Series) -> str:
    first, last = step["start"].date(), step["end"].date()
    length = (last - first).days + 1
    if length == 1:
        return f"on {day(first)}"
    return f"in the week of {day(first)}" if length == 7 else f"in {first:%B %Y}" if length < 32 else f"in {first:%Y}"
