"""As place or as power: whether "in Moscow" is counted, or "Moscow said", by one click on the map."""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import state
from dashboard.archive import Archive
from dashboard.view import View
from dashboard.wording import number

_KEY = "powers"
# What is called a power is a name used as an actor; "Afghan refugees" is neither, and counted under "All" alone.
_USES: dict[str, tuple[str, ...]] = {"all": (), "place": ("place",), "power": ("actor",)}
_NAMES = {"all": "All", "place": "As a place", "power": "As a power"}


def powers(archive: Archive, view: View, place: DeltaGenerator) -> None:
    """The switch, in its place, each choice with the mentions that it counts under the other filters."""
    asked = view.selection
    counted = {
        name: int(archive.atlas.countries(replace(asked, uses=uses))["mentions"].sum()) for name, uses in _USES.items()
    }
    now = next((name for name, uses in _USES.items() if uses == asked.uses), None)
    if st.session_state.get(_KEY) != now:
        st.session_state[_KEY] = now
    with place:
        st.segmented_control(
            "Count countries named",
            list(_USES),
            format_func=lambda name: f"{_NAMES[name]} {number(counted[name])}",
            key=_KEY,
            on_change=_chosen,
            label_visibility="collapsed",
        )


def _chosen() -> None:
    selection = st.session_state["shown"].selection
    state.go(selection=replace(selection, uses=_USES[st.session_state[_KEY] or "all"]))
