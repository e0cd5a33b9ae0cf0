"""What came of a reader's files: how many articles, what was refused or repaired and why, what is to be settled."""

import re
from collections import Counter
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.own_files import OwnFiles
from dashboard.safe import plain
from dashboard.wording import counted, listed, number
from geo.articles.reasons import DATE_IN_DOUBT, NO_TEXT, NOT_ENGLISH, kind_of

_LISTED = 200
# What a reason says to those who build on the command line.
_FOR_COMMANDS = re.compile(r"; (?:raise )?--[a-z-]+\b[^;,]*|; say which with --text|; raise --[a-z-]+ if that is right")
_SETTLES = "--date-order settles it"
_ORDERS = {"dmy": "Day first", "mdy": "Month first", "ymd": "Year first"}


def report(files: OwnFiles, counts: dict[str, Any]) -> None:
    """The figures of the reading, its remarks one by one, and the questions that only the reader can answer."""
    st.html(f'<p class="own-said" role="status">{_counts(counts)}</p>')
    archive = files.archive
    if archive is None:
        return
    remarks = archive.atlas.refusals()
    _order(files, remarks)
    _column(files, remarks)
    if len(remarks):
        st.html(_remarks(files, remarks))


def _counts(counts: dict[str, Any]) -> str:
    kinds = Counter(counts["kinds"])
    foreign = kinds.pop(NOT_ENGLISH, 0)
    refused = ", ".join(f"{number(count)} {kind}" for kind, count in kinds.most_common())
    parts = [f"{counted(counts['added'], 'article').capitalize()} read"]
    if foreign:
        parts.append(f"{number(foreign)} set aside as not English")
    if rest := counts["refused"] - foreign:
        parts.append(f"{number(rest)} refused ({refused})")
    if counts["repaired"]:
        parts.append(f"{counted(counts['repaired'], 'remark')} on what was kept")
    return plain(f"{listed(parts)}.")


def _order(files: OwnFiles, remarks: pd.DataFrame) -> None:
    """Which figure of 03/04/2021 is the day: asked only where dates were left out because of it, or it was settled."""
    doubtful = [reason for reason in remarks["reason"] if kind_of(reason) == DATE_IN_DOUBT and _SETTLES in reason]
    if not doubtful and not files.order:
        return
    with st.container(key="own_order", horizontal=True, vertical_alignment="center", gap="small"):
        if doubtful:
            example = re.search(r"'([^']*)'", doubtful[0])
            said = f", such as {example[1]}" if example else ""
            st.html(
                f'<p class="own-said">{counted(len(doubtful), "date").capitalize()}{plain(said)}, can be read in two'
                " ways and stayed empty.</p>",
                width="content",
            )
        st.segmented_control(
            "What comes first in a date?",
            list(_ORDERS),
            format_func=_ORDERS.__getitem__,
            default=files.order or None,
            key="own_date_order",
            on_change=_settle_order,
            args=(files,),
        )


def _settle_order(files: OwnFiles) -> None:
    chosen = st.session_state["own_date_order"] or ""
    if chosen != files.order:
        files.read(chosen, files.text)


def _column(files: OwnFiles, remarks: pd.DataFrame) -> None:
    """Which column holds the text: asked only where no usual name of one was found, or it was said."""
    missing = [reason for reason in remarks["reason"] if kind_of(reason) == NO_TEXT]
    if not missing and not files.text:
        return
    st.text_input(
        "In which column is the text?",
        value=files.text,
        key="own_text_column",
        placeholder="its name, as it stands in the file",
        on_change=_settle_column,
        args=(files,),
    )


def _settle_column(files: OwnFiles) -> None:
    chosen = str(st.session_state["own_text_column"] or "").strip()
    if chosen != files.text:
        files.read(files.order, chosen)


def _remarks(files: OwnFiles, remarks: pd.DataFrame) -> str:
    rows = "".join(
        f'<tr><th scope="row">{plain(files.told(str(row.where)))}</th><td>{"kept" if row.kept else "refused"}</td>'
        f"<td>{plain(_FOR_COMMANDS.sub('', str(row.reason)))}</td></tr>"
        for row in remarks.sort_values("kept", kind="stable").head(_LISTED).itertuples()
    )
    more = len(remarks) - _LISTED
    rest = f'<p class="own-note">{counted(more, "remark")} more.</p>' if more > 0 else ""
    return (
        f'<details class="also own-marks"><summary>{counted(len(remarks), "remark").capitalize()}, one by one</summary>'
        '<div class="own-scroll" tabindex="0" role="group" aria-label="Every remark"><table><thead><tr>'
        '<th scope="col">Where</th><th scope="col">Article</th><th scope="col">Why</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{rest}</details>"
    )
