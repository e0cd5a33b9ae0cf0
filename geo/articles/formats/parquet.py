"""Articles in Parquet: one article a row, its columns mapped by name."""

from collections.abc import Iterator
from typing import IO

from geo.articles.columns import FIELDS, columns_of
from geo.articles.draft import Drafted, from_record, no_text
from geo.articles.limits import LimitError, size
from geo.articles.reading import Reading
from geo.articles.refusal import Refusal

_ROWS = 128  # held at a time


def read_parquet(stream: IO[bytes], where: str, how: Reading) -> Iterator[Drafted]:
    """One article a row, or the reason why not; `where` gets the row's number, from 1. Needs a stream that can seek.

    Raises LimitError where a group of rows, which must be unpacked whole, is too large; pyarrow.ArrowException where
    the file is damaged.
    """
    import pyarrow.parquet as pq

    with pq.ParquetFile(stream) as file:
        names = tuple(file.schema_arrow.names)
        places = columns_of(names, how.columns)
        if not places["text"]:
            yield Refusal(where, no_text(names, ()))
            return
        wanted = [name for field in FIELDS for name in places[field]]
        number = 0
        for group in range(file.num_row_groups):
            _fits(file.metadata.row_group(group).total_byte_size, how)
            for batch in file.iter_batches(_ROWS, row_groups=[group], columns=wanted):
                for record in batch.to_pylist():
                    number += 1
                    yield from_record(record, f"{where}, row {number}", how)


def _fits(count: int, how: Reading) -> None:
    limit = 8 * how.limits.file
    if count > limit:
        raise LimitError(f"a group of its rows unpacks to {size(count)}; raise --max-file to have it read all the same")
