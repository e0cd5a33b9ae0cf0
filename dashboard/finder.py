"""The finder: one box for countries, cities and organisations by any of their names, and for words in the articles."""

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.assets import sought
from dashboard.joined import ELEMENT, MOUNTED, joined
from dashboard.view import View
from geo.world.organisations import organisations

_KEY = "find"
_box = st.components.v2.component(
    "dateline_finder",
    css=joined("finder_view/finder.css"),
    js=joined(ELEMENT, MOUNTED, "finder_view/finder.js"),
)


def finder(archive: Archive, view: View) -> None:
    """Draw the box; it holds what is sought in the articles, and looks names up in a file that the browser keeps."""
    known = archive.memberships.organisations
    own = [
        ("organisation", code, one.name, "organisation", 0, [code, *one.aliases])
        for code, one in known.items()
        if code not in organisations()
    ]
    _box(
        key=_KEY,
        data={"search": view.selection.search, "names": sought()["findable.json"].path, "own": own},
        on_chosen_change=_chosen,
        on_sought_change=_sought,
        height="content",
    )


def _chosen() -> None:
    chosen = st.session_state[_KEY]["chosen"]
    state.open_organisation(chosen["code"]) if chosen["kind"] == "organisation" else state.open_country(chosen["code"])


def _sought() -> None:
    state.search(st.session_state[_KEY]["sought"])
