import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.article import Article
from geo.articles.reader import read
from geo.shipped import SEEDS

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "data" / "plain_texts.jsonl").read_text().splitlines()
]


def articles_of(path):
    return [found for found in read([path]) if isinstance(found, Article)]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_what_a_text_says_of_itself(case, tmp_path):
    (tmp_path / "a.txt").write_text(case["text"], encoding="utf-8")
    (article,) = articles_of(tmp_path)
    assert article.text.startswith(case["opening"])
    assert case["text"].endswith(article.text)
    assert article.title == case.get("title", "")
    assert article.date == (date.fromisoformat(case["date"]) if case.get("date") else None)
    assert (article.url, article.source) == (case.get("url", ""), case.get("source", ""))


def test_the_seeds():
    url = "https://www.themoscowtimes.com/2021/09/17/china-and-russia-urge-taliban-to-keep-security-promise-s-a75078"
    title = "China and Russia Urge Taliban to Keep Security Promises"
    said = [(article.title, str(article.date or ""), article.source, article.url) for article in articles_of(SEEDS)]
    assert said == [
        ("", "2021-08-26", "", ""),
        (title, "2021-09-17", "themoscowtimes.com", url),
        ("", "2021-09-17", "", ""),
        ("", "", "", ""),
        ("", "", "", ""),
    ]
    for article, seed in zip(articles_of(SEEDS), sorted(SEEDS.glob("*.txt")), strict=True):
        assert seed.read_text(encoding="utf-8").endswith(article.text)


def test_identity_is_that_of_the_text_wherever_the_file_lies(tmp_path):
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
    (tmp_path / "one" / "a.txt").write_text("Kabul fell quiet.")
    (tmp_path / "other" / "b.txt").write_text("Kabul fell quiet.")
    (tmp_path / "other" / "c.txt").write_text("Kabul fell silent.")
    (here,) = articles_of(tmp_path / "one")
    same, different = articles_of(tmp_path / "other")
    assert here.id == same.id != different.id


@settings(deadline=None)
@given(
    content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
)
def test_any_bytes_are_read_or_refused(content, tmp_path_factory):
    file = tmp_path_factory.mktemp("bytes") / "a.txt"
    file.write_bytes(content)
    found = list(read([file]))
    assert found
    for article in found:
        if isinstance(article, Article):
            assert article.text.strip()
            article.text.encode("utf-8")
