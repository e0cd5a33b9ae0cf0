"""What is on screen, as a file: the rows behind it in several formats, and the map as a picture."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from dashboard.archive import Archive
from dashboard.parcel import APART, FORMATS, MIME, MOST_ROWS, Parcel, RoomTable, TableParcel, formats
from dashboard.picture_buttons import picture_buttons
from dashboard.safe import label
from dashboard.view import View
from dashboard.wording import counted, number
from geo.atlas.answers.pinned import PinnedAtlas
from geo.export.export import Format, What

_WHAT: dict[What, str] = {
    "countries": "Countries",
    "mentions": "Mentions",
    "articles": "Articles",
    "days": "Days",
    "sources": "Sources",
    "organisations": "Organisations",
}
_ROW: dict[What, str] = {
    "countries": "A row for each country: its mentions, its articles, its share.",
    "mentions": "A row for each mention that is counted: article, words, country, kind, use, place, how sure.",
    "articles": "A row for each article that holds one: day, source, title, address, countries. No texts.",
    "days": "A row for each day: its mentions, its articles, the share of that day’s articles.",
    "sources": "A row for each source: its mentions, its articles, the share of its articles.",
    "organisations": "A row for each organisation whose members are named, by who belonged on the article’s day.",
}


@st.fragment
def take_away(
    archive: Archive, view: View, table: Callable[[Archive, View], RoomTable | None] = lambda archive, view: None
) -> None:
    """Draw the button; what is behind it is asked for when it is opened, and a file is made when it is clicked.

    `table` finds the table that the room shows, where it shows one of its own.
    """
    behind = st.popover("Download", key="take_away", type="tertiary", on_change="rerun")
    if behind.open:
        with behind, st.container(key="taking"):
            _rows(archive, view, table(archive, view))
            st.html('<p class="own-said"><b>The map as it stands</b>, with caption, legend and credits</p>')
            picture_buttons(archive, view)


def _rows(archive: Archive, view: View, table: RoomTable | None) -> None:
    offers: list[What | Literal["table"]] = ["table", *_WHAT] if table else [*_WHAT]
    what = st.segmented_control(
        "A row for each",
        offers,
        default=offers[0],
        format_func=lambda one: "What this room shows" if one == "table" else _WHAT[one],
        required=True,
        key="take_what_here" if table else "take_what",
    )
    if what == "table" and table:
        _table(archive, table)
    elif what != "table":
        _counted(archive, view, what)


def _table(archive: Archive, table: RoomTable) -> None:
    st.caption(f"{label(table.name)}, as this room shows it: every row and every figure.")
    as_: Literal["csv", "parquet"] = st.segmented_control(
        "As", ["csv", "parquet"], default="csv", format_func=_format, required=True, key="take_as_table"
    )
    _offer(TableParcel(PinnedAtlas(archive.atlas), table, as_), len(table.rows), "table")


def _format(one: Format) -> str:
    return FORMATS.get(one, "Parquet")


def _counted(archive: Archive, view: View, what: What) -> None:
    st.caption(_ROW[what])
    offered = formats(what)
    format: Format = st.segmented_control(
        "As",
        offered,
        default=offered[0],
        format_func=_format,
        required=True,
        key=f"take_as_{'placed' if 'geojson' in offered else 'plain'}",
    )
    only = view.country is not None and what in ("countries", "mentions", "articles")
    if only and view.country:
        only = st.checkbox(f"{label(archive.name(view.country))} alone", key="take_only")
    countries = (view.country,) if only and view.country else ()
    parcel = Parcel(PinnedAtlas(archive.atlas), what, format, view.selection, countries)
    _buttons(parcel)


def _buttons(parcel: Parcel) -> None:
    rows = parcel.rows()
    if rows is not None and rows > MOST_ROWS:
        st.caption(
            f"These are {number(rows)} rows; up to {number(MOST_ROWS)} are made here. Narrow the selection, or write"
            " the file where the atlas is kept:"
        )
        st.code(parcel.command(), language=None, wrap_lines=True)
        return
    _offer(parcel, rows, parcel.what)


def _offer(parcel: Parcel | TableParcel, rows: int | None, what: str) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        much = f", {counted(rows, 'row')}" if rows is not None else ""
        st.download_button(
            f"Download {_format(parcel.format)}{much}",
            parcel.made,
            parcel.name,
            MIME[parcel.format],
            key=f"take_{what}_{parcel.format}",
            on_click="ignore",
            type="primary",
        )
        if parcel.format in APART:
            st.download_button(
                "What the columns mean",
                parcel.told,
                f"{parcel.name}.meta.json",
                "application/json",
                key=f"take_told_{what}_{parcel.format}",
                on_click="ignore",
                type="tertiary",
            )
    said = f"{parcel.name}, of edition {parcel.atlas.edition.edition}"
    if parcel.format in APART:
        st.caption(
            f"{said}. What was asked, its edition and the credits are in the second file: keep the two together."
        )
    else:
        st.caption(f"{said}. What was asked, its edition and the credits are inside.")
