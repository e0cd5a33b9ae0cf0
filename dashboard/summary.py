"""What is counted, in one English sentence above the map."""

from collections.abc import Mapping

import streamlit as st

from dashboard.archive import Archive
from dashboard.safe import plain
from dashboard.wording import KIND_NAMES, USE_NAMES, counted, day, listed, number
from geo.atlas.atlas import Totals
from geo.atlas.selection import Selection
from geo.world.memberships import statuses
from geo.world.organisations import Organisation

_KINDS = {kind: name.split(" (")[0] for kind, name in KIND_NAMES.items()}


def summary(archive: Archive, selection: Selection, totals: Totals) -> None:
    """The sentence for a selection, and the day its memberships go by."""
    with st.container(key="summary"):
        said = sentence(selection, totals, archive.organisations)
        st.html(f'<p class="summary">{plain(said)}</p>')


def sentence(selection: Selection, totals: Totals, organisations: Mapping[str, Organisation]) -> str:
    """What is counted under a selection, every filter of it said. Names of sources stand in it: text from outside."""
    found = (
        f"{counted(totals.mentions, 'mention')} of {counted(totals.countries, 'country', 'countries')}"
        f"{_belonging(selection, organisations)} in {counted(totals.articles, 'article')}{_said_by(selection)}"
        f"{_when(selection, totals)}{_how(selection)}."
    )
    return found[0].upper() + found[1:]


def _belonging(selection: Selection, organisations: Mapping[str, Organisation]) -> str:
    codes = [f"the {code}" if code in organisations else code for code in selection.organisations]
    if not codes:
        return ""
    others = f" and not to {listed(codes[1:], 'or')}" if selection.combine == "without" and len(codes) > 1 else ""
    named = codes[0] if selection.combine == "without" else listed(codes, "and" if selection.combine == "all" else "or")
    status = listed([statuses()[code].label for code in selection.statuses], "or")
    as_what = f" as {status}" if status else ""
    return f" that belonged to {named}{others}{as_what} on the article’s day"


def _said_by(selection: Selection) -> str:
    sources = [source or "no source stated" for source in selection.sources]
    return f" from {listed(sources, 'or')}" if sources else ""


def _when(selection: Selection, totals: Totals) -> str:
    since, until = selection.since, selection.until
    undated = f"{number(totals.undated)} of them undated" if totals.undated else ""
    if since and until:
        period = f"{day(since)} to {day(until)}" if since != until else f"on {day(since)}"
    elif since or until:
        period = f"since {day(since)}" if since else f"until {day(until)}"
    elif totals.first and totals.last:
        period = f"{day(totals.first)} to {day(totals.last)}" if totals.first != totals.last else day(totals.first)
    else:
        period = ""
    left_out = "" if selection.undated else "undated ones left out"
    return "".join(f", {part}" for part in (period, undated, left_out) if part)


def _how(selection: Selection) -> str:
    parts = []
    if selection.kinds:
        parts.append(f"named by {listed([_KINDS.get(kind, kind) for kind in selection.kinds], 'or')}")
    if selection.uses:
        parts.append(f"used {listed([USE_NAMES.get(use, 'inside another name') for use in selection.uses], 'or')}")
    if selection.min_confidence:
        parts.append(f"only readings at least {selection.min_confidence:.0%} sure")
    return "".join(f", {part}" for part in parts)
