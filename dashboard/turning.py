"""Turning the pages of a list, one by one or to one that is named."""

import streamlit as st

from dashboard import state
from dashboard.wording import number

_JUMP = "page_jump"
_FEW = 3  # pages that need no jump


def turning(page: int, pages: int) -> None:
    """The way to the page before, the next one, and any other of `pages`."""
    with st.container(key="turning", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("← Previous", key="page_back", on_click=state.turn_to, args=(page - 1,), disabled=page == 1)
        if pages > _FEW:
            _jump(page, pages)
        else:
            st.html(f'<span class="turning">Page {number(page)} of {number(pages)}</span>', width="content")
        st.button("Next →", key="page_on", on_click=state.turn_to, args=(page + 1,), disabled=page == pages)


def _jump(page: int, pages: int) -> None:
    st.session_state[_JUMP] = page
    st.html('<span class="turning">Page</span>', width="content")
    st.number_input(
        f"Page, of {number(pages)}",
        min_value=1,
        max_value=pages,
        key=_JUMP,
        on_change=_jumped,
        label_visibility="collapsed",
        width=84,
    )
    st.html(f'<span class="turning">of {number(pages)}</span>', width="content")


def _jumped() -> None:
    state.turn_to(int(st.session_state[_JUMP]))
