"""The table of countries: searched, sorted, and each opened by a click or the keyboard."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.joined import ELEMENT, joined
from dashboard.mapped import in_short
from dashboard.spread import MEANING
from dashboard.view import View
from dashboard.wording import counted, told
from geo.world.memberships import Membership

_table = st.components.v2.component(
    "dateline_country_table",
    css=joined("country_table/country_table.css"),
    js=joined(ELEMENT, "country_table/country_table.js"),
)


def country_table(archive: Archive, view: View, counts: pd.DataFrame) -> None:
    """Every country mentioned; `counts` as `Atlas.countries` gives them."""
    belonging = archive.belonging(archive.day(view))
    for held in belonging.values():
        held.sort(key=lambda one: (one.organisation not in view.overlay, one.status != "member"))
    with st.container(key="table"):
        if view.spread:
            st.caption(MEANING)
        _draw("countries", table_rows(counts, belonging), told(view.selection.by)[1])


def article_countries(counts: pd.DataFrame) -> None:
    """The countries of one article, in the same table without the columns that mean nothing there."""
    _draw("article_countries", table_rows(counts, None))


def table_rows(
    counts: pd.DataFrame, belonging: Mapping[str, Sequence[Membership]] | None
) -> list[dict[str, str | int | float | list[str]]]:
    """One row a country, in plain types that survive the way to the browser."""
    found: list[dict[str, Any]] = []
    for row in counts.itertuples():
        entry: dict[str, Any] = {"iso3": str(row.iso3), "name": str(row.name), "mentions": int(row.mentions)}
        if "least_mentions" in counts:
            entry |= {"least": {"mentions": int(row.least_mentions), "articles": int(row.least_articles)}}
            entry["least"]["share"] = float(row.least_share)
        if belonging is not None:
            entry |= {
                "articles": int(row.articles),
                "share": float(row.share),
                "memberships": [in_short(held) for held in belonging.get(str(row.iso3), ())],
            }
        found.append(entry)
    return found


def _draw(key: str, rows: list[dict[str, Any]], whole: str = "articles") -> None:
    def opened() -> None:
        state.open_country(st.session_state[key]["country"])

    _table(
        key=key,
        data={"rows": rows, "caption": counted(len(rows), "country", "countries"), "whole": whole.capitalize()},
        on_country_change=opened,
        height="content",
    )
