"""What is asked: the filters, and beside them the sentence that says what is counted."""

import streamlit as st

from dashboard.archive import Archive
from dashboard.filters import filters
from dashboard.summary import summary
from dashboard.view import View
from geo.atlas.atlas import Totals


def asked(archive: Archive, view: View, everything: Totals) -> None:
    """The filters and the sentence; `everything` are the totals of the whole atlas."""
    left, right = st.columns([62, 38], gap="medium", vertical_alignment="center")
    with left:
        filters(archive, view, everything)
    with right:
        summary(archive, view.selection)
