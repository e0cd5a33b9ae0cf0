"""The atlas that speed is measured on is one that a build could have written."""

import pytest

from geo.articles.article import Article
from geo.atlas.answers.asking import mention_of
from geo.atlas.atlas import open_atlas
from geo.atlas.reading.rows import Rows
from geo.atlas.reading.shard import Done
from geo.atlas.selection import Selection
from geo.atlas.writing.gathered import Gathered
from geo.world.countries import countries
from tests.bench.big.base import base, seeds
from tests.bench.big.make import Maker, make

ARTICLES = 60
_MENTION = 'start, "end", text, iso3, kind, "use", name, lat, lon, organisation, confidence, why'


@pytest.fixture(scope="module")
def told():
    return base(seeds())


def as_sets(rows):
    """Each row as text, entries of lists in order, so that two tables can be compared whatever the order."""
    told = [{k: sorted(v) if isinstance(v, list) else v for k, v in row.items()} for row in rows.to_pylist()]
    return sorted(map(str, told))


def test_its_tables_are_what_a_build_makes_of_its_articles(told):
    made = Maker(told).make(0, ARTICLES)
    mentions = made.tables["mentions"].to_pylist()
    rows = Rows(countries(), "")
    for row in made.tables["articles"].to_pylist():
        article = Article(row["article_id"], row["text"], "", row["date"], row["source"], "")
        inside = [m for m in mentions if m["number"] == row["number"]]
        fields = [name.strip(' "') for name in _MENTION.split(",")]
        found = [mention_of(tuple(m[name] for name in fields)) for m in inside]
        assert all(article.text[m.start : m.end] == m.text for m in found)
        rows.add(article, found)
    gathered = [Gathered(), Gathered()]
    gathered[0].add(made)
    gathered[1].add(Done(rows.tables(), 0, ARTICLES))
    one, other = (each.tables() for each in gathered)
    counted = [name for name in one if name not in ("articles", "mentions", "story_keys")]
    assert len(counted) == 8 and len(mentions) > 10 * ARTICLES
    for name in counted:
        assert as_sets(one[name]) == as_sets(other[name]), name


def test_it_can_be_opened_and_asked(told, tmp_path):
    make(tmp_path / "atlas", ARTICLES, told)
    atlas = open_atlas(tmp_path / "atlas")
    assert atlas.totals(Selection()).articles == ARTICLES
    page = atlas.articles(Selection(), atlas.countries(Selection())["iso3"][0])
    for article_id in page["article_id"][:3]:
        whole = atlas.article(article_id)
        assert whole.mentions
        assert all(whole.article.text[m.start : m.end] == m.text for m in whole.mentions)
