"""An atlas as large as asked for: `python -m tests.bench.big.make FOLDER [--articles 1000000]`.

Every article is put together of real ones (cut to the sentences that name something), 3.7 of them on average so that it
has some 20 mentions, with all that was read in them; what is made up is only who says it and when. Sources: 300, their
shares by Zipf's law (the n-th has 1/n of the first's). Days: 2015 to 2024, a tenth more each year, weekends a third of
a weekday; one article in twenty is undated. The tables are written by the atlas's own writer, not by the geoparser.
"""

import argparse
import shutil
import time
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo import __version__
from geo.articles.identity import number
from geo.atlas.kept.editions import Edition
from geo.atlas.kept.masks import mask_of
from geo.atlas.kept.tables import MASKS, TABLES
from geo.atlas.reading.geocoder import geocoder
from geo.atlas.reading.rows import OPENING
from geo.atlas.reading.shard import Done
from geo.atlas.writing import replacing_query
from geo.atlas.writing.gathered import Gathered
from geo.atlas.writing.writer import Writer, sole_builder
from geo.toponyms.mention import KINDS, USES
from tests.bench.big.base import Base, base, portions

MENTIONS = 20
SOURCES = 300
FIRST, LAST = date(2015, 1, 1), date(2024, 12, 31)
_PORTION = 25_000  # articles made at a time
_COUNTED = mask_of(KINDS, (use for use in USES if use != "name"))
# The rows of article_countries, from `mentions`.
_BY_COUNTRY = f"""
WITH said AS (
    SELECT number, key, date, source, country,
           {replacing_query.BIT} AS mask, ({replacing_query.BAND})::TINYINT AS band, count(*)::INTEGER AS n
    FROM mentions WHERE country IS NOT NULL GROUP BY ALL)
SELECT number, any_value(key) AS key, any_value(date) AS date, any_value(source) AS source, country,
       {", ".join(f"coalesce(bit_or(mask) FILTER (band >= {step}), 0) AS {mask}" for step, mask in enumerate(MASKS))},
       coalesce(sum(n) FILTER (mask & {_COUNTED} <> 0), 0)::INTEGER AS mentions,
       list((n * 256 + band::INTEGER * 32 + bit_count(mask - 1))::INTEGER) AS tallies
FROM said GROUP BY number, country ORDER BY number"""


