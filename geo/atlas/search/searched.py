"""An edition narrowed to what a search finds: the same tables, under the same names, with the found articles alone.

So whatever is asked of an edition can be asked of it under a search, and is answered as by an atlas of the found
articles alone. A cursor looks into the schema of its search first and into the edition's own after that.
"""

import weakref
from collections import OrderedDict
from collections.abc import Callable
from itertools import count
from threading import Lock
from weakref import WeakKeyDictionary

import duckdb
import numpy as np
import pyarrow as pa

from geo.atlas.kept.masks import mask_of
from geo.atlas.kept.sums import COUNTS
from geo.atlas.kept.tables import TABLES
from geo.atlas.search.index import Numbers
from geo.atlas.search.language import Node
from geo.atlas.writing import replacing_query
from geo.toponyms.mention import USES

_KEPT = 24  # searches whose sums are kept
_FEW = 50_000  # articles whose rows are kept in memory; those of more are looked up in the files each time

# Of all capitals named as such: read once an edition, for the other sums come from the table of articles and countries.
_CAPITALS = f"""CREATE TABLE IF NOT EXISTS main.capitals_named AS
    SELECT number, source, date, country, {replacing_query.BIT} AS mask, {replacing_query.BAND} AS band, name
    FROM main.mentions WHERE kind = 'capital' AND country IS NOT NULL"""
_OF_CAPITALS = mask_of(["capital"], USES)
_FOUND = "number IN (SELECT number FROM {name}.found)"
_MONTH = "REPLACE (date_trunc('month', date)::DATE AS date)"
# {name} is the schema, {kind} how the rows of articles and countries are kept. Tallies are unpacked as
# `geo.atlas.kept.tallies` packs them; the sums of articles are those that a build would take away, with a minus.
_NARROWED = (
    "CREATE SCHEMA {name}",
    """CREATE TABLE {name}.found AS SELECT number, key, date, source FROM main.articles
       WHERE number IN (SELECT number FROM numbers)""",
    f"CREATE {{kind}} {{name}}.article_countries AS SELECT * FROM main.article_countries WHERE {_FOUND}",
    f"CREATE VIEW {{name}}.mentions AS SELECT * FROM main.mentions WHERE {_FOUND}",
    "SET search_path = '{name},main'",
    f"""CREATE TABLE source_mentions AS
       SELECT source, date, country, mask, band, NULL::VARCHAR AS capital, sum(counted)::BIGINT AS mentions
       FROM (SELECT source, date, country, 1::BIGINT << (entry & 31) AS mask, entry >> 5 & 7 AS band,
                    entry >> 8 AS counted
             FROM (SELECT source, date, country, unnest(tallies) AS entry FROM article_countries))
       WHERE mask & {_OF_CAPITALS} = 0 GROUP BY ALL
       UNION ALL
       SELECT source, date, country, mask, band, name, count(*) FROM capitals_named WHERE {_FOUND} GROUP BY ALL""",
    "CREATE VIEW articles AS SELECT * FROM found",
    "CREATE VIEW replaced AS SELECT key FROM found",
    f"CREATE TABLE source_articles AS SELECT * REPLACE (-articles AS articles) FROM ({replacing_query.ARTICLES})",
    f"CREATE OR REPLACE VIEW articles AS SELECT * FROM main.articles WHERE {_FOUND}",
    *(
        f"CREATE VIEW {table} AS SELECT * FROM main.{table} WHERE key IN (SELECT key FROM {{name}}.found)"
        for table, columns in TABLES.items()
        if "key" in columns.names and table not in ("articles", "mentions", "article_countries")
    ),
    *(
        f"CREATE VIEW {level}_{count} AS SELECT * EXCLUDE (source) {replaced} FROM source_{count}"
        for count in COUNTS
        for level, replaced in (("day", ""), ("month", _MONTH))
    ),
)


class Narrowed:
    """The schema of one search. It lasts as long as somebody holds this."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        self._connection = connection
        self._name = name

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor that sees the found articles alone, and keeps their schema for as long as it is held itself.

        Without it the same names would mean the whole archive, and its answers would be wrong without a word.
        """
        cursor = self._connection.cursor()
        cursor.execute(f"SET search_path = '{self._name},main'")
        _needed[cursor] = self
        return cursor


# A cursor of DuckDB's can carry nothing with it. By identity, and an entry goes with its cursor.
_needed: WeakKeyDictionary[duckdb.DuckDBPyConnection, Narrowed] = WeakKeyDictionary()


class Searches:
    """The searches lately put to one edition, each with its sums, so that only the first question of one costs."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, find: Callable[[Node], Numbers]) -> None:
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
        found = self._find(asked) if asked is not None else np.zeros(0, np.int64)
        with self._making:
            if kept := self._lately(asked):
                return kept
            self._tidy()
            narrowed = self._make(found)
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

    def _make(self, found: Numbers) -> Narrowed:
        name = f"search_{next(self._names)}"
        kind = "TABLE" if len(found) <= _FEW else "VIEW"
        with self._connection.cursor() as cursor:
            cursor.register("numbers", pa.table({"number": pa.array(found, pa.int64())}))
            cursor.execute(_CAPITALS)
            for statement in _NARROWED:
                cursor.execute(statement.format(name=name, kind=kind))
        narrowed = Narrowed(self._connection, name)
        # Dropped at the next search and not here: this may run in the midst of anything.
        weakref.finalize(narrowed, self._done_with.append, name)
        return narrowed

    def _tidy(self) -> None:
        while self._done_with:
            self._connection.cursor().execute(f"DROP SCHEMA {self._done_with.pop()} CASCADE")
