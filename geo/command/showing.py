"""How commands that answer with a table show it: in columns, as CSV, or as JSON."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import click
import orjson
import pandas as pd
import pyarrow as pa

from geo.atlas.answers.columns import Column, schema
from geo.command.console import one_line
from geo.export.csv_file import write_batches

form_option: Callable[[Callable], Callable] = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    help="Without this option a table on a terminal, and CSV into a file or a pipe.",
)


Cell = Callable[[str, Any], str]


def show(frame: pd.DataFrame, columns: Sequence[Column], form: str | None, told: dict[str, Any]) -> None:
    """Print a table of these columns; `told` goes before the rows in JSON, its `selection` before a table."""
    show_rows(pa.Table.from_pandas(frame, schema=schema(columns), preserve_index=False), form, told)


def show_rows(table: pa.Table, form: str | None, told: dict[str, Any], cell: Cell | None = None) -> None:
    """Print rows as `show` does; `cell`: how a value of a column is written in a table, where not as usual."""
    put(
        form,
        lambda: {**told, "rows": table.to_pylist()},
        lambda: [told["selection"], *_lines(table, cell or _cell)],
        lambda: table,
    )


def put(
    form: str | None, told: Callable[[], dict[str, Any]], lines: Callable[[], list[str]], rows: Callable[[], pa.Table]
) -> None:
    """Print an answer in the form asked for: as JSON what is `told`, as a table its `lines`, as CSV its `rows`."""
    if form == "json":
        click.echo(orjson.dumps(told(), option=orjson.OPT_INDENT_2))
    elif form == "table" or (form is None and sys.stdout.isatty()):
        click.echo("\n".join(lines()))
    else:
        write_batches(sys.stdout, rows().to_reader())


def aligned(rows: Sequence[Sequence[str]], figures: Sequence[bool]) -> list[str]:
    """Rows of cells as lines, columns of figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if figure else cell.ljust(width)
            for cell, width, figure in zip(row, widths, figures, strict=True)
        ).rstrip()
        for row in rows
    ]


def _lines(table: pa.Table, cell: Cell) -> list[str]:
    names = table.column_names
    cells = [names, *([cell(name, row[name]) for name in names] for row in table.to_pylist())]
    figures = [pa.types.is_integer(column.type) or pa.types.is_floating(column.type) for column in table.schema]
    return ["", *aligned(cells, figures)]


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return "" if value != value else f"{value:.3g}"
    return one_line(str(value))
