"""Counting by story, against a count made another way: each story in one article, and all figures of these articles."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.articles.article import Article
from geo.articles.identity import number
from geo.atlas.answers.sentence import describe
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.stories import Stories
from geo.world.countries import countries
from tests.atlas.conftest import DAYS, SAID, SOURCES, Sample, write
from tests.atlas.recount import Recount, extracted
from tests.atlas.test_counts import ANY, SELECTIONS, rows_of

BY_STORY = [replace(selection, by="story") for selection in SELECTIONS]


def retold(chance, at):
    """A report and what papers made of it: copies of the next days, or undated, cut, or with a line of their own."""
    said = chance.sample(SAID, 7)
    day = date.fromisoformat(chance.choice(DAYS))
    for copy in range(chance.choice([1, 1, 2, 3, 5])):
        text = " ".join(said[: chance.choice([6, 7, 7])]) + chance.choice(["", "", " Peru and Chile looked on."])
        told = {"id": f"{chance.random():.3f} {at} {copy}", "text": text, "source": chance.choice(SOURCES)}
        if chance.random() < 0.85:
            told["date"] = str(day + timedelta(chance.choice([0, 0, 1, 2])))
        yield told


@pytest.fixture(scope="session")
def wires(tmp_path_factory):
    """An atlas of wire copies, built in three pieces in no order."""
    folder, chance = tmp_path_factory.mktemp("wires"), random.Random(41)
    articles = [told for at in range(40) for told in retold(chance, at)]
    chance.shuffle(articles)
    for piece in range(3):
        Build(folder / "atlas").run([write(folder / "piece.jsonl", articles[piece::3])])
    return Sample(open_atlas(folder / "atlas"), write(folder / "articles.jsonl", articles))


@pytest.fixture(scope="session")
def read(wires):
    return extracted(wires.file)


@pytest.fixture(scope="session")
def story_of(read):
    articles = {
        told["id"]: Article(told["id"], told["text"], "", date.fromisoformat(told["date"]) if "date" in told else None)
        for told, _ in read
    }
    index = Stories(lambda ids: [articles[name] for name in ids])
    index.add(articles.values())
    return {name: index.story(name) for name in articles}


def counted(mentions):
    return sum(mention["iso3"] in countries() and mention["use"] != "name" for mention in mentions)


def told_once(read, selection, story_of):
    """Of the articles that the selection holds, each story's first; a recount of these; and how many are held."""
    whole = Recount(read, selection)
    first = {}
    for told, mentions in whole.articles:
        story, place = story_of[told["id"]], (told.get("date", "9999"), -counted(mentions), number(told["id"]))
        if story not in first or place < first[story][0]:
            first[story] = (place, (told, mentions))
    again = Recount([one for _, one in first.values()] or read, replace(selection, memberships_on=whole.on))
    return again, len(first), len(whole.articles)


def agree(atlas, read, selection, story_of):
    again, stories, held = told_once(read, selection, story_of)
    found = atlas.countries(selection)
    assert dict(zip(found["iso3"], found["mentions"], strict=True)) == dict(again.mentions)
    assert dict(zip(found["iso3"], found["articles"], strict=True)) == {c: len(a) for c, a in again.naming.items()}
    assert all(share == articles / stories for share, articles in zip(found["share"], found["articles"], strict=True))
    totals = atlas.totals(selection)
    assert (totals.articles, totals.stories) == (held, stories)
    assert (totals.mentions, totals.countries) == (sum(again.mentions.values()), len(again.mentions))
    assert totals.mentioning == len(set().union(*again.naming.values()))
    capitals = {(row.iso3, row.name): row.mentions for row in rows_of(atlas.capitals(selection))}
    assert capitals == dict(again.capitals)
    whole = atlas.totals(replace(selection, by="article"))
    assert (whole.articles, whole.stories) == (held, stories)
    return totals


def add_up(atlas, selection, totals):
    """By country, day and source the same totals; what is handed out whole has so many rows."""
    for by in ("country", "day", "source"):
        rows = atlas.counts(selection, by)
        assert rows["mentions"].sum() == totals.mentions
        if by != "country":
            assert rows["articles"].sum() == totals.mentioning
    assert len(atlas.mentions(selection)) == totals.mentions
    assert len(atlas.all_articles(selection)) == totals.mentioning


