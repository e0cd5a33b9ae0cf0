"""The map of the world over time, and beside it the country or the table: the room the page opens in."""

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.country import country_panel
from dashboard.found import found_articles, listing
from dashboard.map_view import show_payload
from dashboard.mapped import map_data
from dashboard.notices import nothing_found
from dashboard.powers import powers
from dashboard.spread import country_counts
from dashboard.table import country_table
from dashboard.timeline import timeline_strip, top_countries
from dashboard.timeline_members import members_strip
from dashboard.view import View

_MAP = "world_map"


def draw(archive: Archive, view: View) -> None:
    """The map of a view, and its figures: what was asked for comes first, since each part is sent as it is drawn."""
    counts = country_counts(archive, view)
    left, right = st.columns([62, 38], gap="medium")
    with left:
        map_place, strip_place = st.container(key="map"), st.container(key="strip")
    if view.country is not None:
        with right:
            st.button("← All countries", key="close", on_click=state.open_country, args=(None,), type="tertiary")
            country_panel(archive, view, counts)
    with map_place:
        _map(archive, view, counts)
    if view.country is None:
        with right:
            _list(archive, view, counts)
    with strip_place:
        if view.strip == "members":
            members_strip(archive, view, view.overlay, "members_strip")
        else:
            timeline_strip(archive, view)


def _map(archive: Archive, view: View, counts: pd.DataFrame) -> None:
    if view.strip == "countries":
        top_countries(archive, view, counts)
        return
    switch = st.container(key="powers_switch", width="content")
    show_payload(map_data(archive, view, counts, _MAP), _MAP, on_pick=_picked, on_organisation=_opened)
    powers(archive, view, switch)


def _list(archive: Archive, view: View, counts: pd.DataFrame) -> None:
    if listing(archive, view) == "articles":
        found_articles(archive, view)
    elif counts.empty:
        nothing_found()
    else:
        country_table(archive, view, counts)


def _picked() -> None:
    state.open_country(st.session_state[_MAP]["picked"])


def _opened() -> None:
    state.go(organisation=st.session_state[_MAP]["organisation"])
