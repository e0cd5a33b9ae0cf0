"""CSV: RFC 4180, UTF-8 with a byte order mark, since a spreadsheet would otherwise garble names such as Türkiye."""

import csv
import io
from typing import Any, BinaryIO, TextIO

import pyarrow as pa
import pyarrow.compute as pc

from geo.export.spreadsheet import harmless_column

_BETWEEN = "; "


def write_csv(out: BinaryIO, batches: pa.RecordBatchReader, told: dict[str, Any]) -> int:
    """Write all rows; how many. What is told of them has no place in a CSV and goes into a file beside it."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    rows = write_batches(text, batches)
    text.flush()
    text.detach()
    return rows


def write_batches(out: TextIO, batches: pa.RecordBatchReader) -> int:
    """Write a header and rows; how many. Text is made harmless for spreadsheets, figures and days are as they are."""
    writer = csv.writer(out)
    writer.writerow(batches.schema.names)
    rows = 0
    for batch in batches:
        writer.writerows(zip(*map(_cells, batch.columns), strict=True))
        rows += batch.num_rows
    return rows


def _cells(column: pa.Array) -> list[Any]:
    if pa.types.is_list(column.type):
        column = pc.binary_join(column, _BETWEEN)
    return harmless_column(column) if pa.types.is_string(column.type) else column.to_pylist()
