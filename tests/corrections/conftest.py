"""Small atlases that a test may change."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.build import Build
from geo.atlas.kept.editions import files_of
from geo.world.countries import codes

ARTICLES = {
    "state": "The governor of Georgia spoke in Atlanta. Georgia and Florida agreed, and Savannah waited.",
    "country": "Georgia and Russia agreed, Tbilisi said. In Georgia nobody believed it.",
    "both": "Officials in Tbilisi said that Georgia would buy grain. Moscow said nothing.",
    "none": "Nothing was said about any country at all.",
    "jordan": "Jordan's king met officials of Georgia in Amman. In Jordan the talks were called useful.",
}


def write_articles(file: Path, articles: dict[str, str]) -> Path:
    """Articles as JSON Lines, some of them dated."""
    days = ["2021-08-26", "", "2021-09-17"]
    lines = [
        {"id": id, "text": text, "source": ["AFP", "TASS"][at % 2], **({"date": day} if (day := days[at % 3]) else {})}
        for at, (id, text) in enumerate(articles.items())
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    """An atlas of `ARTICLES`, one to a test."""
    Build(tmp_path / "atlas").run([write_articles(tmp_path / "articles.jsonl", ARTICLES)])
    return open_atlas(tmp_path / "atlas")


def recount(atlas: Atlas, articles: dict[str, str] = ARTICLES) -> dict[str, tuple[int, int]]:
    """Mentions and articles by country, counted in plain Python over whole articles and never by the tables of sums."""
    mentions: Counter[str] = Counter()
    naming: Counter[str] = Counter()
    for id in articles:
        counted = [m.iso3 for m in atlas.article(id).mentions if m.iso3 in codes() and m.use != "name"]
        mentions.update(counted)
        naming.update(set(counted))
    return {str(iso3): (mentions[iso3], naming[iso3]) for iso3 in mentions}


def everything(atlas: Atlas) -> dict[str, Any]:
    """What every table of the atlas says: sums where only sums mean anything, else rows without their numbers."""
    said: dict[str, Any] = {}
    for table, version in atlas.edition.versions.items():
        files = files_of(atlas.path, table, version)
        if not files:
            continue
        rows = duckdb.read_parquet(files)
        *others, count = rows.columns
        if count in ("mentions", "articles") and "key" not in others:
            names = [f'"{name}"' for name in others]
            summed = f"SELECT {', '.join(names)}, sum({count})::BIGINT AS n FROM rows GROUP BY ALL HAVING n <> 0"
        else:
            names = [f'"{name}"' for name in rows.columns if name != "number"]
            summed = f"SELECT {', '.join(names)} FROM rows"
        said[table] = sorted(map(repr, duckdb.sql(summed).fetchall()))
    return said
