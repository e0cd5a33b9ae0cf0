"""What the atlas answers to a selection, against a count made another way."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.toponyms.mention import KINDS, USES
from tests.atlas.conftest import DAYS, SOURCES, Sample, write
from tests.atlas.recount import Recount, extracted

SELECTIONS = [
    Selection(),
    Selection(organisations=("SCO",)),
    Selection(organisations=("SCO", "CSTO")),
    Selection(organisations=("SCO", "CSTO"), combine="all"),
    Selection(organisations=("CSTO", "SCO"), combine="without"),
    Selection(organisations=("SCO", "CSTO", "NATO"), combine="without"),
    Selection(organisations=("CSTO",), statuses=("member", "observer")),
    Selection(organisations=("CSTO",), memberships_on=date(2000, 1, 1)),
    Selection(organisations=("CSTO",), until=date(2012, 12, 18)),
    Selection(organisations=("SCO",), since=date(2017, 6, 9), until=date(2017, 6, 9), undated=False),
    Selection(since=date(2017, 6, 10)),
    Selection(until=date(2001, 6, 15), undated=False),
    Selection(since=date(2022, 1, 1), until=date(2021, 1, 1)),
    Selection(undated=False),
    Selection(sources=("AFP", "")),
    Selection(sources=("nobody",)),
    Selection(kinds=("capital", "seat")),
    Selection(kinds=("historic", "region", "organisation")),
    Selection(uses=("actor",)),
    Selection(uses=("name", "modifier")),
    Selection(kinds=("demonym",), uses=("modifier",), organisations=("SCO",)),
    Selection(min_confidence=0.7),
    Selection(min_confidence=0.7, organisations=("SCO", "CSTO"), combine="all", kinds=("country", "demonym")),
    Selection(min_confidence=1.0),
]
# The days of the articles, and any other day of those years: most cut a month in two that no article is of.
BOUNDS = st.sampled_from([date.fromisoformat(day) for day in DAYS]) | st.dates(date(1999, 4, 1), date(2023, 8, 31))
ANY = st.builds(
    Selection,
    organisations=st.lists(st.sampled_from(["SCO", "CSTO", "NATO", "EU", "CIS"]), unique=True, max_size=3).map(tuple),
    combine=st.sampled_from(["any", "all", "without"]),
    statuses=st.lists(st.sampled_from(["member", "observer", "dialogue_partner"]), unique=True, min_size=1).map(tuple),
    memberships_on=st.none() | st.dates(date(1995, 1, 1), date(2025, 1, 1)),
    since=st.none() | BOUNDS,
    until=st.none() | BOUNDS,
    undated=st.booleans(),
    sources=st.lists(st.sampled_from(SOURCES), unique=True, max_size=2).map(tuple),
    kinds=st.lists(st.sampled_from(KINDS), unique=True, max_size=4).map(tuple),
    uses=st.lists(st.sampled_from(USES), unique=True, max_size=3).map(tuple),
    min_confidence=st.sampled_from([0.0, 0.0, 0.5, 0.8, 0.85, 0.95]),
)


@pytest.fixture(scope="session")
def read(sample):
    return extracted(sample.file)


def agree(sample, read, selection):
    again = Recount(read, selection)
    counts = sample.atlas.countries(selection)
    assert dict(zip(counts["iso3"], counts["mentions"], strict=True)) == dict(again.mentions)
    assert dict(zip(counts["iso3"], counts["articles"], strict=True)) == {c: len(a) for c, a in again.naming.items()}
    assert counts["mentions"].is_monotonic_decreasing
    for share, articles in zip(counts["share"], counts["articles"], strict=True):
        assert share == articles / len(again.articles)
    totals = sample.atlas.totals(selection)
    days = [told["date"] for told, _ in again.articles if told.get("date")]
    assert totals.articles == len(again.articles)
    assert totals.undated == len(again.articles) - len(days)
    assert (totals.mentions, totals.countries) == (sum(again.mentions.values()), len(again.mentions))
    assert totals.mentioning == len(set().union(*again.naming.values()))
    assert [str(day) for day in (totals.first, totals.last) if day] == ([min(days), max(days)] if days else [])
    capitals = sample.atlas.capitals(selection)
    assert {(row.iso3, row.name): row.mentions for row in rows_of(capitals)} == dict(again.capitals)


def rows_of(frame):
    return [SimpleNamespace(**record) for record in frame.to_dict("records")]


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_a_selection_counts_what_a_plain_recount_counts(selection, sample, read):
    agree(sample, read, selection)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(since=date(2002, 7, 5)),
        Selection(since=date(2002, 7, 5), until=date(2003, 4, 2), undated=False),
        Selection(organisations=("AU",)),  # the Central African Republic from 2002-07-09 to 2003-03-16
        Selection(organisations=("AU",), by="story"),
    ],
    ids=str,
)
def test_an_archive_may_begin_after_a_cut_in_the_same_month(selection, tmp_path):
    """A month's sums are dated the 1st, when the period or the membership had not begun yet."""
    days = ["2002-07-12", "2002-07-30", "2003-04-02"]
    told = [{"id": day, "text": "The Central African Republic left Gabon.", "date": day, "source": ""} for day in days]
    file = write(tmp_path / "late.jsonl", told)
    Build(tmp_path / "atlas").run([file])
    agree(Sample(open_atlas(tmp_path / "atlas"), file), extracted(file), selection)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY)
