"""Getting a search ready: an atlas built without an index is indexed first, and what cannot be searched is said."""

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.safe import plain
from dashboard.view import View
from dashboard.wording import number
from geo.atlas.search.index import SearchError


def searchable(archive: Archive, view: View) -> bool:
    """Whether the view's searches can be answered; says why, and what to do, where not."""
    asked = [one for one in (view.selection, view.against) if one is not None and one.search]
    try:
        for selection in asked:
            if missing := archive.atlas.unindexed():
                _index(archive, missing)
            archive.atlas.search(selection)
    except SearchError as reason:
        st.html(
            '<div class="notice" role="alert"><h2>The articles could not be searched</h2>'
            f"<p>{plain(str(reason))}</p></div>"
        )
        st.button("Clear the search", key="clear_search", on_click=state.search, args=("",))
        return False
    return True


def _index(archive: Archive, missing: int) -> None:
    """Index before the first search, and show how far it has come."""
    said = f"Indexing {number(missing)} articles for the first search …"
    bar = st.progress(0.0, said)
    done = 0

    def tell(articles: int) -> None:
        nonlocal done
        done += articles
        bar.progress(min(1.0, done / missing), said)

    archive.atlas.index(tell)
    bar.empty()
