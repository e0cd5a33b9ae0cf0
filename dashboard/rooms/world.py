"""The map of the world, and beside it the country or the table: the room the page opens in."""

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.country import country_panel
from dashboard.found import found_articles, listing
from dashboard.map_view import show_map
from dashboard.mapped import map_picture
from dashboard.notices import nothing_found
from dashboard.table import country_table
from dashboard.view import View

_MAP = "world_map"


def draw(archive: Archive, view: View) -> None:
    """The map of a view, and its figures."""
    counts = archive.atlas.countries(view.selection)
    left, right = st.columns([62, 38], gap="medium")
    with left, st.container(key="map"):
        show_map(map_picture(archive, view, counts), _MAP, on_pick=_picked)
    with right:
        if view.country is not None:
            st.button("← All countries", key="close", on_click=state.open_country, args=(None,), type="tertiary")
            country_panel(archive, view, counts)
        elif listing(archive, view) == "articles":
            found_articles(archive, view)
        elif counts.empty:
            nothing_found()
        else:
            country_table(archive, view, counts)


def _picked() -> None:
    state.open_country(st.session_state[_MAP]["picked"])
