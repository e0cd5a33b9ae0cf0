"""Pairs in which it is easy to be wrong: rows of `tests/data/story_pairs.jsonl`, written for this test."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from geo.articles.article import Article, with_title
from geo.stories import Stories, compare

ROWS = [json.loads(line) for line in Path("tests/data/story_pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def article(name: str, row: dict[str, Any]) -> Article:
    date = datetime.date.fromisoformat(row["date"]) if row["date"] else None
    return Article(name, with_title(row["title"], row["text"]), row["title"], date)


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_pair(row: dict[str, Any]) -> None:
    one, other = article("one", row["one"]), article("other", row["other"])
    likeness = compare(one, other)
    assert likeness == compare(other, one)
    assert likeness.same is row["same"], f"{likeness}: {likeness!r}"


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_a_copy_shares_a_key_so_that_it_is_compared_at_all(row: dict[str, Any]) -> None:
    articles = {name: article(name, row[name]) for name in ("one", "other")}
    stories = Stories(lambda ids: [articles[name] for name in ids])
    done = stories.add(articles.values())
    assert (stories.story("one") == stories.story("other")) is row["same"], "run python tests/bench/stories.py"
    assert [(link.one, link.other) for link in done.links] == ([("other", "one")] if row["same"] else [])
