"""What readers have put right in this atlas: each correction in words, the way to take it back, and all as a file."""

from typing import Any

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.correction import taken_back
from dashboard.safe import label, plain
from dashboard.view import View
from dashboard.why_words import corrected_html, instead_html
from dashboard.wording import counted
from dashboard.writing import may_write
from geo.atlas.errors import AtlasError
from geo.corrections.correction import Correction
from geo.corrections.ledger import FILE, Ledger, written

_AT_ONCE = 20
_KEY, _SHOWN = "corrections", "corrections_shown"


@st.fragment
def corrections_list(archive: Archive, view: View) -> None:
    """Draw the list, closed, where there are corrections; the file is read when it is opened."""
    if not (archive.atlas.path / FILE).exists():
        return
    behind = st.expander("Readers’ corrections", key=_KEY, on_change="rerun")
    if behind.open:
        with behind, st.container(key="corrections_list"):
            try:
                _listed(archive, view, archive.atlas.corrections())
            except AtlasError as error:
                st.error(label(str(error)))


def _listed(archive: Archive, view: View, ledger: Ledger) -> None:
    held = ledger.active[::-1]
    if not held:
        st.caption("All that was corrected here has been taken back.")
        return
    st.caption(f"{counted(len(held), 'correction')} in force, the latest first; every build follows them.")
    st.download_button(
        "Download to share",
        written(Ledger(ledger.active)),
        FILE,
        "application/jsonl",
        key="corrections_file",
        on_click="ignore",
        type="primary",
        help="Another atlas takes them in with: dateline correct import corrections.jsonl",
    )
    changeable = may_write() and view.edition is None
    if not changeable:
        st.caption(
            "This is an earlier edition: go to the newest to take one back."
            if view.edition is not None
            else "This page can only be read here, so that none can be taken back on it."
        )
    shown = st.session_state.get(_SHOWN, _AT_ONCE)
    undone = None
    for one in held[:shown]:
        if _line(one, changeable):
            undone = one
    if len(held) > shown:
        st.button(f"{counted(len(held) - shown, 'more', 'more')}", key="corrections_more", on_click=_more)
    if undone is not None:
        taken_back(archive, ledger, undone)


def _line(one: Correction, changeable: bool) -> bool:
    """One correction; whether it is to be taken back."""
    where = f'<p class="byline">In {plain(one.article)}</p>' if one.article else ""
    st.html(f'<div class="why">{instead_html(one)}{corrected_html(one)}{where}</div>')
    name = label(" ".join(one.text.split()))
    with st.container(horizontal=True, gap="small"):
        opens: Any = {"article": one.article, "mark": str(one.start) if one.scope == "mention" else None}
        if one.article and st.button(
            f"Open the article of “{name}”", key=f"see_{one.id}", on_click=_open, kwargs=opens
        ):
            st.rerun()  # a click in here draws this list alone
        return changeable and st.button(f"Undo that of “{name}”", key=f"take_back_{one.id}")


def _open(article: str, mark: str | None) -> None:
    st.session_state[_KEY] = False
    state.go(article=article, mark=mark)


def _more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, _AT_ONCE) + _AT_ONCE
