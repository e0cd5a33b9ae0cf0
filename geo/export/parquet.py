"""Parquet without places, for what has none: articles, days, sources, organisations."""

from typing import Any, BinaryIO

import orjson
import pyarrow as pa
import pyarrow.parquet as pq


def write_parquet(out: BinaryIO, batches: pa.RecordBatchReader, told: dict[str, Any]) -> int:
    """Write all rows; how many. What is told of them is JSON under the key `dateline` of the file's metadata."""
    schema = batches.schema.with_metadata({"dateline": orjson.dumps(told)})
    rows = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch.replace_schema_metadata(schema.metadata))
            rows += batch.num_rows
    return rows
