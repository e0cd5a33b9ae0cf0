"""Stories are a matter of what was told, never of when or in what batches."""

import dataclasses
import itertools
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.article import Article
from geo.stories import SCHEME, Stories, compare, keys
from tests.stories.made import START, TEXTS, archives


def known(articles: Iterable[Article]) -> tuple[Stories, dict[str, Article]]:
    """Stories that read articles back from a dictionary."""
    told = {article.id: article for article in articles}
    return Stories(lambda ids: [told[name] for name in ids]), told


def partition(stories: Stories, names: Iterable[str]) -> dict[str, str]:
    return {name: stories.story(name) for name in names}


def in_batches(articles: Sequence[Article], cuts: Iterable[int]) -> list[Sequence[Article]]:
    edges = [0, *sorted(cut % (len(articles) + 1) for cut in cuts), len(articles)]
    return [articles[a:b] for a, b in itertools.pairwise(edges)]


@settings(max_examples=60, deadline=None)
@given(archives(), st.randoms(use_true_random=False), st.lists(st.integers(0, 12), max_size=3))
def test_order_and_batches_change_nothing(articles, chance, cuts):
    names = [article.id for article in articles]
    at_once, _ = known(articles)
    at_once.add(articles)
    shuffled = chance.sample(articles, len(articles))
    in_pieces, _ = known(articles)
    for batch in in_batches(shuffled, cuts):
        in_pieces.add(batch)
    assert partition(in_pieces, names) == partition(at_once, names)


@settings(max_examples=40, deadline=None)
@given(archives())
def test_stories_are_the_connected_parts_of_the_pairs_alike(articles):
    """The index finds what comparing every pair finds, where a pair is so alike that it is sure to share a key."""
    stories, _ = known(articles)
    stories.add(articles)
    for one, other in itertools.combinations(articles, 2):
        if compare(one, other).same and compare(one, other).jaccard > 0.8:
            assert stories.story(one.id) == stories.story(other.id)
    for story in {stories.story(article.id) for article in articles}:
        members = stories.members(story)
        assert story in {f"{told.date or 'undated'} {told.id}" for told in articles if told.id in members}


@settings(max_examples=40, deadline=None)
@given(archives(), st.lists(st.integers(0, 12), max_size=3))
def test_following_the_assignments_gives_what_the_index_says(articles, cuts):
    stories, _ = known(articles)
    table: dict[str, str] = {}
    for batch in in_batches(articles, cuts):
        done = stories.add(batch)
        table = {name: done.renamed.get(story, story) for name, story in table.items()} | done.stories
    assert table == partition(stories, table)


@settings(max_examples=40, deadline=None)
@given(archives(), st.sets(st.integers(0, 11)))
def test_forgetting_leaves_no_trace_and_telling_again_restores(articles, numbers):
    names = [article.id for article in articles]
    stories, _ = known(articles)
    stories.add(articles)
    before = partition(stories, names)
    gone = [article for n, article in enumerate(articles) if n in numbers]
    stories.forget([article.id for article in gone])
    rest = [article for article in articles if article not in gone]
    fresh, _ = known(articles)
    fresh.add(rest)
    assert partition(stories, [article.id for article in rest]) == partition(fresh, [article.id for article in rest])
    stories.add(gone)
    assert partition(stories, names) == before


@settings(max_examples=30, deadline=None)
@given(archives(), st.integers(0, 12))
def test_columns_carry_everything_to_the_next_day(articles, cut):
    first, later = articles[:cut], articles[cut:]
    stories, told = known(articles)
    stories.add(first)
    table = stories.to_arrow()
    again = Stories.from_arrow(table, lambda ids: [told[name] for name in ids])
    assert again.to_arrow().equals(table)
    assert [again.members(story) for story in table["story"].to_pylist()] == [
        stories.members(story) for story in table["story"].to_pylist()
    ]
    stories.add(later)
    again.add(later)
    assert partition(again, told) == partition(stories, told)


def test_an_earlier_copy_found_later_gives_the_story_its_id():
    stories, _ = known([late := Article("late", TEXTS[0], "", START), early := dataclasses.replace(late, id="early")])
    assert stories.add([late]).stories == {"late": "2024-01-01 late"}
    done = stories.add([early])
    assert (done.stories, done.renamed) == ({"early": "2024-01-01 early"}, {"2024-01-01 late": "2024-01-01 early"})
    assert [(link.one, link.other, link.likeness.jaccard) for link in done.links] == [("early", "late", 1.0)]
    assert str(done.links[0].likeness).startswith("100% of the shorter one's phrases (100% of all)")


def test_columns_of_another_scheme_are_refused():
    stories, told = known([Article("one", TEXTS[0])])
    table = stories.to_arrow().replace_schema_metadata({"scheme": "another"})
    with pytest.raises(ValueError, match="tell all articles again"):
        Stories.from_arrow(table, lambda ids: [told[name] for name in ids])


def test_an_article_told_twice_is_refused():
    stories, told = known([Article("one", TEXTS[0])])
    stories.add(told.values())
    with pytest.raises(ValueError, match="'one' has been told before"):
        stories.add(told.values())


def test_keys_are_the_same_on_every_machine_and_day():
    """A change here means that keys kept in atlases match nothing: give `SCHEME` another name."""
    text = (
        "PARIS, May 2 - The ferry left at 7-3/4 knots with 1,785 people, two dogs and a piano of the mayor's on board."
    )
    found, folded = keys([Article("x", text, "", START), Article("y", "Too short to be a story.")])
    assert folded.tolist() == [True, False]
    assert (SCHEME, found[0, [0, 1, 13]].tolist()) == (
        "rensa-2/words-1/phrases-3/body-12x3/lead-12x3",
        [13305178465607133867, 9843316180146432902, 13310380163226290798],
    )


def test_ten_thousand_copies_cost_one_comparison_each_and_one_set_of_keys():
    one = Article("0", TEXTS[0], "", START)
    stories, _ = known(dataclasses.replace(one, id=str(n)) for n in range(10_000))
    done = stories.add(dataclasses.replace(one, id=str(n)) for n in range(10_000))
    assert set(done.stories.values()) == {"2024-01-01 0"}
    table = stories.to_arrow()
    assert table["bands"].null_count == 9_999
