"""JSON Lines: a row a line, with every column in each."""

from typing import Any, BinaryIO

import orjson
import pyarrow as pa


def write_json_lines(out: BinaryIO, batches: pa.RecordBatchReader, told: dict[str, Any]) -> int:
    """Write all rows; how many. What is told of them would be taken for a row and goes into a file beside it."""
    rows = 0
    for batch in batches:
        out.writelines(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in batch.to_pylist())
        rows += batch.num_rows
    return rows
