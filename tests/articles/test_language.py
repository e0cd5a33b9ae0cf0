"""Not English: set aside where the detector is sure, and never an English article with it."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles.language import foreign
from geo.shipped import SEEDS

ROOT = Path(__file__).parents[2]
CASES = list(csv.DictReader((ROOT / "tests" / "data" / "languages.csv").open(encoding="utf-8")))
ARCHIVE = ROOT.parent / "shared" / "archive" / "newswire-1987.jsonl.gz"


@pytest.mark.parametrize("case", CASES, ids=[f"{case['code']}: {case['text'][:30]}" for case in CASES])
def test_the_table(case):
    assert bool(foreign(case["text"])) == (case["code"] != "en")


def test_a_language_is_called_by_its_name():
    by_code = {case["code"]: foreign(case["text"]) for case in CASES}
    assert (by_code["de"], by_code["vi"], by_code["ja"]) == ("German", "Vietnamese", "Japanese")


def test_an_english_article_with_a_long_quotation_stays():
    quoted = next(case["text"] for case in CASES if case["code"] == "es")
    told = "In a statement issued after midnight, the ministry denied that any such talks had been held this week."
    assert foreign(f"{told} “{quoted}”") == ""
    assert foreign(f"{quoted} {quoted} {quoted}") == "Spanish"


def test_english_furniture_does_not_save_a_foreign_article():
    german = next(case["text"] for case in CASES if case["code"] == "de")
    assert foreign(f"Sign up for our newsletter. Share this.\n\n{german * 20}") == "German"


def test_the_seeds_are_english():
    assert [foreign(seed.read_text(encoding="utf-8")) for seed in SEEDS.glob("*.txt")] == [""] * 5


@pytest.mark.skipif(not ARCHIVE.exists(), reason="the archive to measure on is not beside the project")
def test_no_wire_story_is_set_aside():
    with gzip.open(ARCHIVE) as lines:
        stories = [json.loads(line) for number, line in enumerate(lines) if number % 10 == 0]
    assert [story["id"] for story in stories if foreign(story["text"])] == []


@given(st.text())
def test_no_text_breaks_it(text):
    foreign(text)
