"""The page: a header with the way to each room, what is asked, and the room; or one article or organisation over it."""

import logging
from pathlib import Path

import streamlit as st

from dashboard import state
from dashboard.archive import Archive, AtlasError, open_archive
from dashboard.arrival import arrive
from dashboard.article import article_page
from dashboard.asked import asked
from dashboard.corrections_list import corrections_list
from dashboard.header import credits, header
from dashboard.login import signed_in
from dashboard.notices import link_notes, no_atlas, nothing_read, went_wrong
from dashboard.older import at_edition, edition_gone, edition_named, edition_notice
from dashboard.organisation import organisation_page
from dashboard.rooms import ROOMS
from dashboard.searching import searchable
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
        # A build that ends while the page is drawn, or before something is opened on it, changes none of its figures.
        newest = open_archive().pinned()
        # What the address names is of the edition it names.
        view = state.settle(lambda: (at_edition(newest, edition_named()) or newest).known())
        archive = at_edition(newest, view.edition)
        if archive is None:
            _gone(newest, view)
        else:
            _draw(newest, archive, view)
    except AtlasError as reason:
        no_atlas(str(reason))
    except Exception:
        logging.getLogger(__name__).exception("The page could not be drawn.")
        went_wrong()


def _gone(newest: Archive, view: View) -> None:
    assert view.edition is not None
    header(newest, view, shown=False)
    edition_gone(newest, view.edition)
    credits()


def _draw(newest: Archive, archive: Archive, view: View) -> None:
    room = ROOMS.get(view.room, ROOMS["map"])
    edition, archive = archive, room.holds(archive)
    if archive is not edition:
        view = state.narrow(view, archive.known())
    everything = archive.atlas.totals(Selection())
    header(archive, view, shown=room.linked)
    link_notes(state.notes())
    if view.edition is not None:
        edition_notice(newest, edition)
    if not everything.articles and room.filtered:
        nothing_read()
    elif view.article is not None:
        article_page(archive, view)
    elif view.organisation is not None:
        organisation_page(archive, view)
    elif not room.filtered:
        room.draw(archive, view)
    elif searchable(archive, view):
        asked(archive, view, everything)
        room.draw(archive, view)
    corrections_list(edition, view)
    credits()
    arrive(view)


if __name__ == "__main__":
    page()
