"""What is counted, in one English sentence above the map."""

import streamlit as st

from dashboard.archive import Archive
from dashboard.safe import plain
from geo.atlas.answers.sentence import describe
from geo.atlas.selection import Selection


def summary(archive: Archive, selection: Selection) -> None:
    """The sentence for a selection; names of sources stand in it, so it is text from outside."""
    with st.container(key="summary"):
        st.html(f'<p class="summary">{plain(describe(selection, archive.atlas))}</p>')
