"""Real articles with their mentions, cut to the sentences that name something: what an archive is made of."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa

from geo.articles.article import Article
from geo.atlas.reading.rows import Rows
from geo.atlas.reading.sentences import sentences
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import Mention
from geo.world.countries import countries

ROOT = Path(__file__).resolve().parents[3]
ARCHIVE = ROOT.parent / "shared" / "archive" / "newswire-1987.jsonl.gz"
_TOGETHER = 200


@dataclass(frozen=True)
class Base:
    """Cut texts, and the rows of their mentions as the atlas keeps them, article after article.

    `first`, of length articles + 1: where an article's mentions begin. `sentences` and `paragraphs`: how many an
    article has. `name` says where the articles are from.
    """

    name: str
    texts: list[str]
    mentions: pa.Table
    first: np.ndarray
    sentences: np.ndarray
    paragraphs: np.ndarray


def base(told: tuple[str, list[str]] | None = None) -> Base:
    """Of these texts and where they are from; without, of the archive beside the project, else of the seeds."""
    name, texts = told or _texts()
    geoparser = Geoparser.load()
    rows = Rows(countries(), "")
    cut: list[str] = []
    counts, held, broken = [], [], []
    for start in range(0, len(texts), _TOGETHER):
        batch = texts[start : start + _TOGETHER]
        for text, mentions in zip(batch, geoparser.read_all(batch), strict=True):
            short, moved = cut_to_mentions(text, mentions)
            rows.add(Article(str(len(cut)), short, "", None, "", ""), moved)
            bounds = sentences(short)
            cut.append(short)
            counts.append(len(moved))
            held.append(len(bounds))
            broken.append(1 + sum("\n" in short[a[1] : b[0]] for a, b in pairwise(bounds)))
    first = np.concatenate([[0], np.cumsum(counts)])
    return Base(name, cut, rows.tables()["mentions"].combine_chunks(), first, np.array(held), np.array(broken))


def cut_to_mentions(text: str, mentions: list[Mention]) -> tuple[str, list[Mention]]:
    """The sentences that hold mentions, and the first one; each mention where it then stands."""
    parts: list[str] = []
    moved: list[Mention] = []
    length, rest = 0, list(mentions)
    for place, (start, end) in enumerate(sentences(text)):
        inside = [m for m in rest if start <= m.start and m.end <= end]
        if not inside and place:
            continue
        rest = [m for m in rest if m.start >= end]
        for mention in inside:
            mention.start += length - start
            mention.end += length - start
            moved.append(mention)
        parts.append(text[start:end])
        length += end - start + 1
    return "\n".join(parts), moved


def _texts() -> tuple[str, list[str]]:
    if ARCHIVE.exists():
        with gzip.open(ARCHIVE, "rt", encoding="utf-8") as lines:
            return "newswire of 1987", [json.loads(line)["text"] for line in lines]
    return seeds()


def seeds() -> tuple[str, list[str]]:
    """The five articles that come with the project."""
    return "the seeds", [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]


def portions(articles: int, size: int) -> Iterator[tuple[int, int]]:
    """Consecutive ranges of so many articles."""
    for start in range(0, articles, size):
        yield start, min(start + size, articles)
