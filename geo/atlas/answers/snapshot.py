"""One edition of the atlas, open for questions."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Protocol

import duckdb
import pyarrow as pa

from geo.atlas.answers import query, story_query
from geo.atlas.answers.remembered import Remembered
from geo.atlas.kept.editions import Edition, data_of, literal, table_path
from geo.atlas.kept.shelves import Shelves
from geo.atlas.kept.tables import TABLES
from geo.atlas.search.indexes import Indexes
from geo.atlas.search.language import Search, read
from geo.atlas.search.searched import Searches
from geo.world.countries import countries
from geo.world.memberships import Memberships

ORGANISATIONS = "organisations"
_ANSWERS = 300  # remembered, most of them a table of some 200 rows


class Asked(Protocol):
    """What a question is put to: an edition, or what a search finds in one."""

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of one's own, which sees the edition's tables or the found part of them under the same names."""


class Snapshot:
    """DuckDB over the files of one edition. Any number of threads may ask at once: each question has its own cursor."""

    def __init__(self, atlas: Path, edition: Edition) -> None:
        self.edition = edition
        extra = table_path(atlas, ORGANISATIONS) / edition.organisations if edition.organisations else None
        self.memberships = Memberships.load(extra)
        self._connection = duckdb.connect()
        self._preparing, self._prepared = Lock(), False
        # The files of an edition never change: what their footers say of row groups is read once.
        self._connection.execute("SET GLOBAL parquet_metadata_cache = true")
        self.remembered = Remembered(_ANSWERS)
        files = data_of(atlas, edition)
        for table, held in files.items():
            self._see(table, held)
        self._add("countries", self._countries())
        self._add("capitals", self._capitals())
        self.indexes = Indexes(atlas, files["articles"])
        self._shelves = {table: Shelves(atlas, table, edition.versions[table]) for table in ("articles", "mentions")}
        self._searches = Searches(self._connection, lambda asked: self.indexes.find(Search(asked)))

    def searched(self, search: str) -> Asked:
        """The edition narrowed to the articles that a search finds; the whole of it for an empty one.

        Raises SearchError where it cannot be searched, or takes too long.
        """
        return self._searches.narrowed(read(search).asked) if search.strip() else self

    def holding(self, table: str, numbers: Sequence[int]) -> str:
        """What to read articles of these numbers FROM: the files of `articles` or `mentions` alone that hold them."""
        files = self._shelves[table].holding(numbers)
        quoted = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        return f"read_parquet([{quoted}])" if files else table

    def prepare_stories(self) -> None:
        """Make what counting by story needs; once, since an edition never changes."""
        with self._preparing:
            if not self._prepared:
                for statement in story_query.PREPARED:
                    self.cursor().execute(statement)
                self._prepared = True

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of one's own: threads must not share a DuckDB connection, but its cursors may work side by side."""
        return self._connection.cursor()

    def _see(self, table: str, files: list[str]) -> None:
        if files:
            self._connection.read_parquet(literal(files)).create_view(table)
        else:
            self._add(table, TABLES[table].empty_table())

    def _add(self, table: str, rows: pa.Table) -> None:
        self._connection.from_arrow(rows).create(table)

    def _countries(self) -> pa.Table:
        known = list(countries().values())
        return pa.table({"iso3": [c.iso3 for c in known], "name": [c.name for c in known]})

    def _capitals(self) -> pa.Table:
        held = [(iso3, capital) for iso3, country in countries().items() for capital in country.capitals]
        rows = {(iso3, capital.name): (capital.lat, capital.lon) for iso3, capital in held}
        return pa.table(
            {
                "iso3": [iso3 for iso3, _ in rows],
                "name": [name for _, name in rows],
                "lat": [lat for lat, _ in rows.values()],
                "lon": [lon for _, lon in rows.values()],
            }
        )

    @cached_property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day of the dated articles."""
        first, last = self.cursor().execute(query.SPAN).fetchone() or (None, None)
        return (first, last) if first else None

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Who published the articles, in order of name, those who do not say last."""
        return tuple(source for (source,) in self.cursor().execute(query.SOURCES).fetchall())

    @cached_property
    def numbers(self) -> int:
        """The highest number of an article, 0 without articles."""
        ((following,),) = self.cursor().execute(query.NEXT_NUMBER).fetchall()
        return max(following - 1, 0)