class Maker:
    """Makes articles out of a base, the same on every run."""

    def __init__(self, told: Base) -> None:
        self._base = told
        self._chance = np.random.default_rng(1987)
        self._parts = MENTIONS / (len(told.mentions) / len(told.texts))
        shares = 1 / np.arange(1, SOURCES + 1)
        self._shares = shares / shares.sum()
        self._names = pa.array([f"source{place:03}.example" for place in range(1, SOURCES + 1)])
        days = np.arange(np.datetime64(FIRST), np.datetime64(LAST) + 1)
        weekend = (days.astype("datetime64[D]").view("int64") + 3) % 7 >= 5
        weights = 1.1 ** (np.arange(len(days)) / 365.25) * np.where(weekend, 1 / 3, 1)
        self._days, self._weights = days, weights / weights.sum()

    def make(self, first: int, until: int) -> Done:
        """The rows of the articles of these numbers, numbered from 0."""
        count = until - first
        parts = 1 + self._chance.poisson(max(self._parts - 1, 0), count)
        owner = np.repeat(np.arange(count), parts)  # of each part, the article
        chosen = self._chance.integers(0, len(self._base.texts), len(owner))
        ids = [f"article-{place}" for place in range(first, until)]
        about = pa.table(
            {
                "number": pa.array(np.arange(count)),
                "key": pa.array([number(one) for one in ids], pa.int64()),
                "date": self._dates(count),
                "source": self._names.take(pa.array(self._chance.choice(SOURCES, count, p=self._shares))),
            }
        )
        texts = self._texts(owner, chosen, count)
        tables = {
            "articles": self._articles(about, ids, texts),
            "mentions": self._mentions(about, owner, chosen),
            "story_keys": TABLES["story_keys"].empty_table(),  # nobody copies anybody
        }
        tables |= _derived(tables)
        size = sum(rows.nbytes for rows in tables.values())
        return Done(tables, size, count, sum(map(len, texts)))

    def _dates(self, count: int) -> pa.Array:
        days = self._chance.choice(self._days, count, p=self._weights)
        return pa.array(days, pa.date32(), mask=self._chance.random(count) < 0.05)

    def _texts(self, owner: np.ndarray, chosen: np.ndarray, count: int) -> list[str]:
        held = self._base.texts
        bounds = np.searchsorted(owner, np.arange(count + 1))
        return ["\n".join(held[part] for part in chosen[start:end].tolist()) for start, end in pairwise(bounds)]

    def _articles(self, about: pa.Table, ids: list[str], texts: list[str]) -> pa.Table:
        columns = {name: about[name] for name in about.column_names}
        columns |= {
            "article_id": pa.array(ids),
            "text": pa.array(texts),
            "title": pa.array([""] * len(ids)),
            "url": pa.array([""] * len(ids)),
            "opening": pa.array([text[:OPENING] for text in texts]),
            "digest": about["key"],
            "geocoder": pa.array([geocoder()] * len(ids)),
        }
        return _as("articles", columns)

    def _mentions(self, about: pa.Table, owner: np.ndarray, chosen: np.ndarray) -> pa.Table:
        told = self._base
        counts = told.first[chosen + 1] - told.first[chosen]
        part = np.repeat(np.arange(len(chosen)), counts)  # of each mention, the part it stands in
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = told.mentions.take(pa.array(told.first[chosen][part] + within))
        columns = {name: rows[name] for name in rows.column_names}
        lengths = np.array([len(text) for text in told.texts])
        for names, sizes in (
            (("start", "end"), lengths[chosen] + 1),
            (("sentence",), told.sentences[chosen]),
            (("paragraph",), told.paragraphs[chosen]),
        ):
            before = np.cumsum(sizes) - sizes
            begun = before - before[np.searchsorted(owner, owner)]
            for name in names:
                columns[name] = pc.add(rows[name], pa.array(begun[part], rows[name].type))
        places = pa.array(owner[part])
        columns |= {name: about[name].take(places) for name in about.column_names}
        return _as("mentions", columns)


def _derived(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables that are counted from articles and mentions."""
    with duckdb.connect() as connection:
        for name, rows in tables.items():
            connection.from_arrow(rows).create(name)
        connection.execute("CREATE TABLE replaced AS SELECT key FROM articles")
        by_country = connection.sql(_BY_COUNTRY).to_arrow_table()
        by_country = _as("article_countries", {name: by_country[name] for name in by_country.column_names})
        connection.from_arrow(by_country).create("article_countries")
        sums = {}
        for name, count, statement in (
            ("source_mentions", "mentions", replacing_query.MENTIONS),
            ("source_articles", "articles", replacing_query.ARTICLES),
            ("month_names", "mentions", replacing_query.NAMES),
        ):
            rows = connection.sql(statement).to_arrow_table()
            columns = {column: rows[column] for column in rows.column_names}
            sums[name] = _as(name, columns | {count: pc.negate(rows[count])})
    return {"article_countries": by_country, **sums}


def _as(name: str, columns: dict[str, pa.ChunkedArray | pa.Array]) -> pa.Table:
    schema = TABLES[name]
    return pa.table([columns[column] for column in schema.names], names=schema.names).cast(schema)


def make(folder: Path, articles: int, told: Base) -> None:
    """Write an atlas of so many articles into a folder, in the place of whatever stands there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    maker = Maker(told)
    with sole_builder(folder):
        writer = Writer(folder)
        for first, until in portions(articles, _PORTION):
            gathered = Gathered()
            gathered.add(maker.make(first, until))
            writer.write(gathered)
        made = Edition(0, datetime.now(UTC), __version__, geocoder(), "", {}, added=articles)
        writer.publish(made)


def main() -> None:
    """Make one, and say how long that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    asked = parser.parse_args()
    started = time.perf_counter()
    make(asked.folder, asked.articles, base())
    (asked.folder / "READY").write_text(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n", encoding="utf-8")
    print(f"{asked.articles:,} articles in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