def test_any_selection_does(sample, read, selection):
    agree(sample, read, selection)


def test_the_sample_tries_every_filter(sample, read):
    """Were all the figures nought, agreement would say nothing."""
    empty = {str(s) for s in SELECTIONS if not Recount(read, s).mentions}
    nobody, historic, certain = SELECTIONS[15], SELECTIONS[17], SELECTIONS[23]
    assert empty == {str(nobody), str(historic), str(certain)}


@pytest.mark.parametrize("selection", SELECTIONS[:8], ids=str)
def test_drilling_down_adds_up(selection, sample, read):
    """A country's figure is the sum of its articles', each of these the mentions in its passages, and of its names."""
    again = Recount(read, selection)
    for row in rows_of(sample.atlas.countries(selection)):
        pages = [
            sample.atlas.articles(selection, row.iso3, limit=10, offset=at) for at in range(0, row.articles + 9, 10)
        ]
        listed = [article for page in pages for article in rows_of(page)]
        assert {article.article_id for article in listed} == again.naming[row.iso3]
        assert len(listed) == row.articles
        assert sum(article.mentions for article in listed) == row.mentions
        article = listed[0]
        passages = sample.atlas.passages(selection, row.iso3, article.article_id)
        assert sum(len(passage.mentions) for passage in passages) == article.mentions
        names = rows_of(sample.atlas.names(selection, row.iso3))
        assert {(name.text, name.kind, name.use): name.mentions for name in names} == dict(again.names[row.iso3])


def test_the_whole_article_with_every_mention(sample, read):
    for told, mentions in read[:20]:
        whole = sample.atlas.article(told["id"])
        assert whole.article.text == told["text"]
        assert str(whole.article.date or "") == told.get("date", "")
        assert [(m.start, m.end, m.text, m.use, m.iso3) for m in whole.mentions] == [
            (m["start"], m["end"], m["text"], m["use"], m["iso3"]) for m in mentions
        ]
        assert [list(m.why) for m in whole.mentions] == [m["why"] for m in mentions]


def test_what_nobody_knows_is_an_error_not_an_empty_answer(sample):
    for selection in (
        Selection(organisations=("SOC",)),
        Selection(organisations=("SCO",), statuses=("membre",)),
        Selection(statuses=("membre",)),
    ):
        with pytest.raises(LookupError):
            sample.atlas.countries(selection)
    with pytest.raises(LookupError):
        sample.atlas.article("nobody")
    assert sample.atlas.passages(Selection(), "AFG", "nobody") == []
    assert sample.atlas.articles(Selection(), "XXX").empty


def test_sources_and_span(sample):
    assert sample.atlas.sources() == sorted(SOURCES, key=lambda source: (source == "", source))
    assert [str(day) for day in sample.atlas.span()] == [min(DAYS), max(DAYS)]


def test_text_from_outside_is_never_sql(sample):
    sly = "'; DROP TABLE days; --"
    assert sample.atlas.totals(Selection(sources=(sly,))).articles == 0
    assert sample.atlas.articles(Selection(), sly).empty
    assert sample.atlas.totals(Selection()).articles == 120
