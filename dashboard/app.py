"""The page: a header with the way to each room, what is asked, and the room; or one whole article over it."""

import logging
from pathlib import Path

import streamlit as st

from dashboard import state
from dashboard.archive import Archive, AtlasError, open_archive
from dashboard.arrival import arrive
from dashboard.article import article_page
from dashboard.asked import asked
from dashboard.header import credits, header
from dashboard.login import signed_in
from dashboard.notices import link_notes, no_atlas, nothing_read, went_wrong
from dashboard.rooms import ROOMS
from dashboard.view import View
from geo.atlas.selection import Selection

_STYLE = Path(__file__).with_name("page.css")


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
    room = ROOMS.get(view.room, ROOMS["map"])
    header(archive, view)
    link_notes(state.notes())
    if not everything.articles and room.filtered:
        nothing_read()
    elif view.article is not None:
        article_page(archive, view)
    else:
        if room.filtered:
            asked(archive, view, everything)
        room.draw(archive, view)
    credits()
    arrive(view)


if __name__ == "__main__":
    page()
