from datetime import date

import pytest

from geo.atlas.answers.sentence import days, describe
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from tests.atlas.conftest import write

ARTICLES = [
    {"id": "1", "text": "Armenia and Belarus met in Kabul.", "date": "2021-08-26", "source": "AFP"},
    {"id": "2", "text": "Pakistan said no to India.", "date": "2021-09-17"},
    {"id": "3", "text": "Armenia said no."},
    {"id": "4", "text": "Nobody said anything."},
]
BLOCS = ("CSTO", "SCO")
CASES = [
    (Selection(), "All 6 mentions of countries in 3 of 4 articles, 26 August to 17 September 2021, 2 undated."),
    (
        Selection(organisations=BLOCS, combine="without"),
        "3 mentions of members of the CSTO but not the SCO, by the article’s date, namely Armenia and Belarus, in 2 of "
        "4 articles, 26 August to 17 September 2021, 2 undated (by the memberships of 17 September 2021).",
    ),
    (
        Selection(organisations=BLOCS, combine="all", since=date(2021, 9, 1), undated=False),
        "No mentions of members of both the CSTO and the SCO, by the article’s date, in 0 of 1 article, since 1 "
        "September 2021, undated ones left out.",
    ),
    (
        Selection(organisations=("NATO", "SCO"), statuses=("member", "observer"), memberships_on=date(2020, 1, 1)),
        "4 mentions of members or observers of NATO or the SCO, by the article’s date, namely Afghanistan, Belarus, "
        "India and Pakistan, in 2 of 4 articles, 26 August to 17 September 2021, 2 undated (by the memberships of 1 "
        "January 2020).",
    ),
    (
        Selection(sources=("AFP",), kinds=("capital",), uses=("place",)),
        "1 mention of countries by their capitals as places in 1 article from AFP, 26 August 2021.",
    ),
    (
        Selection(until=date(2000, 1, 1), min_confidence=0.25),
        "1 mention of countries with a confidence of 25% or more in 1 of 2 articles, until 1 January 2000, undated.",
    ),
    (
        Selection(since=date(2030, 1, 1), min_confidence=0.855),
        "1 mention of countries with a confidence of 85.5% or more in 1 of 2 articles, since 1 January 2030, undated.",
    ),
    (
        Selection(since=date(2030, 1, 1), min_confidence=0.996, uses=("actor",)),
        "No mentions of countries as actors with a confidence of 99.6% or more in 0 of 2 articles, since 1 January "
        "2030, undated.",
    ),
]


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("described")
    Build(folder / "atlas").run([write(folder / "a.jsonl", ARTICLES)])
    return open_atlas(folder / "atlas")


@pytest.mark.parametrize(("selection", "sentence"), CASES, ids=[sentence[:40] for _, sentence in CASES])
def test_a_selection_in_words(selection, sentence, atlas):
    assert describe(selection, atlas) == sentence


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2021-08-26", "2021-08-26", "26 August 2021"),
        ("2021-08-06", "2021-08-26", "6 to 26 August 2021"),
        ("2021-08-26", "2021-09-17", "26 August to 17 September 2021"),
        ("2020-08-26", "2021-09-17", "26 August 2020 to 17 September 2021"),
    ],
)
def test_periods_in_words(first, last, words):
    assert days(date.fromisoformat(first), date.fromisoformat(last)) == words
