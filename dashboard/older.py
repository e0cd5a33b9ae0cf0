"""Editions that have gone by: opened for a link that names one, so that it shows the figures it showed then."""

import os

import streamlit as st

from dashboard import state
from dashboard.archive import PLACE, Archive, AtlasError
from dashboard.wording import short_day
from geo.atlas.atlas import open_atlas
from geo.world.countries import countries

# Each costs its own connection and what the answers keep in memory.
_OPEN_AT_ONCE = 3


@st.cache_resource(show_spinner="Opening that edition …", max_entries=_OPEN_AT_ONCE)
def _opened(place: str, edition: int) -> Archive:
    return Archive(open_atlas(place, edition), countries())


def at_edition(newest: Archive, edition: int | None) -> Archive | None:
    """The archive as it was at an edition, `newest` where none is named; None where that edition is not to be had."""
    if edition is None:
        return newest
    try:
        return _opened(os.environ.get(PLACE, "atlas"), edition)
    except AtlasError:
        return None


def edition_named() -> int | None:
    """The edition that the address names, if it names one."""
    named = st.query_params.get("edition", "")
    return int(named) if named.isascii() and named.isdigit() and len(named) < 7 else None


def edition_notice(newest: Archive, archive: Archive) -> None:
    """Where another edition than the newest is shown: which, and the way to the newest."""
    shown, now = archive.atlas.edition, newest.atlas.edition
    if shown.edition >= now.edition:
        return
    with st.container(key="older", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<p role="status"><b>You look at edition {shown.edition}</b> of {short_day(shown.made_at.date())}; the'
            f" newest is {now.edition} of {short_day(now.made_at.date())}. Its figures stay as they were.</p>",
            width="content",
        )
        _to_newest(f"Go to edition {now.edition}")


def edition_gone(newest: Archive, edition: int) -> None:
    """Instead of figures: the edition that a link names is not kept any more, or never was."""
    now = newest.atlas.edition
    if edition > now.edition:
        title, why = (
            f"There is no edition {edition} yet",
            "The link may be of another atlas, or of this one before it was built anew.",
        )
    else:
        title, why = (
            f"Edition {edition} is no longer kept",
            "Its files have been cleared away, so its figures cannot be shown again; another’s may differ.",
        )
    with st.container(key="gone"):
        st.html(
            f'<div class="notice large" role="alert"><h2>{title}</h2><p>{why} The newest is edition {now.edition} of'
            f" {short_day(now.made_at.date())}.</p></div>"
        )
        _to_newest(f"Go to edition {now.edition}")


def _to_newest(said: str) -> None:
    st.button(said, key="to_newest", on_click=state.go, kwargs={"edition": None}, type="secondary")
