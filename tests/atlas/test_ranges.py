"""A figure as a range, counted a second time in plain Python."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from geo.atlas.answers.ranges import SURE
from geo.atlas.selection import Selection
from geo.world.countries import codes
from tests.atlas.conftest import Sample

SELECTIONS = {
    "all": Selection(),
    "one source": Selection(sources=("AFP",)),
    "a period": Selection(since=date(2006, 1, 1), until=date(2017, 6, 9), undated=False),
    "a bloc": Selection(organisations=("SCO",), memberships_on=date(2021, 8, 26)),
    "as actors": Selection(uses=("actor",)),
    "surer than that": Selection(min_confidence=0.95),
}


@pytest.mark.parametrize("sure", [SURE, 0.97], ids=["a step of the sums", "between steps"])
@pytest.mark.parametrize("name", SELECTIONS)
def test_the_least_are_those_that_are_sure(sample: Sample, name: str, sure: float) -> None:
    selection = SELECTIONS[name]
    table = sample.atlas.ranges(selection, sure)
    rows = sample.atlas.mentions(selection)
    most, least = Counter(rows["iso3"]), Counter(rows["iso3"][rows["confidence"] >= sure])
    articles: dict[str, set[str]] = defaultdict(set)
    for row in rows[rows["confidence"] >= sure].itertuples():
        articles[str(row.iso3)].add(str(row.article_id))
    assert {row.iso3: row.mentions for row in table.itertuples()} == most
    assert {row.iso3: row.least_mentions for row in table.itertuples()} == {iso3: least[iso3] for iso3 in most}
    assert {row.iso3: row.least_articles for row in table.itertuples()} == {iso3: len(articles[iso3]) for iso3 in most}
    assert set(most) <= codes()
    whole = sample.atlas.totals(selection).articles
    assert list(table["least_share"]) == pytest.approx(list(table["least_articles"] / whole))


def test_some_ranges_are_no_points(sample: Sample) -> None:
    """Held against nothing doubtful the test above would prove nothing."""
    table = sample.atlas.ranges(Selection(), 0.97)
    assert (table["least_mentions"] < table["mentions"]).any()
    assert (table["least_mentions"] > 0).any()
