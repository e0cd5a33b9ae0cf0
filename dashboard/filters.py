"""The filters: one narrow row, each button saying what it now holds, its choices behind it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.safe import label, option
from dashboard.spread import LABEL, MEANING
from dashboard.view import MOST_OVERLAYS, View
from dashboard.wording import KIND_NAMES, NO_SOURCE, USE_NAMES, counted, day, listed, short_day
from geo.atlas.atlas import Totals
from geo.atlas.kept.certainty import STEPS
from geo.world.memberships import statuses

COMBINE = {"any": "Any of them", "all": "All of them", "without": "First, without the others"}
_MEASURE = {"mentions": "Mentions", "articles": "Articles", "share": "Share of articles"}
_TOLD = {"article": "Article", "story": "Story"}
_TIES = {"members": "Members", "all": "Observers, partners and candidates too"}
_SCALE = {"classes": "Steps", "log": "Smooth"}
# The days that who belonged may be asked for.
_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)
# Enter takes the one that is typed; left alone, Streamlit would take every option with these letters in this order.
BY_TYPING: Any = {"filter_mode": "contains", "select_all": False}


def filters(archive: Archive, view: View, everything: Totals) -> None:
    """The row of filters; `everything` are the totals of the whole atlas, which say what there is to choose from."""
    with st.container(key="filters", horizontal=True, gap="xsmall", vertical_alignment="center"):
        with st.popover(_organisations_label(view), key="filter_organisations"):
            _organisations(archive, view)
        with st.popover(_period_label(view), key="filter_period"):
            _period(archive, view, everything)
        with st.popover(_sources_label(view), key="filter_sources"):
            _sources(archive)
        with st.popover(_names_label(view), key="filter_names"):
            _names()
        with st.popover(_measure_label(view), key="filter_measure"):
            _measure(everything)
        with st.popover(_outlines_label(archive, view), key="filter_outlines"):
            _outlines(archive, view)


def _organisations(archive: Archive, view: View) -> None:
    known = archive.organisations
    st.multiselect(
        "Members of",
        list(known),
        format_func=lambda code: option(f"{code} · {known[code].name}"),
        key=state.key("organisations"),
        **BY_TYPING,
        placeholder="Any country",
    )
    if len(view.selection.organisations) > 1:
        st.segmented_control(
            "Count a country that belongs to",
            list(COMBINE),
            format_func=COMBINE.__getitem__,
            key=state.key("combine"),
            required=True,
        )
    st.multiselect(
        "Belonging as",
        list(statuses()),
        format_func=lambda code: statuses()[code].label.capitalize(),
        key=state.key("statuses"),
        **BY_TYPING,
    )
    st.caption(
        "Each article is counted by who belonged on its own day. The map outlines members, and whoever is chosen here."
    )


def _period(archive: Archive, view: View, everything: Totals) -> None:
    span = archive.atlas.span()
    if span is None:
        st.caption("No article here says its date, so there is no period to choose.")
    with st.container(horizontal=True, gap="small"):
        for end, name in (("since", "From"), ("until", "To")):
            held = [when for when in (state.held(end), *(span or ())) if when]
            st.date_input(
                name,
                key=state.key(end),
                format="YYYY-MM-DD",
                min_value=min(held, default="today"),
                max_value=max(held, default="today"),
                disabled=span is None,
            )
    # Only a period can leave undated articles out; without one the box would be a switch that moves nothing.
    within = bool(view.selection.since or view.selection.until)
    undated = counted(everything.undated, "undated article") if everything.undated else "undated articles"
    st.checkbox(
        f"Keep {undated} whatever the dates", key=state.key("undated"), disabled=not (within and everything.undated)
    )


def _sources(archive: Archive) -> None:
    choices = archive.atlas.sources()
    st.multiselect(
        "Said by",
        choices,
        format_func=lambda source: option(source) or NO_SOURCE,
        key=state.key("sources"),
        **BY_TYPING,
        placeholder="Every source",
        disabled=len(choices) < 2,
    )
    if len(choices) < 2:
        st.caption("All articles here share one source, or state none.")


def _names() -> None:
    st.pills(
        "Named by", list(KIND_NAMES), format_func=KIND_NAMES.__getitem__, selection_mode="multi", key=state.key("kinds")
    )
    st.pills("Used", list(USE_NAMES), format_func=USE_NAMES.__getitem__, selection_mode="multi", key=state.key("uses"))
    st.select_slider(
        "How sure a reading must be",
        sorted({*STEPS, state.held("confidence")}),
        format_func=lambda sure: f"{sure:.0%} or more" if sure else "any",
        key=state.key("confidence"),
    )
    st.toggle(LABEL, key=state.key("spread"), help=MEANING)
    st.caption("Nothing chosen means all of them.")


def _measure(everything: Totals) -> None:
    st.segmented_control(
        "Colour by", list(_MEASURE), format_func=_MEASURE.__getitem__, required=True, key=state.key("measure")
    )
    st.segmented_control("Shades", list(_SCALE), format_func=_SCALE.__getitem__, required=True, key=state.key("scale"))
    st.caption("Steps grow with the counts, so that small ones stay visible.")
    st.segmented_control(
        "Count once each", list(_TOLD), format_func=_TOLD.__getitem__, required=True, key=state.key("by")
    )
    told = f"{counted(everything.articles, 'article')} here tell {counted(everything.stories, 'story', 'stories')}"
    st.caption(f"Copies of one report in several papers are one story: the {told}.")


def _outlines(archive: Archive, view: View) -> None:
    known = archive.organisations
    st.multiselect(
        f"Outline the members of (up to {MOST_OVERLAYS})",
        list(known),
        format_func=lambda code: option(f"{code} · {known[code].name}"),
        key=state.key("overlay"),
        **BY_TYPING,
        max_selections=MOST_OVERLAYS,
        placeholder="None",
    )
    st.segmented_control(
        "With",
        list(_TIES),
        format_func=_TIES.__getitem__,
        required=True,
        key=state.key("ties"),
        disabled=not view.overlay,
    )
    # A link may ask for a day that nobody would choose here.
    asked = state.held("memberships_on")
    st.date_input(
        "As they stood on",
        key=state.key("memberships_on"),
        format="YYYY-MM-DD",
        min_value=min(_FIRST, asked or _FIRST),
        max_value=max(_LAST, asked or _LAST),
    )
    st.checkbox("Hatch disputed areas", key=state.key("disputed"))
    empty = [label(code) for code in view.overlay if not archive.outlined(code, view)]
    if empty:
        st.caption(f"{listed(empty)} had no members on {day(archive.day(view))}, so there is nothing to outline.")
    if state.held("memberships_on") is None:
        st.caption(f"Left empty, it is {day(archive.day(view))}: the last day of the period, or of all articles.")


def _organisations_label(view: View) -> str:
    asked = view.selection
    if not asked.organisations:
        return "Countries: all"
    codes = [label(code) for code in asked.organisations]
    if asked.combine == "without" and len(codes) > 1:
        named = f"{codes[0]}, not {listed(codes[1:], 'or')}"
    else:
        named = listed(codes, "and" if asked.combine == "all" else "or")
    plain_members = asked.statuses == ("member",)
    return f"Countries: {named}" + ("" if plain_members else f" ({_belonging(asked.statuses)})")


def _belonging(chosen: Sequence[str]) -> str:
    return listed([statuses()[code].label for code in chosen], "or")


def _period_label(view: View) -> str:
    since, until = view.selection.since, view.selection.until
    if since and until:
        first = short_day(since).removesuffix(f" {until.year}")
        return f"Dates: {first} – {short_day(until)}" if since != until else f"Date: {short_day(since)}"
    if since:
        return f"Dates: from {short_day(since)}"
    if until:
        return f"Dates: to {short_day(until)}"
    return "Dates: all"


def _sources_label(view: View) -> str:
    # Their names stand in the sentence above: a popover's name is read out as it is written, entities and all.
    chosen = len(view.selection.sources)
    return f"Sources: {chosen} chosen" if chosen else "Sources: all"


def _names_label(view: View) -> str:
    asked = view.selection
    chosen = len(asked.kinds) + len(asked.uses) + bool(asked.min_confidence) + view.spread
    return f"Names: {counted(chosen, 'choice')}" if chosen else "Names: all"


def _measure_label(view: View) -> str:
    by_story = ", by story" if view.selection.by == "story" else ""
    return f"Shown: {_MEASURE[view.measure].lower()}{by_story}"


def _outlines_label(archive: Archive, view: View) -> str:
    if not view.overlay:
        return "Outlines: none"
    on = short_day(archive.day(view))
    drawn = [label(code) for code in view.overlay if archive.outlined(code, view)]
    return f"Outlines: {', '.join(drawn)}, {on}" if drawn else f"Outlines: none on {on}"
