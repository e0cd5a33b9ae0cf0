"""The reader's own text: pasted, or files dropped on the page, and read without adding anything to the atlas."""

from typing import Literal

import streamlit as st

from dashboard.archive import Archive
from dashboard.rooms.own_dropped import held, own_dropped
from dashboard.rooms.own_text import own_text
from dashboard.switch import switch
from dashboard.view import View

Way = Literal["paste", "files"]
_WAYS: dict[Way, str] = {"paste": "Paste a text", "files": "Drop files"}
# Held apart from the widget of its own, which Streamlit forgets while another room or an article is shown.
_CHOSEN, _WIDGET = "own_way", "own_way_box"


def draw(archive: Archive, view: View) -> None:
    """The room."""
    st.session_state.setdefault(_WIDGET, _chosen())
    switch("How", _WAYS, _WIDGET, _choose)
    if _chosen() == "paste":
        own_text(archive, view)
    else:
        own_dropped(view)


def holds(archive: Archive) -> Archive:
    """The archive whose articles the room shows: that of the files that were dropped, if they are what is looked at."""
    files = held() if _chosen() == "files" else None
    return (files and files.archive) or archive


def _chosen() -> Way:
    return st.session_state.get(_CHOSEN, "paste")


def _choose() -> None:
    st.session_state[_CHOSEN] = st.session_state[_WIDGET]
