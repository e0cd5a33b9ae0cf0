"""The numbers of articles: a shard counts its own from 0, and whoever puts shards together counts on."""

import pyarrow as pa
import pyarrow.compute as pc

_NUMBER = "number"


def moved(rows: pa.Table, by: int) -> pa.Table:
    """The rows with `by` added to each article's number; those of a table without numbers as they are."""
    place = rows.schema.get_field_index(_NUMBER)
    if place < 0 or not by:
        return rows
    return rows.set_column(place, rows.schema.field(place), pc.add(rows[_NUMBER], by))
