"""Which corrections the tables of an atlas show: those of the file, once a build has read the articles concerned again.

The file says what shall hold, and beside it `.corrected` says what the tables show, or may show after a build that was
broken off. Where the two differ, the next build reads the articles concerned again, whoever changed the file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import orjson

from geo.articles.article import Article
from geo.articles.identity import number
from geo.atlas.answers import correcting_query
from geo.corrections.corrected import Corrections
from geo.corrections.correction import MARK
from geo.corrections.ledger import FILE, Ledger, ledger_of, write

Change = Callable[[Ledger], Ledger]

_SHOWN = ".corrected"
_AT_ONCE = 500  # articles whose texts are held at a time


@dataclass(frozen=True, slots=True)
class InForce:
    """The corrections of one build. `shown`: the ids of those that the tables show; `doubtful`: may show.

    `unread`: what `outstanding` has told of and the build has not read again, to be discarded by it as it reads; what
    is left when it ends leaves the corrections in doubt, and the next build tries again.
    """

    corrections: Corrections
    shown: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    unread: set[int] = field(default_factory=set)

    def outstanding(self, tables: duckdb.DuckDBPyConnection) -> set[int]:
        """The articles (by key) that must be read again for the tables to show exactly these corrections."""
        wanted = {one.id: one for one in self.corrections.active}
        keys: set[int] = set()
        if gone := sorted((self.shown | self.doubtful) - wanted.keys()):
            keys |= _keys(tables, correcting_query.MARKED, {"marks": [f"{MARK}{id}" for id in gone]})
        named = [number(one.article) for id, one in wanted.items() if id not in self.shown and one.article]
        if named:
            keys |= _keys(tables, correcting_query.HELD, {"keys": named})
        for id, one in wanted.items():
            if id not in self.shown and not one.article:
                asked = {"text": one.text, "iso3": one.read.iso3, "kind": one.read.kind, "name": one.read.name}
                keys |= _keys(tables, correcting_query.WANTED, asked)
        self.unread.update(keys)
        return keys


@contextmanager
def in_force(atlas: Path, change: Change | None = None) -> Iterator[InForce]:
    """The corrections that a build applies, to be called when it holds the atlas.

    With `change` the file is changed by it first, and put back where the build fails. It is asked here, where nobody
    else can change the file: of two readers who correct at once neither takes away what the other has said.
    """
    former = ledger_of(atlas)
    wanted = former if change is None else change(former)
    active = {one.id for one in wanted.active}
    shown, doubtful = _shown(atlas)
    if change is not None:
        write(atlas / FILE, wanted)
    if active != shown or doubtful:
        _tell(atlas, shown & active, doubtful | (shown ^ active))
    force = InForce(Corrections(wanted.active), frozenset(shown), frozenset(doubtful))
    try:
        yield force
    except BaseException:
        if change is not None:
            write(atlas / FILE, former)
        raise
    if not force.unread and (active != shown or doubtful):
        _tell(atlas, active, set())


def articles_of(tables: duckdb.DuckDBPyConnection, keys: Sequence[int]) -> Iterator[Article]:
    """The articles of these keys as they were built, some at a time."""
    for at in range(0, len(keys), _AT_ONCE):
        asked = {"keys": list(keys[at : at + _AT_ONCE])}
        for row in tables.cursor().execute(correcting_query.ARTICLES, asked).fetchall():
            yield Article(*row)


def _keys(tables: duckdb.DuckDBPyConnection, sql: str, asked: Mapping[str, object]) -> set[int]:
    return {key for (key,) in tables.cursor().execute(sql, dict(asked)).fetchall()}


def _shown(atlas: Path) -> tuple[set[str], set[str]]:
    """The ids of the corrections that the tables show, and of those that they may show or not."""
    path = atlas / _SHOWN
    try:
        told = orjson.loads(path.read_bytes()) if path.exists() else {}
        return set(told.get("shown", ())), set(told.get("in_doubt", ())) - set(told.get("shown", ()))
    except (OSError, ValueError, TypeError, AttributeError):  # then every correction is looked for anew
        return set(), set()


def _tell(atlas: Path, shown: set[str], doubtful: set[str]) -> None:
    part = atlas / f"{_SHOWN}.part"
    part.write_bytes(orjson.dumps({"shown": sorted(shown), "in_doubt": sorted(doubtful)}))
    part.replace(atlas / _SHOWN)
