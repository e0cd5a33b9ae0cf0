"""The full-text index of one Parquet file of articles: a file of SQLite's FTS5, made once and never changed.

A Parquet file of the atlas is never changed either, so the index is exact for as long as an edition names the file.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow.parquet import ParquetFile

from geo.atlas.errors import AtlasError
from geo.atlas.search.expression import expression, ranking
from geo.atlas.search.language import Search
from geo.atlas.search.words import indexable

Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]

PART = ".part"  # ends the name of an index that is being made
_BATCH = 2_000  # articles read at a time
_HELD = 32_000_000  # bytes of words kept in memory before FTS5 writes them out
_STEPS = 200_000  # of SQLite's machine between two looks at the clock
# Contentless: words and where they stand, no text; rowid 1 is the first article of the Parquet file.
_TABLES = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -32000",
    "CREATE VIRTUAL TABLE words USING fts5(title, text, content = '', tokenize = 'ascii')",
    "CREATE TABLE articles (numbers BLOB NOT NULL)",
    f"INSERT INTO words (words, rank) VALUES ('hashsize', {_HELD})",
    "BEGIN",
)
_MATCH = "SELECT rowid FROM words WHERE words MATCH ?"
# A word in the title weighs as much as three in the text.
_RANKED = "SELECT rowid, -bm25(words, 3.0, 1.0) FROM words WHERE words MATCH ?"


class SearchError(AtlasError):
    """One sentence for people: why the articles cannot be searched, or not for this."""


@cache
def available() -> bool:
    """Whether this Python's SQLite was compiled with FTS5."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5(text, content = '', tokenize = 'ascii')")
        except sqlite3.Error:
            return False
    return True


def require() -> None:
    """Raise SearchError where there is no FTS5."""
    if not available():
        raise SearchError(
            f"The SQLite of this Python ({sqlite3.sqlite_version}) was compiled without full-text search (FTS5): "
            "use a Python from python.org, Debian or conda to search articles."
        )


def make(articles: Path, index: Path, tell: Callable[[int], object] = lambda articles: None) -> None:
    """Index a Parquet file of articles; `index` appears whole or not at all. `tell` is told of every further piece.

    Raises OSError or sqlite3.Error where it cannot be written or the Parquet file cannot be read.
    """
    part = index.with_name(f"{index.name}.{os.getpid()}{PART}")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            for statement in _TABLES:
                connection.execute(statement)
            numbers: list[int] = []
            for batch in _batches(articles):
                rows = list(_rows(batch, len(numbers) + 1))
                connection.executemany("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", rows)
                numbers += batch["number"].to_pylist()
                tell(len(rows))
            connection.execute("INSERT INTO articles VALUES (?)", [np.array(numbers, np.int64).tobytes()])
            connection.execute("COMMIT")
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        part.replace(index)
    finally:
        part.unlink(missing_ok=True)


def _batches(articles: Path) -> Iterator[pa.RecordBatch]:
    with ParquetFile(articles) as held:
        yield from held.iter_batches(_BATCH, columns=["number", "title", "text"])


def _rows(batch: pa.RecordBatch, first: int) -> Iterator[tuple[int, str, str]]:
    """Rows of the index. A title that is also the text's first line is indexed once, or it would count twice."""
    for at, (title, text) in enumerate(zip(batch["title"].to_pylist(), batch["text"].to_pylist(), strict=True), first):
        yield at, indexable(title), indexable(_beneath(title, text))


def _beneath(title: str, text: str) -> str:
    """The text without a first line that is the title; words of a longer line, "Kabul falls to ...", stay together."""
    body = text.lstrip()
    rest = body.removeprefix(title)
    first, *_ = rest.split("\n", 1)
    return rest if title and len(rest) < len(body) and not first.strip() else text


class Index:
    """An index open for searching. Each search has a connection of its own, so that threads may search side by side."""

    def __init__(self, path: Path) -> None:
        """Raises sqlite3.DatabaseError for a file that is no such index."""
        self._address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(self._open()) as connection:
            (numbers,) = connection.execute("SELECT numbers FROM articles").fetchone() or (b"",)
            self.numbers: Numbers = np.frombuffer(numbers, np.int64)

    def find(self, search: Search, stop: Callable[[], bool] = lambda: False) -> Numbers:
        """The numbers of the articles that a search finds; where `stop` says so, raises sqlite3.OperationalError."""
        if search.asked is None:
            return self.numbers[:0]
        query, turned = expression(search.asked)
        with closing(self._open(stop)) as connection:
            found = np.fromiter((row for (row,) in connection.execute(_MATCH, [query])), np.int64)
        if not turned:
            return self.numbers[found - 1]
        left = np.ones(len(self.numbers), bool)
        left[found - 1] = False
        return self.numbers[left]

    def rank(self, search: Search, stop: Callable[[], bool] = lambda: False) -> tuple[Numbers, Scores]:
        """The articles that hold any of what is sought, with BM25 scores, the greater the better."""
        sought = search.sought()
        if not sought:
            return self.numbers[:0], np.zeros(0)
        with closing(self._open(stop)) as connection:
            rows = connection.execute(_RANKED, [ranking(sought)]).fetchall()
        found = np.fromiter((row for row, _ in rows), np.int64, len(rows))
        return self.numbers[found - 1], np.fromiter((score for _, score in rows), np.float64, len(rows))

    def _open(self, stop: Callable[[], bool] | None = None) -> sqlite3.Connection:
        connection = sqlite3.connect(self._address, uri=True)
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA mmap_size = 2000000000")
        if stop:
            connection.set_progress_handler(stop, _STEPS)
        return connection