@pytest.mark.parametrize("selection", BY_STORY, ids=str)
def test_a_selection_by_story_counts_what_a_plain_recount_counts(selection, wires, read, story_of):
    add_up(wires.atlas, selection, agree(wires.atlas, read, selection, story_of))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY, st.none() | st.integers(0, 2))
def test_any_selection_by_story_does(wires, read, story_of, selection, later):
    """Periods that begin or end between the copies of a story too."""
    if later is not None and selection.since:
        selection = replace(selection, since=selection.since + timedelta(later))
    agree(wires.atlas, read, replace(selection, by="story"), story_of)


def test_the_wires_have_what_counting_by_story_is_about(wires, read, story_of):
    totals = wires.atlas.totals(Selection())
    assert totals.stories < 0.7 * totals.articles
    assert any(len({told.get("date") for told, _ in read if story_of[told["id"]] == story}) > 2 for story in
               story_of.values())  # fmt: skip
    by_article, by_story = (wires.atlas.countries(Selection(by=by)).set_index("iso3") for by in ("article", "story"))
    by_article, by_story = by_article.align(by_story)
    assert (by_story["articles"] < by_article["articles"]).any()
    assert (by_story["articles"] <= by_article["articles"]).all()


def test_a_countrys_articles_are_listed_one_a_story_and_say_how_many_copies_they_have(wires, story_of):
    ways = {by: Selection(by=by) for by in ("article", "story")}
    rows = {by: rows_of(wires.atlas.articles(chosen, "AFG", limit=1000)) for by, chosen in ways.items()}
    stories = [story_of[row.article_id] for row in rows["story"]]
    assert (
        len(stories)
        == len(set(stories))
        == dict(wires.atlas.countries(ways["story"])[["iso3", "articles"]].itertuples(index=False))["AFG"]
    )
    assert {row.article_id for row in rows["story"]} < {row.article_id for row in rows["article"]}
    told = list(story_of.values())
    for row in (*rows["article"], *rows["story"]):
        assert row.copies == told.count(story_of[row.article_id]) - 1
        others = wires.atlas.copies(row.article_id)
        assert {story_of[other] for other in others["article_id"]} <= {story_of[row.article_id]}
        assert len(others) == row.copies
        assert row.article_id not in set(others["article_id"])
    assert any(row.copies for row in rows["story"])
    narrow = Selection(sources=("AFP",), by="story")
    for row in rows_of(wires.atlas.articles(narrow, "AFG", limit=1000)):
        assert row.copies <= len(wires.atlas.copies(row.article_id))
        assert wires.atlas.passages(narrow, "AFG", row.article_id)


def test_copies_say_why_they_are_copies(wires):
    row = max(rows_of(wires.atlas.articles(Selection(), "AFG", limit=1000)), key=lambda row: row.copies)
    others = wires.atlas.copies(row.article_id)
    alike = others[others["alike"]]
    assert 1 < len(alike) < len(others), "a chain: some are in the story by way of another copy"
    assert ((alike["containment"] > 0.45) & (alike["jaccard"] > 0.25)).all()
    assert others["date"].is_monotonic_increasing or others["date"].isna().any()
    paged = [wires.atlas.copies(row.article_id, limit=1, offset=at)["article_id"].item() for at in range(len(others))]
    assert paged == list(others["article_id"])
    with pytest.raises(LookupError):
        wires.atlas.copies("nobody")


def test_the_passages_of_a_copy_that_is_not_counted_can_be_read(wires):
    by_story = Selection(by="story")
    counted = set(wires.atlas.articles(by_story, "AFG", limit=1000)["article_id"])
    others = set(wires.atlas.articles(Selection(), "AFG", limit=1000)["article_id"]) - counted
    assert others
    assert all(wires.atlas.passages(by_story, "AFG", name) for name in others)


def test_a_sentence_says_both_numbers(wires):
    totals = wires.atlas.totals(Selection())
    of_all = f"{totals.mentioning} of {totals.articles} articles" if totals.mentioning < totals.articles else (
        f"{totals.articles} articles")  # fmt: skip
    assert f"in {of_all} ({totals.stories} stories)" in describe(Selection(), wires.atlas)
    once = wires.atlas.totals(Selection(by="story"))
    of_all = f"{once.mentioning} of {once.stories} stories" if once.mentioning < once.stories else (
        f"{once.stories} stories")  # fmt: skip
    assert f"in {of_all} ({totals.articles} articles)" in describe(Selection(by="story"), wires.atlas)
