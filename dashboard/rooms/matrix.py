"""The matrix of a bloc: how often every two of its members are named together."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.joined import ELEMENT, joined
from dashboard.rooms.blocs import times
from dashboard.safe import plain
from dashboard.view import View
from dashboard.wording import counted, day, listed, number
from geo.atlas.answers.blocs import Bloc, members_of

_plot = st.components.v2.component(
    "dateline_matrix",
    css=joined("rooms/plots/matrix.css"),
    js=joined(ELEMENT, "rooms/plots/matrix.js"),
)
_KEY = "matrix_plot"
_MOST = 16  # members that can be read side by side
_THOUSAND = 10_000


def bloc_of(view: View) -> Bloc:
    """The bloc whose members are shown: that of the filters, else whoever is outlined on the map."""
    asked = view.selection
    return Bloc(asked.organisations, asked.combine) if asked.organisations else Bloc(view.overlay)


def pairs_of(archive: Archive, view: View) -> pd.DataFrame:
    """`Atlas.matrix` of the bloc's members on the day; nothing where no organisation is chosen."""
    bloc = bloc_of(view)
    held = (
        members_of(bloc, view.selection.statuses, archive.day(view), archive.memberships) if bloc.organisations else {}
    )
    return archive.atlas.matrix(view.selection, list(held), view.within)


def matrix(archive: Archive, view: View, pairs: pd.DataFrame) -> None:
    """Draw the matrix of the pairs that `pairs_of` found."""
    bloc = bloc_of(view)
    if not bloc.organisations:
        st.html('<p class="empty">Outline an organisation, or pick a country, to see who is named with whom.</p>')
        return
    st.html(
        f'<div class="country-head"><h2 class="country-name">{plain(bloc.name)}: who is named with whom</h2></div>'
        f'<p class="finding">{plain(finding(archive, view, pairs))}</p>'
    )
    if pairs.empty:
        return
    often = pd.concat([pairs.groupby(side)["places"].sum() for side in ("iso3", "other")]).groupby(level=0).sum()
    shown = often.sort_values(ascending=False, kind="stable").head(_MOST)
    codes = [str(iso3) for iso3 in shown.index]
    _plot(
        key=_KEY,
        data={
            "codes": codes,
            "names": [archive.name(iso3) for iso3 in codes],
            "cells": {
                f"{row['iso3']}-{row['other']}": _cell(archive, view, row)
                for row in pairs.to_dict("records")
                if row["iso3"] in codes and row["other"] in codes
            },
            "most": int(pairs["places"].max()),
            "finding": finding(archive, view, pairs),
            "key": f"more often than by chance · numbers are {view.within}s that name both",
        },
        on_opened_change=_opened,
        height="content",
    )
    left_out = len(often) - len(codes)
    if left_out:
        st.html(f'<p class="rule">{counted(left_out, "member")} named less often with the others: not shown.</p>')


def finding(archive: Archive, view: View, pairs: pd.DataFrame) -> str:
    """What the matrix shows, in words."""
    name, on = bloc_of(view).name, day(archive.day(view))
    if pairs.empty:
        return f"No two members of {name} ({on}) are named in one {view.within}."
    first = pairs.sort_values(["places", "iso3"], ascending=[False, True]).iloc[0]
    named = listed([archive.countries[first[side]].in_a_sentence for side in ("iso3", "other")])
    ties = counted(int((pairs["tie"] == "more").sum()), "pair")
    return (
        f"Of the members on {on}, {named} are named together most: {counted(int(first['places']), view.within)}."
        f" {ties[0].upper()}{ties[1:]} of {number(len(pairs))} are named together more often than by chance."
    )


def _cell(archive: Archive, view: View, row: dict[str, Any]) -> dict[str, Any]:
    named = f"{archive.name(row['iso3'])} and {archive.name(row['other'])}"
    strong = row["tie"] == "more"
    chance = f", {times(row['ratio'])} as often as by chance" if strong else ""
    places = int(row["places"])
    return {
        "count": places,
        "said": number(places) if places < _THOUSAND else f"{places // 1000}k",
        "spoken": f"{named}: {counted(places, view.within)} in {counted(int(row['articles']), 'article')}{chance}",
        "strong": strong,
    }


def _opened() -> None:
    one, *other = st.session_state[_KEY]["opened"].split()
    state.go(country=one, partner=other[0] if other else None, page=1)
