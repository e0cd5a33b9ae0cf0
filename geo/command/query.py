"""`dateline query`: how often each country is spoken of, and the same by day, source or organisation."""

import sys
from collections.abc import Sequence
from typing import Any, get_args

import click
import orjson
import pyarrow as pa

from geo.atlas.atlas import Atlas
from geo.atlas.columns import COUNTS
from geo.atlas.listing import By
from geo.atlas.pinned import PinnedAtlas
from geo.atlas.selection import Selection
from geo.command.selection_options import selection_options
from geo.export.csv_file import write_batches
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
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    help="Without this option a table on a terminal, and CSV into a file or a pipe.",
)
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
    if form == "json":
        told = {**provenance(held, selection, countries), "by": by, "rows": table.to_pylist()}
        click.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    elif form == "table" or (form is None and sys.stdout.isatty()):
        click.echo(provenance(held, selection, countries)["selection"])
        click.echo("\n".join(_lines(table, by)))
    else:
        write_batches(sys.stdout, table.to_reader())


def _lines(table: pa.Table, by: By) -> list[str]:
    """The table in columns: figures to the right, a blank line before it."""
    names = table.column_names
    cells = [names, *([_cell(name, row[name]) for name in names] for row in table.to_pylist())]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    figures = [not pa.types.is_string(column.type) and not pa.types.is_date(column.type) for column in COUNTS[by]]
    return ["", *(_line(row, widths, figures) for row in cells)]


def _line(row: Sequence[str], widths: Sequence[int], figures: Sequence[bool]) -> str:
    placed = [
        cell.rjust(width) if figure else cell.ljust(width)
        for cell, width, figure in zip(row, widths, figures, strict=True)
    ]
    return "  ".join(placed).rstrip()


def _cell(name: str, value: Any) -> str:
    if name == "share":
        return f"{value:.1%}"
    if isinstance(value, int):
        return f"{value:,}"
    return "".join(sign if sign.isprintable() else " " for sign in str(value)) if value else _NOT_STATED
