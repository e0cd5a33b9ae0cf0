"""What is opened begins where it can be seen: an article at its top, a country at its name."""

from pathlib import Path

import streamlit as st

from dashboard.view import View

_arrival = st.components.v2.component(
    "dateline_arrival", js=(Path(__file__).parent / "arrival_view" / "arrival.js").read_text("utf-8")
)


def arrive(view: View) -> None:
    """Bring the heading of what has just been opened into view, and the focus to it where a click has lost it.

    A country, an article, an organisation, what a search found, or the next page of a list of articles, which begins
    at its first.

    Without it a country opened from the foot of a long table, or an article from the foot of a list, would be shown
    from its middle, and the keyboard would have to walk there from the top of the page.
    """
    with st.container(key="arrival"):
        _arrival(
            key="arrived",
            data={
                "country": view.country or "",
                "article": view.article or "",
                "search": view.selection.search if view.listing == "articles" else "",
                "page": view.page,
                "organisation": view.organisation or "",
            },
            height="content",
        )
