"""What the page says when there is nothing to show, or something had to be left out."""

from collections.abc import Sequence

import streamlit as st

from dashboard import state
from dashboard.safe import plain


def link_notes(notes: Sequence[str]) -> None:
    """What of the link could not be had; its words are shown, so they are escaped."""
    if notes:
        lines = "".join(f"<li>{plain(note)}</li>" for note in notes)
        st.html(f'<div class="notice" role="status"><ul>{lines}</ul></div>')


def no_atlas(reason: str) -> None:
    """Instead of the page: why there is no atlas to show, and what makes one."""
    st.html(
        '<div class="notice large" role="alert"><h1>Dateline</h1><h2>There is no atlas to show yet</h2>'
        f"<p>{plain(reason)}</p></div>"
    )


def nothing_read() -> None:
    """Instead of the map: an atlas without articles."""
    st.html(
        '<div class="notice large"><h2>This atlas holds no articles yet</h2><p>Build it from some:'
        " <code>dateline build FOLDER --atlas atlas</code>, then reload this page.</p></div>"
    )


def nothing_found() -> None:
    """Beside an empty map: what to do about filters that leave nothing."""
    st.html(
        '<div class="notice" role="status"><h2>Nothing matches these filters</h2><p>No counted mention is left. Widen'
        " the dates, choose other countries or sources, or begin again.</p></div>"
    )
    st.button("Clear every filter", key="clear", on_click=state.reset)


def went_wrong() -> None:
    """Instead of the rest of the page: something failed that nobody foresaw."""
    st.html(
        '<div class="notice large" role="alert"><h2>This page could not be drawn</h2><p>Something went wrong here, not'
        ' with what you did; the log of <code>dateline serve</code> says what. <a href="?">Begin again</a> or reload.'
        "</p></div>"
    )
