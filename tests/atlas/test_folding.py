"""Stories in the tables: whatever builds an atlas came by, they are those that the index makes of its articles."""

import random
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from deltalake import DeltaTable
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.article import Article
from geo.articles.identity import number
from geo.atlas import build
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.reading import shard, story_rows
from geo.atlas.writing import folding
from geo.stories import Stories
from tests.atlas.conftest import write
from tests.stories.made import TEXTS, archives, edited

FORM = ["Wheat", "Maize", "Barley", "Copper", "Zinc", "Cotton", "Sugar", "Cocoa", "Coffee", "Rubber", "Wool", "Timber"]
FORM_OPENING = "The board of commerce published its weekly list of prices for merchants of the harbour on Friday."
FORM_CLOSING = "The board said that all prices are those asked at noon and hold for whole cargoes alone."


def given_as(article: Article) -> dict[str, str]:
    told = {"id": article.id, "text": article.text, "source": f"The {len(article.text) % 3}"}
    return told | ({"date": str(article.date)} if article.date else {})


def held(place, table):
    version = open_atlas(place).edition.versions[table]
    return DeltaTable(place / table, version=version).to_pyarrow_table()


def stories_of(place):
    """The stories of several that the tables hold: each as the keys of its articles, by its id."""
    found = defaultdict(set)
    for row in held(place, "copies").to_pylist():
        found[row["story"]].add(row["key"])
    return dict(found)


def stories_told(articles):
    told = {article.id: article for article in articles}
    index = Stories(lambda ids: [told[name] for name in ids])
    index.add(articles)
    found = defaultdict(set)
    for name in told:
        found[index.story(name)].add(number(name))
    return {story: keys for story, keys in found.items() if len(keys) > 1}


def check_rows(place):
    """Every copy's figures are those of its article; and no other article has any."""
    tables = {name: held(place, name) for name in open_atlas(place).edition.versions}
    with duckdb.connect() as desk:
        for name, rows in tables.items():
            desk.register(name, rows)
        keys = "key IN (SELECT key FROM copies)"
        assert (
            desk.sql("SELECT key, date, source FROM copies ORDER BY ALL").fetchall()
            == desk.sql(f"SELECT key, date, source FROM articles WHERE {keys} ORDER BY ALL").fetchall()
        )
        assert (
            desk.sql("SELECT key, mentions FROM copies WHERE mentions > 0 ORDER BY ALL").fetchall()
            == desk.sql(
                f"SELECT key, count(*) FROM mentions WHERE counted AND {keys} GROUP BY key ORDER BY ALL"
            ).fetchall()
        )
        of_countries = "SELECT key, date, source, country, mask_0, mask_1, mask_5"
        assert desk.sql(f"{of_countries} FROM copy_countries WHERE country IS NOT NULL ORDER BY ALL").fetchall() == (
            desk.sql(f"{of_countries} FROM article_countries WHERE {keys} ORDER BY ALL").fetchall()
        )
        of_whole = "SELECT key, sum(1), bit_or(mask_0) AS mask FROM"
        assert desk.sql(f"{of_whole} copy_countries WHERE country IS NULL GROUP BY key ORDER BY ALL").fetchall() == (
            desk.sql(f"""SELECT a.key, 1, coalesce(bit_or(mask_0), 0) FROM articles a LEFT JOIN article_countries c
            USING (key) WHERE a.{keys} GROUP BY a.key ORDER BY ALL""").fetchall()
        )
        by = "SELECT key, country, sum({}) FROM {} WHERE {} GROUP BY ALL ORDER BY ALL"
        assert (
            desk.sql(by.format("mentions", "copy_mentions", "true")).fetchall()
            == desk.sql(by.format("1", "mentions", f"country IS NOT NULL AND {keys}")).fetchall()
        )
        assert (
            desk.sql("SELECT count(*), count(DISTINCT key) FROM story_keys").fetchall()
            == desk.sql("SELECT count(*), count(*) FROM articles").fetchall()
        )


