"""The page: a header, the filters, the map, and beside it the country or the table, or one whole article."""

import logging
from pathlib import Path

import streamlit as st

from dashboard import state
from dashboard.archive import Archive, AtlasError, open_archive
from dashboard.arrival import arrive
from dashboard.article import article_page
from dashboard.country import country_box, country_panel
from dashboard.filters import filters
from dashboard.header import credits, header
from dashboard.login import signed_in
from dashboard.map_view import show_map
from dashboard.mapped import map_picture
from dashboard.notices import link_notes, no_atlas, nothing_found, nothing_read, went_wrong
from dashboard.summary import summary
from dashboard.table import country_table
from dashboard.view import View
from geo.atlas.atlas import Totals
from geo.atlas.selection import Selection

_STYLE = Path(__file__).with_name("page.css")
_MAP = "world_map"


def page() -> None:
    """Draw the page once, from top to bottom; whatever goes wrong is said in words and told to the log."""
    st.set_page_config(page_title="Dateline", page_icon="🗺️", layout="wide")
    st.html(_STYLE)
    try:
        if not signed_in():
            return
        archive = open_archive()
        _draw(archive, state.settle(archive.known()))
    except AtlasError as reason:
        no_atlas(str(reason))
    except Exception:
        logging.getLogger(__name__).exception("The page could not be drawn.")
        went_wrong()


def _draw(archive: Archive, view: View) -> None:
    everything = archive.atlas.totals(Selection())
    with header(view):
        if everything.articles:
            summary(archive, view.selection)
    link_notes(state.notes())
    if not everything.articles:
        nothing_read()
    elif view.article is not None:
        article_page(archive, view)
    else:
        _explore(archive, view, everything)
    credits()
    arrive(view)


def _explore(archive: Archive, view: View, everything: Totals) -> None:
    counts = archive.atlas.countries(view.selection)
    asked, found = st.columns([62, 38], gap="medium", vertical_alignment="center")
    with asked:
        filters(archive, view, everything)
    with found, st.container(key="finder", horizontal=True, vertical_alignment="center", gap="small"):
        if view.country is not None:
            st.button("← All countries", key="close", on_click=state.open_country, args=(None,), type="tertiary")
        country_box(archive)
    left, right = st.columns([62, 38], gap="medium")
    with left, st.container(key="map"):
        show_map(map_picture(archive, view, counts), _MAP, on_pick=_picked)
    with right:
        if view.country is not None:
            country_panel(archive, view, counts)
        elif counts.empty:
            nothing_found()
        else:
            country_table(archive, view, counts)


def _picked() -> None:
    state.open_country(st.session_state[_MAP]["picked"])


if __name__ == "__main__":
    page()
