"""An edition narrowed to what a search finds: the same tables, under the same names, with the found articles alone.

So whatever is asked of an edition can be asked of it under a search, and is answered as by an atlas of the found
articles alone. A cursor looks into the schema of its search first and into the edition's own after that.
"""

import weakref
from collections import OrderedDict
from collections.abc import Callable
from itertools import count
from threading import Lock

import duckdb
import numpy as np
import pyarrow as pa

from geo.atlas.search.index import Keys
from geo.atlas.search.language import Node

_KEPT = 24  # searches whose sums are kept
_FEW = 50_000  # articles whose mentions are kept in memory; those of more are looked up in the files each time

_MENTIONS = "CREATE {kind} {name}.mentions AS SELECT * FROM main.mentions WHERE key IN (SELECT key FROM {name}.found)"
# The same sums that a snapshot makes of the tables by day.
_NARROWED = (
    "CREATE VIEW {name}.articles AS SELECT * FROM main.articles WHERE key IN (SELECT key FROM {name}.found)",
    """CREATE TABLE {name}.article_countries AS
       SELECT * FROM main.article_countries WHERE key IN (SELECT key FROM {name}.found)""",
    """CREATE TABLE {name}.mentions_by_day AS
       SELECT date, source, country, kind, "use", count(*)::BIGINT AS mentions FROM {name}.mentions
       WHERE country IS NOT NULL GROUP BY ALL""",
    """CREATE TABLE {name}.articles_by_day AS
       SELECT date, source, country, mask, count(*)::BIGINT AS articles FROM {name}.article_countries GROUP BY ALL
       UNION ALL
       SELECT date, source, NULL, coalesce(mask, 0), count(*)::BIGINT FROM {name}.articles LEFT JOIN
       (SELECT key, bit_or(mask) AS mask FROM {name}.article_countries GROUP BY key) USING (key) GROUP BY ALL""",
)


class Narrowed:
    """The schema of one search. It lasts as long as somebody holds this."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        self._connection = connection
        self._name = name

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor that sees the found articles alone."""
        cursor = self._connection.cursor()
        cursor.execute(f"SET search_path = '{self._name},main'")
        return cursor


class Searches:
    """The searches lately put to one edition, each with its sums, so that only the first question of one costs."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, find: Callable[[Node], Keys]) -> None:
        self._connection = connection
        self._find = find
        self._kept: OrderedDict[Node | None, Narrowed] = OrderedDict()
        self._names = count(1)
        self._done_with: list[str] = []
        self._lock, self._making = Lock(), Lock()

    def narrowed(self, asked: Node | None) -> Narrowed:
        """The edition narrowed to a search; None finds nothing. Raises SearchError."""
        if kept := self._lately(asked):
            return kept
        keys = self._find(asked) if asked is not None else np.zeros(0, np.int64)
        with self._making:
            if kept := self._lately(asked):
                return kept
            self._tidy()
            narrowed = self._make(keys)
        with self._lock:
            self._kept[asked] = narrowed
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return narrowed

    def _lately(self, asked: Node | None) -> Narrowed | None:
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
            return self._kept.get(asked)

    def _make(self, keys: Keys) -> Narrowed:
        name = f"search_{next(self._names)}"
        found = pa.table({"key": pa.array(keys, pa.int64())})
        with self._connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {name}")
            cursor.from_arrow(found).create(f"{name}.found")
            kind = "TABLE" if len(keys) <= _FEW else "VIEW"
            for statement in (_MENTIONS, *_NARROWED):
                cursor.execute(statement.format(name=name, kind=kind))
        narrowed = Narrowed(self._connection, name)
        # Dropped at the next search and not here: this may run in the midst of anything.
        weakref.finalize(narrowed, self._done_with.append, name)
        return narrowed

    def _tidy(self) -> None:
        while self._done_with:
            self._connection.cursor().execute(f"DROP SCHEMA {self._done_with.pop()} CASCADE")
