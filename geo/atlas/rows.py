"""Articles and their mentions as rows of the atlas's tables."""

from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from typing import Any

import pyarrow as pa

from geo.articles.article import Article
from geo.articles.identity import digest, number
from geo.atlas.masks import mask_bit
from geo.atlas.tables import TABLES
from geo.toponyms.mention import Mention

_CHUNK = 20_000  # rows held as Python objects before they become Arrow, which is a tenth of the size


class Rows:
    """Rows gathered from read articles until there are enough to be written."""

    def __init__(self, present: Container[str], geocoder: str) -> None:
        self._present = present
        self._geocoder = geocoder
        self._pending: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._chunks: dict[str, list[pa.RecordBatch]] = defaultdict(list)
        self._mentions: Counter[tuple[Any, ...]] = Counter()
        self._articles: Counter[tuple[Any, ...]] = Counter()
        self.size = 0

    def add(self, article: Article, mentions: Sequence[Mention]) -> None:
        """Take in one article; its mentions count where their country is one of today's and they are no mere names."""
        key, day, source = number(article.id), article.date, article.source
        told = (article.id, article.text, article.title, day, source, article.url)
        self._put("articles", (key, *told, digest(article), self._geocoder))
        masks: dict[str, int] = {}
        for m in mentions:
            country = m.iso3 if m.iso3 is not None and m.iso3 in self._present else None
            said = (m.start, m.end, m.text, m.iso3, m.kind, m.use, m.name, m.lat, m.lon, m.organisation, m.confidence)
            counted = country is not None and m.use != "name"
            self._put("mentions", (key, day, source, *said, list(m.why), country, counted))
            if country is not None:
                masks[country] = masks.get(country, 0) | mask_bit(m.kind, m.use)
                self._mentions[day, source, country, m.kind, m.use] += 1
        whole = 0
        for country, mask in masks.items():
            whole |= mask
            self._put("article_countries", (key, day, source, country, mask))
            self._articles[day, source, country, mask] += 1
        self._articles[day, source, None, whole] += 1
        self.size += 2 * len(article.text) + 200 * len(mentions)

    def tables(self) -> dict[str, pa.Table]:
        """All rows by table, in Arrow; tables without rows are left out."""
        for group, counts in (("day_mentions", self._mentions), ("day_articles", self._articles)):
            self._pending[group] = [(*row, count) for row, count in counts.items()]
        for table in list(self._pending):
            self._settle(table)
        return {table: pa.Table.from_batches(chunks) for table, chunks in self._chunks.items() if chunks}

    def _put(self, table: str, row: tuple[Any, ...]) -> None:
        pending = self._pending[table]
        pending.append(row)
        if len(pending) >= _CHUNK:
            self._settle(table)

    def _settle(self, table: str) -> None:
        if rows := self._pending.pop(table, None):
            columns = zip(*rows, strict=True)
            schema = TABLES[table]
            arrays = [pa.array(column, type=kind.type) for column, kind in zip(columns, schema, strict=True)]
            self._chunks[table].append(pa.record_batch(arrays, schema=schema))
