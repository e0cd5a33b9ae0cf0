"""Who else tells the story of an article, and what makes them copies."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.safe import label, plain
from dashboard.wording import NO_SOURCE, counted, day, percent

# Enough to see who printed a report; the rest is counted.
_MOST = 12


def copies_beside(archive: Archive, article_id: str) -> None:
    """The other articles of a story, each a way into it; nothing where an article alone tells its own."""
    others = archive.atlas.copies(article_id, _MOST + 1)
    if others.empty:
        return
    more = " and more" if len(others) > _MOST else ""
    shown = others.head(_MOST)
    with st.container(key="copies"):
        st.html(
            f'<h3 class="section">The same story in {counted(len(shown), "other article")}{more}</h3>'
            '<p class="byline">Near copies, counted once where stories are counted.</p>'
        )
        for at, row in enumerate(shown.itertuples()):
            _copy(at, row)


def more_copies(copies: int) -> str:
    """What a line of a list says of an article that others copy: " · 2 copies"; nothing without any."""
    return f" · {counted(copies, 'copy', 'copies')}" if copies else ""


def _copy(at: int, row: Any) -> None:
    when = day(None if pd.isna(row.date) else row.date.date())
    opens: Any = {"on_click": state.open_article, "args": (row.article_id,), "type": "tertiary"}
    st.button(label(row.heading), key=f"copy_{at}", **opens)
    st.html(f'<p class="byline">{when} · {plain(row.source) or NO_SOURCE} · {_alike(row)}</p>')


def _alike(row: Any) -> str:
    if not row.alike:
        return "a copy of another of these"
    figures = "" if pd.isna(row.numbers) else f" and {percent(float(row.numbers))} of its figures"
    return f"{percent(float(row.containment))} of the shorter one’s phrases{figures} shared"