@settings(max_examples=4, deadline=None)
@given(
    st.sampled_from([1, 100]),
    archives(),
    st.lists(st.tuples(st.integers(0, 11), st.sampled_from(TEXTS[:4])), max_size=3),
)
def test_builds_in_any_pieces_come_to_the_stories_of_the_index(crowd, articles, changes):
    articles = [Article(one.id, one.text, "", one.date) for one in articles]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(folding, "_CROWD", crowd)
        patch.setattr(folding, "_BESIDE", 12)  # so that in a crowd, too, each is compared with each
        place, file = Path(folder) / "atlas", Path(folder) / "a.jsonl"
        Build(place).run([write(file, [])])
        for batch in (articles[:4], articles[4:9], articles[9:]):
            Build(place).run([write(file, map(given_as, batch))])
        for at, text in changes:
            if at < len(articles):
                articles[at] = Article(articles[at].id, edited(text, 3, at, False), "", articles[at].date)
        Build(place).run([write(file, map(given_as, articles))])
        if articles:
            assert stories_of(place) == stories_told(articles)
            check_rows(place)


def copies_of(text, count, day="2024-01-01"):
    return [{"id": f"{text[:9]} {n}", "text": text, "date": day, "source": f"The {n % 3}"} for n in range(count)]


def test_a_thousand_repeats_are_one_comparison_each(tmp_path, monkeypatch):
    told = copies_of(TEXTS[0], 300)
    compared = []
    assign = folding.assign

    def counting(new, pairs, *rest):
        compared.extend(pairs)
        return assign(new, pairs, *rest)

    monkeypatch.setattr(folding, "assign", counting)
    Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", told[:200])])
    Build(tmp_path / "atlas").run([write(tmp_path / "b.jsonl", told[200:])])
    assert len(compared) == 299
    assert [len(keys) for keys in stories_of(tmp_path / "atlas").values()] == [300]
    Build(tmp_path / "atlas").run([write(tmp_path / "c.jsonl", [told[0] | {"text": "Kabul fell."}])])
    assert [len(keys) for keys in stories_of(tmp_path / "atlas").values()] == [299]
    check_rows(tmp_path / "atlas")


WEEKS = 60
REWORDED = {"published": "released", "merchants": "traders", "prices are": "figures are", "noon": "midday"}


def weekly(weeks):
    """A form filled in each week; each fifth time another paper brings it the same day, some plain words changed."""
    chance, told = random.Random(5), []
    for week in range(weeks):
        day = date(2020, 1, 1) + timedelta(weeks=week)
        figures = " ".join(f"{word} rose by {chance.randint(100, 999)} dollars a tonne." for word in FORM[:2])
        text = f"{FORM_OPENING} {figures} {FORM_CLOSING}"
        told.append(Article(f"form {week}", text, "", day))
        if week % 5 == 0:
            for was, now in REWORDED.items():
                text = text.replace(was, now)
            told.append(Article(f"copy {week}", text, "", day))
    return told


@pytest.mark.parametrize("pieces", [1, 3])
def test_copies_of_a_form_that_is_filled_in_every_week_are_found(tmp_path, monkeypatch, pieces):
    monkeypatch.setattr(folding, "_CROWD", 4)
    blind = folding.query.PAIRS.replace("place + unnest([-1, 0, 1])", "-1")  # to whatever is a crowd
    assert blind != folding.query.PAIRS
    monkeypatch.setattr(folding.query, "PAIRS", blind)
    told = weekly(WEEKS)
    for piece in range(pieces):
        Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", map(given_as, told[piece::pieces]))])
    copied = [{number(f"{which} {week}") for which in ("form", "copy")} for week in range(0, WEEKS, 5)]
    assert sorted(map(sorted, stories_of(tmp_path / "atlas").values())) == sorted(map(sorted, copied))
    check_rows(tmp_path / "atlas")


def test_a_crowd_of_one_day_costs_a_few_comparisons_each(tmp_path, monkeypatch):
    monkeypatch.setattr(folding, "_CROWD", 10)
    asked, assign = [], folding.assign

    def counting(new, pairs, *rest):
        asked.extend(pairs)
        return assign(new, pairs, *rest)

    monkeypatch.setattr(folding, "assign", counting)
    told = [Article(one.id, one.text, "", date(2020, 1, 1)) for one in weekly(80)]
    Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", map(given_as, told))])
    assert len(told) <= len(asked) < len(told) * (len(told) - 1) / 4
    assert set(map(frozenset, stories_of(tmp_path / "atlas").values())) & set(
        map(frozenset, stories_told(told).values())
    )


