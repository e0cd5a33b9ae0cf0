"""`dateline query`: how often each country is spoken of, and the same by day, source or organisation."""

from collections.abc import Sequence
from typing import Any, get_args

import click
import pyarrow as pa

from geo.atlas.answers.listing import By
from geo.atlas.answers.pinned import PinnedAtlas
from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.command.console import one_line
from geo.command.selection_options import selection_options
from geo.command.showing import form_option, show_rows
from geo.export.provenance import provenance

_NOT_STATED = "(not stated)"


@click.command(epilog="Exit codes: 0 shown, 1 there is no atlas that can be read, 2 wrong usage.")
@click.option(
    "--by",
    type=click.Choice(get_args(By)),
    default="country",
    show_default=True,
    help="What a row is. A country counts for each organisation it belonged to.",
)
@form_option
@selection_options
def query(atlas: Atlas, selection: Selection, countries: Sequence[str], by: By, form: str | None) -> None:
    """Count mentions and articles, by the dashboard's filters and with its figures.

    \b
    dateline query
    dateline query --organisation CSTO --organisation SCO --combine without
    dateline query --by day --country Kazakhstan --since 2021-08-01 --format csv
    """
    held = PinnedAtlas(atlas)
    table: pa.Table = held.counts(selection, by, "arrow", countries)
    show_rows(table, form, {**provenance(held, selection, countries), "by": by}, _cell)


def _cell(name: str, value: Any) -> str:
    if name == "share":
        return f"{value:.1%}"
    if isinstance(value, int):
        return f"{value:,}"
    return one_line(str(value)) if value else _NOT_STATED
