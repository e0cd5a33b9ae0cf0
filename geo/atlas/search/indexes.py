"""The indexes of one edition: one for each Parquet file of articles it names, made where they are missing."""

import fcntl
import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow.parquet import read_metadata

from geo.atlas.search.index import PART, Index, Numbers, Scores, SearchError, make, require
from geo.atlas.search.language import Search

FOLDER = "search"
_ENDING = ".fts"
LONGEST_S = 20.0  # a search that takes longer is stopped


class Indexes:
    """The indexes of the articles in `files`, Parquet files of the atlas's table of articles."""

    def __init__(self, atlas: Path, files: Sequence[str]) -> None:
        self._atlas = atlas
        self._files = [Path(file) for file in files]

    def missing(self) -> int:
        """The articles that no index holds yet: noughts but for an atlas that was built without."""
        return sum(read_metadata(file).num_rows for file in self._without())

    def prepare(self, tell: Callable[[int], object] = lambda articles: None) -> None:
        """Make the indexes that are missing, some 20 MB of text a second; `tell` is told of every further piece.

        Raises SearchError where SQLite has no FTS5 or the atlas cannot be written.
        """
        require()
        try:
            if self._without():
                with self._sole_maker() as folder:
                    for left in folder.glob(f"*{PART}"):  # by one that was killed
                        left.unlink()
                    for file in self._without():
                        make(file, index_of(self._atlas, file), tell)
        except (OSError, sqlite3.Error, pa.ArrowException) as error:
            raise SearchError(
                f"The index for searching the atlas at {self._atlas} cannot be made ({error}): run `dateline build` "
                "on it again, as someone who may write there."
            ) from error

    def find(self, search: Search) -> Numbers:
        """The numbers of the articles of these files that a search finds, in no order; raises SearchError."""
        found = self._of_each(lambda index, stop: index.find(search, stop))
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def rank(self, search: Search) -> tuple[Numbers, Scores]:
        """The articles that hold any of what is sought and how well they fit, the greater the better."""
        found = self._of_each(lambda index, stop: index.rank(search, stop))
        if not found:
            return np.zeros(0, np.int64), np.zeros(0)
        return np.concatenate([numbers for numbers, _ in found]), np.concatenate([scores for _, scores in found])

    def _of_each(self, ask: Callable[[Index, Callable[[], bool]], object]) -> list:
        self.prepare()
        until = time.monotonic() + LONGEST_S

        def stop() -> bool:
            return time.monotonic() > until

        try:
            return [ask(index, stop) for index in self._open()]
        except sqlite3.Error as error:
            if stop():
                raise SearchError(
                    f"The search took more than {LONGEST_S:.0f} seconds and was stopped: longer beginnings and rarer "
                    "words are found sooner."
                ) from error
            raise SearchError(f"The index of the atlas at {self._atlas} cannot be searched ({error}).") from error

    def _open(self) -> Iterator[Index]:
        for file in self._files:
            path = index_of(self._atlas, file)
            try:
                yield _opened(path)
            except sqlite3.DatabaseError:  # left damaged, by a power cut for instance: it costs nothing to make anew
                path.unlink(missing_ok=True)
                self.prepare()
                yield _opened(path)

    def _without(self) -> list[Path]:
        return [file for file in self._files if not index_of(self._atlas, file).exists()]

    @contextmanager
    def _sole_maker(self) -> Iterator[Path]:
        """Hold the indexes for making, so that ten readers of an old atlas do not all make the same ones."""
        folder = self._atlas / FOLDER
        folder.mkdir(exist_ok=True)
        with (folder / ".making").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder


def index_of(atlas: Path, articles: Path) -> Path:
    """Where the index of a Parquet file of articles lies."""
    return atlas / FOLDER / f"{articles.name}{_ENDING}"


def stale_indexes(atlas: Path, needed_files: Collection[str | Path]) -> list[Path]:
    """The index files of an atlas that belong to none of the Parquet files of articles still needed, for removal.

    Pieces that a killed process left are among them; so ask while nobody builds.
    """
    needed = {index_of(atlas, Path(file)).name for file in needed_files}
    folder = atlas / FOLDER
    held = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in held if path.name not in needed and not path.name.startswith(".")]


@lru_cache(maxsize=512)
def _opened(path: Path) -> Index:
    return Index(path)
