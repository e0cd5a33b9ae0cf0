"""How commands that answer with a table show it: in columns, as CSV, or as JSON."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import click
import orjson
import pandas as pd
import pyarrow as pa

from geo.atlas.columns import Column, schema
from geo.export.csv_file import write_batches

form_option: Callable[[Callable], Callable] = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    help="Without this option a table on a terminal, and CSV into a file or a pipe.",
)


def show(frame: pd.DataFrame, columns: Sequence[Column], form: str | None, told: dict[str, Any]) -> None:
    """Print a table of these columns; `told` goes before the rows in JSON, its `selection` before a table."""
    table = pa.Table.from_pandas(frame, schema=schema(columns), preserve_index=False)
    if form == "json":
        click.echo(orjson.dumps({**told, "rows": table.to_pylist()}, option=orjson.OPT_INDENT_2))
    elif form == "table" or (form is None and sys.stdout.isatty()):
        click.echo(told["selection"])
        click.echo("\n".join(_lines(table)))
    else:
        write_batches(sys.stdout, table.to_reader())


def _lines(table: pa.Table) -> list[str]:
    names = table.column_names
    cells = [names, *([_cell(row[name]) for name in names] for row in table.to_pylist())]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    figures = [pa.types.is_integer(column.type) or pa.types.is_floating(column.type) for column in table.schema]
    return [
        "",
        *(
            "  ".join(
                cell.rjust(width) if figure else cell.ljust(width)
                for cell, width, figure in zip(row, widths, figures, strict=True)
            ).rstrip()
            for row in cells
        ),
    ]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return "" if value != value else f"{value:.3g}"
    return "".join(sign if sign.isprintable() else " " for sign in str(value))
