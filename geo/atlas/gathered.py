"""What came of many shards, put together until it is worth writing."""

from collections import defaultdict

import pyarrow as pa

from geo.atlas.shard import Done
from geo.atlas.tables import TABLES

_SUMMED = {"day_mentions": "mentions", "day_articles": "articles"}


class Gathered:
    """Rows of shards. `size`: bytes they take, about; `replaced`: the articles (by key) that the atlas has already."""

    def __init__(self) -> None:
        self._tables: dict[str, list[pa.Table]] = defaultdict(list)
        self.replaced: list[int] = []
        self.size = 0

    def add(self, done: Done) -> None:
        """Take in the rows of a shard."""
        for name, rows in done.tables.items():
            self._tables[name].append(rows)
        self.replaced += done.replaced
        self.size += done.size

    def tables(self) -> dict[str, pa.Table]:
        """All rows by table; counts by day are summed over the shards, so that they grow with days and not shards."""
        whole = {name: pa.concat_tables(parts) for name, parts in self._tables.items()}
        return {name: _summed(name, rows) if name in _SUMMED else rows for name, rows in whole.items()}


def _summed(name: str, rows: pa.Table) -> pa.Table:
    count, schema = _SUMMED[name], TABLES[name]
    by = [column for column in schema.names if column != count]
    summed = rows.group_by(by).aggregate([(count, "sum")])
    return summed.select([*by, f"{count}_sum"]).rename_columns(schema.names).cast(schema)
