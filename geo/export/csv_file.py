"""CSV: RFC 4180, UTF-8 with a byte order mark, since a spreadsheet would otherwise garble names such as Türkiye."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, TextIO

import pyarrow as pa

from geo.export.spreadsheet import harmless

_BETWEEN = "; "


def write_csv(out: BinaryIO, batches: pa.RecordBatchReader, told: dict[str, Any]) -> int:
    """Write all rows; how many. What is told of them has no place in a CSV and goes into a file beside it."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    rows = write_rows(text, batches.schema.names, (row for batch in batches for row in batch.to_pylist()))
    text.flush()
    text.detach()
    return rows


def write_rows(out: TextIO, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> int:
    """Write a header and rows; how many. Text is made harmless for spreadsheets, figures and days are as they are."""
    writer = csv.writer(out)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
        count += 1
    return count


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = _BETWEEN.join(value)
    return harmless(value) if isinstance(value, str) else value
