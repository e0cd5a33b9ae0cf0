"""Whole tables for notebooks: the same figures as the map's and as a recount, in every form."""

from collections import Counter, defaultdict
from datetime import date

import pandas as pd
import pyarrow as pa
import pytest

from geo.atlas.answers import listing
from geo.atlas.answers.columns import ARTICLES, COUNTS, MENTIONS, schema
from geo.atlas.answers.pinned import PinnedAtlas
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.world.memberships import Memberships
from tests.atlas.conftest import article, write
from tests.atlas.recount import Recount, belonging
from tests.atlas.test_counts import SELECTIONS

ALL = Selection()


class Listed(Recount):
    """A recount that keeps each counted mention, and what belonged to what when it was said."""

    def __init__(self, read, selection):
        super().__init__(read, selection)
        self.kept = []
        for told, mentions in self.articles:
            day = date.fromisoformat(told["date"]) if told.get("date") else self.on
            self.kept += [(told, mention, day) for mention in mentions if self._counts(mention, day)]

    def by(self, part):
        mentions, articles, everything = Counter(), defaultdict(set), Counter()
        for told, _ in self.articles:
            everything[told.get(part) or None] += 1
        for told, _, _ in self.kept:
            mentions[told.get(part) or None] += 1
            articles[told.get(part) or None].add(told["id"])
        return {
            value: (mentions[value], len(articles[value]), len(articles[value]) / number)
            for value, number in everything.items()
        }

    def by_organisation(self):
        mentions, countries, articles = Counter(), defaultdict(set), defaultdict(set)
        for told, mention, day in self.kept:
            for code in Memberships.load().organisations:
                if mention["iso3"] in belonging(code, day, self.chosen.statuses):
                    mentions[code] += 1
                    countries[code].add(mention["iso3"])
                    articles[code].add(told["id"])
        return {code: (len(countries[code]), mentions[code], len(articles[code])) for code in mentions}


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_tables_hold_what_a_recount_keeps(selection, sample, read):
    again = Listed(read, selection)
    mentions = sample.atlas.mentions(selection, "arrow").to_pylist()
    assert Counter(
        (row["article_id"], row["start"], row["end"], row["text"], row["iso3"]) for row in mentions
    ) == Counter((told["id"], m["start"], m["end"], m["text"], m["iso3"]) for told, m, _ in again.kept)
    assert len(mentions) == sample.atlas.totals(selection).mentions
    articles = sample.atlas.all_articles(selection, "arrow").to_pylist()
    assert {row["article_id"]: row["mentions"] for row in articles} == Counter(told["id"] for told, _, _ in again.kept)
    for by, part in (("day", "date"), ("source", "source")):
        rows = sample.atlas.counts(selection, by, "arrow").to_pylist()
        found = {str(row[part]) if row[part] else None: row for row in rows}
        assert {value: (row["mentions"], row["articles"], row["share"]) for value, row in found.items()} == again.by(
            part
        )
    rows = sample.atlas.counts(selection, "organisation", "arrow").to_pylist()
    assert {row["organisation"]: (row["countries"], row["mentions"], row["articles"]) for row in rows} == (
        again.by_organisation()
    )
    pd.testing.assert_frame_equal(sample.atlas.counts(selection), sample.atlas.countries(selection), check_dtype=False)


def test_some_countries_alone(sample):
    whole = sample.atlas.counts(ALL, as_="arrow").to_pylist()
    chosen = [row for row in whole if row["iso3"] in ("AFG", "KAZ")]
    assert len(chosen) == 2
    assert sample.atlas.counts(ALL, as_="arrow", countries=("KAZ", "AFG")).to_pylist() == chosen
    mentions = sample.atlas.mentions(ALL, "arrow", ("KAZ", "AFG"))
    assert mentions.num_rows == sum(row["mentions"] for row in chosen)
    for by in ("day", "source"):
        rows = sample.atlas.counts(ALL, by, "arrow", ("KAZ", "AFG")).to_pylist()
        assert sum(row["mentions"] for row in rows) == mentions.num_rows
        assert sum(row["articles"] for row in rows) == len(set(mentions["article_id"].to_pylist()))


def test_every_form_holds_the_declared_columns(sample):
    for columns, ask in (
        (MENTIONS, sample.atlas.mentions),
        (ARTICLES, sample.atlas.all_articles),
        *((COUNTS[by], lambda by=by, **form: sample.atlas.counts(ALL, by, **form)) for by in COUNTS),
    ):
        table = ask(as_="arrow")
        assert table.schema == schema(columns)
        assert table.num_rows
        assert isinstance(batches := ask(as_="batches"), pa.RecordBatchReader)
        assert batches.read_all() == table
        frame = ask(as_="pandas")
        assert list(frame.columns) == table.column_names
        assert len(frame) == table.num_rows
        if "date" in frame:
            assert frame["date"].dtype.kind == "M"
            assert frame["date"].isna().sum() == table["date"].null_count > 0


def test_a_small_portion_at_a_time_gives_the_same_table(sample, monkeypatch):
    whole = sample.atlas.mentions(as_="arrow")
    monkeypatch.setattr(listing, "_AT_ONCE", 7)
    assert sample.atlas.mentions(as_="arrow") == whole
    days = [day or date.max for day in whole["date"].to_pylist()]
    assert days == sorted(days)


def test_places(sample):
    countries = sample.atlas.counts(as_="geopandas")
    assert countries.crs == "EPSG:4326"
    assert (countries.geometry.contains(sample.atlas.counts(as_="geopandas").representative_point())).all()
    kabul = sample.atlas.mentions(as_="geopandas").query("text == 'Kabul'")
    assert [(point.x, point.y) for point in kabul.geometry] == list(zip(kabul["lon"], kabul["lat"], strict=True))
    assert countries.set_index("iso3").geometry["AFG"].contains(kabul.geometry.iloc[0])
    unplaced = sample.atlas.mentions(as_="geopandas").query("lat != lat")
    assert len(unplaced) and all(shape is None for shape in unplaced.geometry)


def test_what_cannot_be_had_is_said(sample):
    for ask in (
        lambda: sample.atlas.mentions(as_="polars"),
        lambda: sample.atlas.counts(by="planet"),
        lambda: sample.atlas.counts(by="day", as_="geopandas"),
        lambda: sample.atlas.all_articles(as_="geopandas"),
    ):
        with pytest.raises(ValueError, match=r"\w"):
            ask()
    with pytest.raises(LookupError, match="KAZ"):
        sample.atlas.counts(countries=("Kazakhstan",))
    with pytest.raises(LookupError):
        sample.atlas.mentions(Selection(organisations=("SOC",)))


def test_a_pinned_atlas_stays_where_it_is(tmp_path):
    Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", [article(number) for number in range(5)])])
    atlas = open_atlas(tmp_path / "atlas")
    pinned = PinnedAtlas(atlas)
    Build(tmp_path / "atlas").run([write(tmp_path / "b.jsonl", [article(number) for number in range(5, 9)])])
    assert (pinned.edition.edition, pinned.totals(ALL).articles) == (1, 5)
    assert (atlas.edition.edition, atlas.totals(ALL).articles) == (2, 9)
