"""Marks in the texts: each can be asked why it was read so, by a click, a tap or the keyboard."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard import state
from dashboard.view import View

_HERE = Path(__file__).parent / "why_view"
_KEY = "marks"
_component = st.components.v2.component("dateline_marks", js=(_HERE / "why.js").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one article, as a list of passages or the opened article shows them."""

    article: str
    opened: bool = False
    picked: str | None = None

    def name(self, start: int) -> str:
        """What the address calls the mention that begins at `start` (code points of the article's text)."""
        return str(start) if self.opened else f"{start}@{self.article}"

    def attributes(self, start: int) -> dict[str, str]:
        """What makes a mark answer."""
        name = self.name(start)
        expanded = "true" if name == self.picked else "false"
        return {"data-mark": name, "role": "button", "tabindex": "0", "aria-expanded": expanded}


def marks_of(view: View, article: str) -> Marks:
    """The marks of an article under a view."""
    return Marks(article, view.article is not None, view.mark)


def asked_in(view: View, article: str) -> int | None:
    """Where the mention begins that the view asks about, if it is one of this article; else None."""
    start, _, named = (view.mark or "").partition("@")
    if not (start.isascii() and start.isdigit()) or len(start) > 9:
        return None
    return int(start) if (named or view.article) == article else None


def watch_marks(view: View) -> None:
    """Have the marks of the page answer; to be drawn once, below the last of them."""
    st.html(_HERE / "why.css")
    with st.container(key="mark_watch"):
        _component(key=_KEY, data={"picked": view.mark or ""}, on_mark_change=_asked, height="content")


def _asked() -> None:
    state.go(mark=st.session_state[_KEY]["mark"] or None)