def test_many_pieces_of_one_build_are_folded_over_their_borders(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "_FLUSH", 20_000)
    monkeypatch.setattr(folding, "_PAIRS", 3)
    told = [one | {"id": f"{day} {at}"} for at, text in enumerate(TEXTS[:5]) for day in (1, 2, 3)
            for one in copies_of(text, 1, f"2024-01-0{day}")]  # fmt: skip
    told.sort(key=lambda one: one["id"])
    counts = Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", told)])
    assert counts.edition > 1
    articles = [Article(one["id"], one["text"], "", date.fromisoformat(one["date"])) for one in told]
    assert stories_of(tmp_path / "atlas") == stories_told(articles)
    check_rows(tmp_path / "atlas")


def test_articles_that_are_read_again_stay_in_their_stories(tmp_path, monkeypatch):
    place = tmp_path / "atlas"
    told = [one | {"id": f"{day} {at}"} for at, text in enumerate(TEXTS[:4]) for day in (1, 2, 3)
            for one in copies_of(text, 1, f"2024-01-0{day}")]  # fmt: skip
    told.append({"id": "short", "text": "Kabul.", "date": "2024-01-01"})
    with monkeypatch.context() as patch:
        patch.setattr(shard, "geocoder", lambda: "of old")
        patch.setattr(shard, "_mentions", lambda texts: [[] for _ in texts])
        Build(place).run([write(tmp_path / "a.jsonl", told)])
    check_rows(place)
    before, keys = stories_of(place), open_atlas(place).edition.versions["story_keys"]
    assert sum(map(len, before.values())) == 12
    told[1]["source"] = "Another"
    assert Build(place, refresh=True).run([write(tmp_path / "a.jsonl", told)]).replaced == len(told)
    assert stories_of(place) == before
    assert open_atlas(place).edition.versions["story_keys"] == keys
    check_rows(place)
    assert sum(held(place, "copies")["mentions"].to_pylist()) > 0
    assert "Another" in held(place, "copies")["source"].to_pylist()


def test_a_story_of_articles_read_again_loses_the_one_that_changed(tmp_path, monkeypatch):
    place, told = tmp_path / "atlas", copies_of(TEXTS[0], 4)
    with monkeypatch.context() as patch:
        patch.setattr(shard, "geocoder", lambda: "of old")
        Build(place).run([write(tmp_path / "a.jsonl", told)])
    told[0]["text"] = TEXTS[1]
    Build(place, refresh=True).run([write(tmp_path / "a.jsonl", [*told, *copies_of(TEXTS[1], 2)])])
    articles = [Article(one["id"], one["text"], "", date(2024, 1, 1)) for one in (*told, *copies_of(TEXTS[1], 2))]
    assert stories_of(place) == stories_told(articles)
    assert sorted(map(len, stories_of(place).values())) == [3, 3]
    check_rows(place)


def test_keys_of_another_scheme_are_made_anew(tmp_path, monkeypatch):
    old, new = copies_of(TEXTS[0], 3), copies_of(TEXTS[0], 5)
    with monkeypatch.context() as patch:
        patch.setattr(story_rows, "SCHEME", "of old")
        patch.setattr(folding, "SCHEME", "of old")
        Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", old)])
    new[0]["source"] = "another"
    Build(tmp_path / "atlas").run([write(tmp_path / "b.jsonl", new)])
    assert set(held(tmp_path / "atlas", "story_keys")["scheme"].to_pylist()) == {story_rows.SCHEME}
    assert [len(keys) for keys in stories_of(tmp_path / "atlas").values()] == [5]
    check_rows(tmp_path / "atlas")


@pytest.mark.parametrize("text", ["", "Too short to be a copy."])
def test_what_is_too_short_is_no_copy(text, tmp_path):
    told = [{"id": str(n), "text": text or "Kabul.", "date": "2024-01-01"} for n in range(3)]
    Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", told)])
    assert stories_of(tmp_path / "atlas") == {}
    check_rows(tmp_path / "atlas")
