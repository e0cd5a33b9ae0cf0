"""A shard as bytes, for its way to whoever reads it: to pickle its articles as they are takes five times as long."""

import pickle
from operator import attrgetter

from geo.articles.article import Article
from geo.atlas.reading.shard import Shard, Task

_PLAIN = attrgetter(
    "origin", "where", "replaces",
    "article.id", "article.text", "article.title", "article.date", "article.source", "article.url",
)  # fmt: skip


def pack(shard: Shard) -> bytes:
    """The bytes that `unpack` makes the same shard of."""
    return pickle.dumps(list(map(_PLAIN, shard)), pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> Shard:
    """The shard that was packed."""
    return [Task(origin, where, Article(*said), replaces) for origin, where, replaces, *said in pickle.loads(packed)]
