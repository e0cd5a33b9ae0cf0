"""The unit of work of a build: some articles in, their rows out. It depends on nothing else and changes nothing.

So it may be done in any process, in any order, and again where a process was lost.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pyarrow as pa

from geo.articles.article import Article
from geo.articles.identity import number
from geo.articles.reasons import NOT_READABLE, because
from geo.articles.refusal import Refusal
from geo.atlas.reading.geocoder import geocoder
from geo.atlas.reading.rows import Rows
from geo.atlas.reading.story_rows import story_rows
from geo.corrections.corrected import Corrections
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import Mention
from geo.world.countries import countries


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be read. `origin`: the source it came from; `replaces`: whether the atlas holds an older one."""

    origin: str
    where: str
    article: Article
    replaces: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a shard: rows by table, the articles read, those replaced (by key), those refused (by origin).

    `size`: bytes that the rows take, about; `text`: bytes of the articles' text, read or refused.
    """

    tables: dict[str, pa.Table] = field(default_factory=dict)
    size: int = 0
    articles: int = 0
    text: int = 0
    replaced: tuple[int, ...] = ()
    refused: tuple[tuple[str, Refusal], ...] = ()


Shard = list[Task]
Unit = Callable[[Shard], Done]
_NONE = Corrections()


def read_shard(shard: Shard, corrections: Corrections = _NONE) -> Done:
    """Read the articles of a shard, and put right in them what readers have corrected.

    One that the geoparser fails on is refused and does not cost the others.
    """
    rows = Rows(countries(), geocoder())
    read: list[Article] = []
    replaced, refused = [], []
    for task, mentions in zip(shard, _mentions([task.article.text for task in shard]), strict=True):
        if isinstance(mentions, Exception):
            reason = f"the geoparser failed on it ({type(mentions).__name__}: {mentions})"
            refused.append(_refused(task, reason))
            continue
        read.append(task.article)
        rows.add(task.article, corrections.applied(task.article.id, task.article.text, mentions))
        if task.replaces:
            replaced.append(number(task.article.id))
    tables = {**rows.tables(), "story_keys": story_rows(read)} if read else {}
    return Done(tables, rows.size, len(read), text_of(shard), tuple(replaced), tuple(refused))


def _mentions(texts: list[str]) -> Iterable[list[Mention] | Exception]:
    """The mentions of each text, or what the geoparser raised over it; together where possible, which is quicker."""
    geoparser = Geoparser.load()
    try:
        return geoparser.read_all(texts)
    except Exception:  # whatever one of them did to the geoparser: each by itself
        return (_alone(geoparser, text) for text in texts)


def _alone(geoparser: Geoparser, text: str) -> list[Mention] | Exception:
    try:
        return geoparser.read(text)
    except Exception as error:
        return error


def set_aside(shard: Shard, reason: str) -> Done:
    """Refuse all articles of a shard for one reason."""
    return Done(text=text_of(shard), refused=tuple(_refused(task, reason) for task in shard))


def text_of(shard: Shard) -> int:
    """Bytes of the articles' text."""
    return sum(len(task.article.text.encode("utf-8", "replace")) for task in shard)


def _refused(task: Task, reason: str) -> tuple[str, Refusal]:
    return task.origin, Refusal(task.where, because(NOT_READABLE, reason))
