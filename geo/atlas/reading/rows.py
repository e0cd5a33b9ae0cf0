"""Articles and their mentions as rows of the atlas's tables."""

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import Any

import pyarrow as pa

from geo.articles.article import Article
from geo.articles.identity import digest, number
from geo.atlas.kept.certainty import STEPS, band
from geo.atlas.kept.masks import mask_bit, mask_of
from geo.atlas.kept.tables import ANY_ARTICLE, TABLES
from geo.atlas.kept.tallies import packed
from geo.atlas.reading.whereabouts import Whereabouts
from geo.toponyms.mention import KINDS, USES, Mention

_CHUNK = 20_000  # rows held as Python objects before they become Arrow, which is a tenth of the size
OPENING = 400  # characters of a text kept apart, for its heading in a list
_COUNTED = mask_of(KINDS, (use for use in USES if use != "name"))


class Rows:
    """Rows gathered from read articles until there are enough to be written. Articles are numbered from 0."""

    def __init__(self, present: Container[str], geocoder: str) -> None:
        self._present = present
        self._geocoder = geocoder
        self._pending: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._chunks: dict[str, list[pa.RecordBatch]] = defaultdict(list)
        self._mentions: Counter[tuple[Any, ...]] = Counter()
        self._articles: Counter[tuple[Any, ...]] = Counter()
        self._names: Counter[tuple[Any, ...]] = Counter()
        self._number = 0
        self.size = 0

    def add(self, article: Article, mentions: Sequence[Mention]) -> None:
        """Take in one article; its mentions count where their country is one of today's and they are no mere names."""
        place = (self._number, number(article.id), article.date, article.source)
        told = (article.id, article.text, article.title, article.date, article.source, article.url)
        self._put("articles", (*place[:2], *told, article.text[:OPENING], digest(article), self._geocoder))
        tallies: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
        whereabouts = Whereabouts(article.text, max(m.start for m in mentions)) if mentions else None
        month = article.date and article.date.replace(day=1)
        for m in mentions:
            assert whereabouts is not None
            country = m.iso3 if m.iso3 is not None and m.iso3 in self._present else None
            stands = (m.start, m.end, *whereabouts.of(m.start))
            said = (m.text, m.iso3, m.kind, m.use, m.name, m.lat, m.lon, m.organisation, m.confidence, list(m.why))
            self._put("mentions", (*place, *stands, *said, country, country is not None and m.use != "name"))
            if country is not None:
                bit, reached = mask_bit(m.kind, m.use), band(m.confidence)
                tallies[country][bit, reached] += 1
                capital = m.name if m.kind == "capital" else None
                self._mentions[article.source, article.date, country, bit, reached, capital] += 1
                self._names[month, country, m.text, bit, reached] += 1
        self._add_up(place, tallies)
        self._number += 1
        self.size += 2 * len(article.text) + 200 * len(mentions)

    def _add_up(self, place: tuple[Any, ...], tallies: Mapping[str, Counter[tuple[int, int]]]) -> None:
        """Count the article for each country it names, and once as a whole, at every step of confidence."""
        _, _, day, source = place
        whole = [0] * len(STEPS)
        for country, tally in tallies.items():
            masks = _masks(tally)
            counted = sum(count for (bit, _), count in tally.items() if bit & _COUNTED)
            self._put("article_countries", (*place, country, *masks, counted, packed(tally)))
            for step, mask in enumerate(masks):
                whole[step] |= mask
                if mask:
                    self._articles[source, day, country, step, mask] += 1
        self._articles[source, day, None, ANY_ARTICLE, 0] += 1
        for step, mask in enumerate(whole):
            if mask:
                self._articles[source, day, None, step, mask] += 1

    def tables(self) -> dict[str, pa.Table]:
        """All rows by table, in Arrow; tables without rows are left out."""
        sums = {"source_mentions": self._mentions, "source_articles": self._articles, "month_names": self._names}
        for group, counts in sums.items():
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


def _masks(tally: Mapping[tuple[int, int], int]) -> list[int]:
    """For each step of confidence, the bits of the mentions that reach it."""
    masks = [0] * len(STEPS)
    for bit, reached in tally:
        for step in range(reached + 1):
            masks[step] |= bit
    return masks
