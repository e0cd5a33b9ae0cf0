"""The two sides of a comparison: what to begin with, what each of them holds, and how the other one is changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.rooms.other_side import other_side
from dashboard.safe import label, plain
from dashboard.view import View
from dashboard.wording import NO_SOURCE, day
from geo.atlas.answers.sentence import describe
from geo.atlas.selection import Selection


@dataclass(frozen=True, slots=True)
class Beginning:
    """A comparison that is one click away: its name, what it tells apart, and its sides."""

    name: str
    meaning: str
    one: Selection
    other: Selection


def beginnings(archive: Archive, view: View) -> list[Beginning]:
    """What the archive lends itself to, under the filters that are set: sources, halves of the period, uses."""
    asked = view.selection
    found = []
    if asked != Selection():
        meaning = "What the filters select, against every article there is."
        found.append(Beginning("This selection and everything", meaning, asked, Selection()))
    if len(two := _sources(archive, asked)) == 2:
        one, other = (replace(asked, sources=(source,)) for source in two)
        named = " and ".join(source or NO_SOURCE for source in two)
        found.append(Beginning(named, "The two sources that name countries most often.", one, other))
    if halves := _halves(archive, asked):
        before, after = halves
        one = replace(asked, until=before, undated=False)
        other = replace(asked, since=after, undated=False)
        meaning = f"Articles up to {day(before)}, against those from {day(after)} on."
        found.append(Beginning("Earlier and later half", meaning, one, other))
    meaning = "“Moscow said” against “in Moscow”."
    actors, places = replace(asked, uses=("actor",)), replace(asked, uses=("place",))
    found.append(Beginning("Named as powers and as places", meaning, actors, places))
    return found


def begin(archive: Archive, view: View, finding: Callable[[Selection, Selection], str]) -> None:
    """The page without another side yet: the comparisons that are one click away, and what each would find."""
    with st.container(key="beginnings"):
        st.html(
            '<h2 class="country-name">Compare two selections</h2><p class="finding">Which countries does one side name'
            " more than the other? The filters above are the first side; choose what to hold it against.</p>"
        )
        starts = beginnings(archive, view)
        for at, (start, column) in enumerate(zip(starts, st.columns(len(starts), gap="medium"), strict=True)):
            with column, st.container(key=f"beginning_{at}"):
                st.button(
                    label(start.name),
                    key=f"begin_{at}",
                    on_click=state.go,
                    kwargs={"selection": start.one, "against": start.other, "country": None},
                    type="primary",
                )
                st.html(
                    f'<p class="byline">{plain(start.meaning)}</p>'
                    f'<p class="found">{plain(finding(start.one, start.other))}</p>'
                )


def sides(archive: Archive, view: View) -> None:
    """Both sides in words, with their marks, and what changes or ends the comparison."""
    assert view.against is not None
    with st.container(key="sides", horizontal=True, vertical_alignment="center", gap="small"):
        for which, asked in (("one", view.selection), ("other", view.against)):
            said = plain(describe(asked, archive.atlas))
            st.html(f'<p class="side {which}"><span class="sign" aria-hidden="true"></span>{said}</p>')
        with st.popover("Change the other side", key="other_side"):
            other_side(archive, view)
        swapped = {"selection": view.against, "against": view.selection}
        st.button("Swap sides", key="swap_sides", on_click=state.go, kwargs=swapped, type="tertiary")
        st.button("End", key="end_comparison", on_click=state.go, kwargs={"against": None}, type="tertiary")


def _sources(archive: Archive, asked: Selection) -> list[str]:
    """The two sources with the most mentions under the filters, or fewer."""
    counts = archive.atlas.counts(replace(asked, sources=()), by="source")
    return [str(source) for source in counts.loc[counts["mentions"] > 0, "source"]][:2]


def _halves(archive: Archive, asked: Selection) -> tuple[date, date] | None:
    """The last day of the earlier half of the mentions, and the first of the later one."""
    counts = archive.atlas.counts(replace(asked, undated=False), by="day")
    counts = counts[counts["date"].notna() & (counts["mentions"] > 0)]
    if len(counts) < 2:
        return None
    running = counts["mentions"].cumsum().to_numpy()
    at = min(int((running < running[-1] / 2).sum()), len(counts) - 2)
    before = counts["date"].iloc[at].date()
    return before, before + timedelta(1)
