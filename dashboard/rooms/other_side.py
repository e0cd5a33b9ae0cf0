"""How the other side of a comparison is changed: the filters' own choices, in a popover."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.filters import BY_TYPING, COMBINE
from dashboard.rooms.popovers import keys
from dashboard.safe import option
from dashboard.view import View
from dashboard.wording import KIND_NAMES, NO_SOURCE, USE_NAMES

_FIELDS = ("search", "organisations", "combine", "sources", "since", "until", "kinds", "uses")
_SEVERAL = ("organisations", "sources", "kinds", "uses")


def other_side(archive: Archive, view: View) -> None:
    """Draw the choices, each of which changes the other side at once."""
    held = view.against
    assert held is not None
    values = {name: getattr(held, name) for name in _FIELDS}
    key = keys("other", {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()})

    def changed() -> None:
        asked: dict[str, Any] = {name: st.session_state[key[name]] for name in _FIELDS if key[name] in st.session_state}
        since, until = asked["since"], asked["until"]
        if since and until and since > until:
            asked |= {"since": until, "until": since}
        asked |= {name: tuple(asked[name]) for name in _SEVERAL}
        asked["search"] = str(asked["search"] or "").strip()
        state.go(against=replace(held, **asked))

    st.text_input(
        "Words in the articles", key=key["search"], on_change=changed, placeholder="Every article", max_chars=500
    )
    _whom(archive, len(held.organisations) > 1, key, changed)
    st.multiselect(
        "Said by",
        archive.atlas.sources(),
        format_func=lambda source: option(source) or NO_SOURCE,
        key=key["sources"],
        on_change=changed,
        placeholder="Every source",
        **BY_TYPING,
    )
    _when(archive, (held.since, held.until), key, changed)
    for name, title, choices in (("kinds", "Named by", KIND_NAMES), ("uses", "Used", USE_NAMES)):
        st.pills(
            title,
            list(choices),
            format_func=choices.__getitem__,
            selection_mode="multi",
            key=key[name],
            on_change=changed,
        )
    st.button("Same filters as the first side", on_click=state.go, kwargs={"against": view.selection})
    st.caption("The first side is changed by the filters above; Swap sides brings this one there.")


def _whom(archive: Archive, several: bool, key: dict[str, str], changed: Callable[[], None]) -> None:
    known = archive.organisations
    st.multiselect(
        "Members of",
        list(known),
        format_func=lambda code: option(f"{code} · {known[code].name}"),
        key=key["organisations"],
        on_change=changed,
        placeholder="Any country",
        **BY_TYPING,
    )
    if several:
        st.segmented_control(
            "Count a country that belongs to",
            list(COMBINE),
            format_func=COMBINE.__getitem__,
            key=key["combine"],
            required=True,
            on_change=changed,
        )


def _when(
    archive: Archive, held: tuple[date | None, date | None], key: dict[str, str], changed: Callable[[], None]
) -> None:
    span = archive.atlas.span()
    with st.container(horizontal=True, gap="small"):
        for name, title, chosen in zip(("since", "until"), ("From", "To"), held, strict=True):
            days: list[date] = [when for when in (chosen, *(span or ())) if when]
            st.date_input(
                title,
                key=key[name],
                format="YYYY-MM-DD",
                min_value=min(days, default="today"),
                max_value=max(days, default="today"),
                disabled=span is None,
                on_change=changed,
            )
