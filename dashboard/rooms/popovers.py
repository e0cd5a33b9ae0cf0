"""Widgets in a room's popover, whose values are those of the view."""

from collections.abc import Mapping
from typing import Any

import streamlit as st


def keys(group: str, values: Mapping[str, Any]) -> dict[str, str]:
    """Under which key each widget of a popover is to be drawn, so that it holds its value; call before they are.

    The keys are others once the values were changed elsewhere: a closed popover's widgets are not in the page, so the
    browser would send what they held before with the next click, and undo the change.
    """
    counter = f"{group} generation"
    generation = st.session_state.get(counter, 0)
    found = {name: f"{group}_{name}_{generation}" for name in values}
    if any(key in st.session_state and st.session_state[key] != values[name] for name, key in found.items()):
        st.session_state[counter] = generation = generation + 1
        found = {name: f"{group}_{name}_{generation}" for name in values}
    for name, key in found.items():
        st.session_state[key] = values[name]
    return found
