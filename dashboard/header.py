"""The top of the page: its name, and how counting works; and at its foot the credits."""

from dataclasses import replace

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.cite import cite
from dashboard.finder import finder
from dashboard.link import copy_link
from dashboard.rooms import ROOMS
from dashboard.switch import switch
from dashboard.take_away import take_away
from dashboard.view import View, cleared

_COUNTING = """
**What is counted.** Each time an article names a present-day country: by its name (*Afghanistan*), its people
(*Afghan*), its capital or another place in it (*Kabul*), or its seat of government (*the Kremlin*). A name that is only
part of another name (the *Shanghai* in Shanghai Cooperation Organisation), former countries such as the Soviet Union,
regions and organisations are marked in the texts and not counted.

**Mentions, articles, share.** Mentions are all of these; articles are those with one mention at least; the share is of
the articles selected. An article that names a country forty times is still one article.

**How a name is used.** As a place (*in Kabul*), as an actor (*Moscow said*), or as a description (*Afghan refugees*).

**Who belonged.** A filter by organisation asks who belonged on the article’s own day. An undated article goes by the
day shown with the outlines.

**What it is not.** A machine reads the articles: it can take one Georgia for the other. Being named often is not being
important, and it depends on who is writing. Nothing is guessed: what an article does not say is shown as not stated.
"""
_CREDITS = (
    '<footer class="credits">Borders: Natural Earth, edited by Visionscarto, with disputed areas hatched; names of'
    " places: GeoNames (CC BY 4.0), Unicode CLDR, CIA World Factbook; memberships: compiled from the organisations’ own"
    " pages and the press, each period with its source on its organisation’s page.</footer>"
)


def header(archive: Archive, view: View, *, shown: bool = True) -> None:
    """The name, the rooms, the finder, and what can be done with the view, in one row.

    `shown`: whether there are figures below that a link leads to, to be cited and taken away.
    """
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        st.html('<h1 class="name">Dateline</h1>', width="content")
        _rooms()
        with st.container(key="finder"):
            finder(archive, view)
        if view.article is None and cleared(view) != replace(view, page=1):
            st.button("Reset", key="reset", on_click=state.reset, type="tertiary")
        copy_link()
        if shown:
            cite(archive, view)
            take_away(archive, view, ROOMS[view.room].table)
        with st.popover("How counting works", key="counting", type="tertiary", width="content"):
            st.markdown(_COUNTING)


def _rooms() -> None:
    with st.container(key="rooms", width="content"):
        switch("Room", {room: door.name for room, door in ROOMS.items()}, "room")


def credits() -> None:
    """Whose work the page stands on."""
    st.html(_CREDITS)
