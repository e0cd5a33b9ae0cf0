"""A row of choices one of which always holds, its name for screen readers alone."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st


def switch(name: str, choices: Mapping[Any, str], key: str, on_change: Callable[[], None] | None = None) -> None:
    """Draw it; `choices` says what each is called, and the widget under `key` holds the one chosen."""
    st.segmented_control(
        name,
        list(choices),
        format_func=choices.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=on_change,
    )
