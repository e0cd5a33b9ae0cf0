"""Two editions held against each other: what moved, and why."""

import json

import pytest

from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.diff import CAUSES, difference
from geo.atlas.errors import AtlasError
from geo.atlas.reading import shard
from geo.atlas.selection import Selection
from geo.atlas.writing import writer
from tests.atlas.conftest import article, write
from tests.command.running import dateline

ALL = Selection()


def built(place, articles, **more):
    return Build(place, **more).run([write(place.with_suffix(".jsonl"), articles)])


def adds_up(place, found):
    """Every figure is the one that the editions themselves give, and the causes come to what lies between."""
    old, new = (
        open_atlas(place, edition=one.edition).countries(ALL).set_index("iso3") for one in (found.before, found.after)
    )
    moved = {one.iso3: one for one in found.moved}
    for iso3 in {*old.index, *new.index}:
        was, now = (
            tuple(map(int, table.loc[iso3, ["mentions", "articles"]])) if iso3 in table.index else (0, 0)
            for table in (old, new)
        )
        if iso3 not in moved:
            assert was == now
            continue
        one = moved[iso3]
        assert ((one.mentions_before, one.articles_before), (one.mentions_after, one.articles_after)) == (was, now)
        assert sum(one.mentions.values()) == now[0] - was[0]
        assert sum(one.articles.values()) == now[1] - was[1]


def test_what_was_added_and_changed_is_told_apart(tmp_path):
    place = tmp_path / "atlas"
    old = [article(number) for number in range(30)]
    built(place, old)
    new = [one | {"text": "Peru beat Chile in Lima."} if at < 5 else one for at, one in enumerate(old)]
    built(place, [*new, *(article(number) for number in range(30, 40))])
    found = difference(place)
    assert (found.before.edition, found.after.edition) == (1, 2)
    assert dict(found.articles) == {"added": 10, "removed": 0, "changed": 5, "reread": 0, "corrected": 0}
    adds_up(place, found)
    (peru,) = (one for one in found.moved if one.iso3 == "PER")
    assert (peru.name, peru.mentions_before, peru.mentions_after, dict(peru.mentions)) == (
        "Peru",
        0,
        10,
        {"changed": 10},
    )
    assert (peru.articles_before, peru.articles_after, dict(peru.articles)) == (0, 5, {"changed": 5})
    sizes = [abs(one.mentions_after - one.mentions_before) for one in found.moved]
    assert sizes == sorted(sizes, reverse=True)
    back = difference(place, 2, 1)
    assert back.articles["removed"] == 10
    adds_up(place, back)


def test_only_articles_read_otherwise_count_as_read_again(tmp_path, monkeypatch):
    place = tmp_path / "atlas"
    articles = [article(number) for number in range(20)]
    with monkeypatch.context() as patch:
        patch.setattr(shard, "geocoder", lambda: "of old")
        patch.setattr(shard, "_mentions", lambda texts: ([] if "Moscow" in text else all_of(text) for text in texts))
        built(place, articles)
    built(place, articles, refresh=True)
    found = difference(place)
    told = sum("Moscow" in one["text"] for one in articles)
    assert told > 0
    assert dict(found.articles) == {cause: told if cause == "reread" else 0 for cause in CAUSES}
    adds_up(place, found)
    assert {cause for one in found.moved for cause in one.mentions} == {"reread"}


def all_of(text):
    return shard.Geoparser.load().read(text)


def test_files_written_anew_move_nothing(tmp_path, monkeypatch):
    place = tmp_path / "atlas"
    built(place, [article(1)])
    monkeypatch.setattr(writer, "tidy", lambda atlas, name: writer.DeltaTable(atlas / name).optimize.compact())
    for number in (2, 3):
        built(place, [article(1), article(number)])
    monkeypatch.undo()
    found = difference(place)
    assert found.articles["added"] == 1
    assert sum(found.articles.values()) == 1
    adds_up(place, found)


def test_which_editions(tmp_path):
    place = tmp_path / "atlas"
    built(place, [article(1)])
    with pytest.raises(AtlasError, match="a single edition"):
        difference(place)
    for number in (2, 3):
        built(place, [article(number)])
    for asked, right in (((), (2, 3)), ((1,), (1, 3)), ((3, 1), (3, 1)), ((2, 2), (2, 2))):
        found = difference(place, *asked)
        assert (found.before.edition, found.after.edition) == right
        adds_up(place, found)
    assert not difference(place, 2, 2).moved
    with pytest.raises(AtlasError, match="has no edition 9: it has 1 to 3"):
        difference(place, 1, 9)


def test_the_command_tells_the_same_in_three_forms(tmp_path):
    place = tmp_path / "atlas"
    built(place, [{"id": "1", "text": "Moscow said no to Kabul."}])
    built(place, [{"id": "1", "text": "Moscow said no."}, {"id": "2", "text": "Peru and Chile beat Moscow."}])
    told = json.loads(dateline("diff", "--atlas", place, "--format", "json").stdout)
    assert told["articles"] == {"added": 1, "removed": 0, "changed": 1, "reread": 0, "corrected": 0}
    rows_of = {row["iso3"]: row for row in told["rows"]}
    assert set(rows_of) == {"AFG", "RUS", "PER", "CHL"}
    assert [rows_of["RUS"][name] for name in ("mentions_before", "mentions_after", "mentions_added")] == [1, 2, 1]
    assert [rows_of["AFG"][name] for name in ("articles_before", "articles_after", "articles_changed")] == [1, 0, -1]
    csv = dateline("diff", "--atlas", place, "1", "2").stdout.decode().splitlines()
    assert len(csv) == 5
    assert csv[0].startswith("iso3,name,mentions_before,mentions_after,mentions_added,")
    table = dateline("diff", "--atlas", place, "--format", "table").stdout.decode()
    assert "new articles: 1; changed articles: 1" in table
    assert any(line.split() == ["Russia", "1", "2", "+1", "+1", "+0"] for line in table.splitlines())
    alike = dateline("diff", "--atlas", place, "2", "2", "--format", "table").stdout.decode()
    assert alike.endswith("No article moved.\nNo country's figures moved.\n")
    assert b"has no edition 5" in dateline("diff", "--atlas", place, "5", check=1).stderr
