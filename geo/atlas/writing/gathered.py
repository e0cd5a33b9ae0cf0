"""What came of many shards, put together until it is worth writing."""

from collections import defaultdict

import pyarrow as pa

from geo.atlas.kept.numbers import moved
from geo.atlas.kept.sums import rolled_up
from geo.atlas.reading.shard import Done


class Gathered:
    """Rows of shards. `size`: bytes they take, about; `replaced`: the articles (by key) that the atlas has already."""

    def __init__(self) -> None:
        self._tables: dict[str, list[pa.Table]] = defaultdict(list)
        self.replaced: list[int] = []
        self.articles = 0
        self.size = 0

    def add(self, done: Done) -> None:
        """Take in the rows of a shard, its articles numbered on from those that are here."""
        for name, rows in done.tables.items():
            self._tables[name].append(moved(rows, self.articles))
        self.replaced += done.replaced
        self.articles += done.articles
        self.size += done.size

    def tables(self) -> dict[str, pa.Table]:
        """All rows by table, and the sums by day and month; sums grow with days and not with shards."""
        return rolled_up({name: pa.concat_tables(parts) for name, parts in self._tables.items()})
