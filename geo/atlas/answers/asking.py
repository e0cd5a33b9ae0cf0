"""What every group of questions to an atlas stands on.

Each group is a class of its own (`Listing` hands out whole tables) that an `Atlas` inherits: it asks the edition of
`_current()` by the functions here, once for each answer, so that one answer is always of one edition.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial, wraps
from pathlib import Path
from types import FunctionType
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from geo.articles.article import Article
from geo.articles.identity import number
from geo.atlas.answers import query
from geo.atlas.answers.question import Question
from geo.atlas.answers.remembered import Answer
from geo.atlas.answers.snapshot import Snapshot
from geo.atlas.answers.standing import standing
from geo.atlas.kept.damage import told_in_a_sentence
from geo.atlas.selection import Selection
from geo.toponyms.mention import Mention
from geo.world.countries import codes
from geo.world.memberships import statuses


class Asking(ABC):
    """A group of an atlas's questions. Every one with a selection raises LookupError for what nobody knows.

    Any question raises AtlasError, which names the file, where one of the atlas is damaged.
    """

    path: Path

    def __init_subclass__(cls) -> None:
        for name, method in vars(cls).items():
            if not name.startswith("_") and isinstance(method, FunctionType):
                setattr(cls, name, _telling_of_damage(method))

    @abstractmethod
    def _current(self) -> Snapshot:
        """The edition to ask."""


def _telling_of_damage(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def asking(self: Asking, *given: Any, **more: Any) -> Any:
        with told_in_a_sentence(self.path, self._current):
            answer = method(self, *given, **more)
        if isinstance(answer, pa.RecordBatchReader):  # reads on when this has returned
            return pa.RecordBatchReader.from_batches(answer.schema, _watched(self, answer))
        return answer

    return asking


def _watched(asked: Asking, answer: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    with told_in_a_sentence(asked.path, asked._current):
        yield from answer


def ask(
    now: Snapshot, selection: Selection, build: Callable[[Question], str], **more: Any
) -> duckdb.DuckDBPyConnection:
    """Put to an edition what `build` makes of a selection; `more` are parameters the statement names beside it."""
    asked = question(now, selection)
    statement = build(asked)
    return now.searched(selection.search).cursor().execute(statement, {**asked.parameters, **more})


def row(now: Snapshot, selection: Selection, build: Callable[[Question], str], **more: Any) -> tuple[Any, ...]:
    """The first row of the answer; without one, nothing."""

    def find() -> tuple[Any, ...]:
        return ask(now, selection, build, **more).fetchone() or ()

    return _remembered(now, selection, build, more, find)


def frame(now: Snapshot, selection: Selection, build: Callable[[Question], str], **more: Any) -> pd.DataFrame:
    """The answer as a table; days are datetime64, NaT where there is none."""

    def find() -> pd.DataFrame:
        return ask(now, selection, build, **more).df()

    # A copy: whoever asked may write into it.
    return _remembered(now, selection, build, more, find).copy()


def _remembered(
    now: Snapshot,
    selection: Selection,
    build: Callable[[Question], str],
    more: Mapping[str, Any],
    find: Callable[[], Answer],
) -> Answer:
    """The answer of last time to the same; what is asked with a list or the like, which may change, is found anew."""
    # A `partial` is another one each time it is made, whatever it holds: kept by itself it would never be found again.
    what = (build.func, build.args, *sorted(build.keywords.items())) if isinstance(build, partial) else (build,)
    asked = (selection, *what, *sorted(more.items()))
    try:
        hash(asked)
    except TypeError:
        return find()
    return now.remembered(asked, find)


def question(now: Snapshot, selection: Selection) -> Question:
    """The selection as the edition understands it; raises LookupError for an organisation or a status nobody knows.

    An answer of noughts would read as "no members".
    """
    for status in selection.statuses:
        if status not in statuses():
            raise LookupError(f"There is no status {status!r}; known are {', '.join(statuses())}.")
    for code in selection.organisations:
        now.memberships.periods(code)
    if selection.by == "story":
        now.prepare_stories()
    stands = standing(now.memberships, selection)
    return Question(selection, standing_on(now, selection), now.span, stands, now.numbers)


def require_countries(asked: Iterable[str]) -> None:
    """Raise LookupError for a country nobody knows."""
    for iso3 in asked:
        if iso3 not in codes():
            raise LookupError(f"There is no country {iso3!r}; write ISO 3166-1 alpha-3, like KAZ.")


def standing_on(now: Snapshot, selection: Selection) -> date:
    """The day that decides the memberships of undated articles."""
    days = span(now)
    return selection.memberships_on or selection.until or (days[1] if days else date.today())


def span(now: Snapshot) -> tuple[date, date] | None:
    """The first and the last day of the dated articles."""
    return now.span


def article_of(now: Snapshot, article_id: str) -> Article | None:
    """The article of that id, if the edition holds one."""
    place = number_of(now, article_id)
    return None if place is None else now.remembered(("article", place), partial(_article, now, place))


def _article(now: Snapshot, place: int) -> Article | None:
    statement = query.article(now.holding("articles", [place]))
    found = now.cursor().execute(statement, {"number": place}).fetchone()
    return Article(*found) if found else None


def mentions_of(now: Snapshot, article_id: str) -> tuple[Mention, ...]:
    """Every mention in the article of that id, counted or not, in order; none where the edition has no such article."""
    place = number_of(now, article_id)
    if place is None:
        return ()
    statement = query.article_mentions(now.holding("mentions", [place]))
    return tuple(map(mention_of, now.cursor().execute(statement, {"number": place}).fetchall()))


def number_of(now: Snapshot, article_id: str) -> int | None:
    """The number of the article of that id in this edition, if it holds one."""

    def find() -> int | None:
        found = now.cursor().execute(query.NUMBER, {"key": number(article_id), "id": article_id}).fetchone()
        return found[0] if found else None

    return now.remembered(("number", article_id), find)


def mention_of(told: tuple[Any, ...]) -> Mention:
    """A mention from a row of its fields, in their order."""
    mention = Mention(*told)
    mention.why = tuple(mention.why or ())
    return mention
