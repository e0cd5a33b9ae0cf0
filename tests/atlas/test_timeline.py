"""Mentions along time, against a count made another way: day by day in plain Python."""

import calendar
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.atlas.answers.timeline import unit_of
from geo.atlas.answers.timeline_change import LEAST_EXPECTED, change
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from tests.atlas.conftest import write
from tests.atlas.recount import Recount, extracted
from tests.atlas.test_counts import ANY, SELECTIONS

UNITS = ["day", "week", "month", "year"]
SETTINGS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="session")
def read(sample):
    return extracted(sample.file)


def step_of(day: date, unit: str) -> tuple[date, date]:
    """The first and the last day of the step that holds a day."""
    if unit == "day":
        return day, day
    if unit == "week":
        first = day - timedelta(days=day.isoweekday() - 1)
        return first, first + timedelta(days=6)
    if unit == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return date(day.year, 1, 1), date(day.year, 12, 31)


def recounted(read, selection, unit, country=None):
    """By step: mentions, articles and all articles; undated ones under None."""
    found = Recount(read, selection)
    day_of = {told["id"]: date.fromisoformat(told["date"]) if told.get("date") else None for told, _ in found.articles}
    wanted = {country} if country else set(found.naming)
    mentions, naming, every = Counter(), defaultdict(set), Counter()
    for told, said in found.articles:
        day = day_of[told["id"]]
        step = step_of(day, unit) if day else None
        every[step] += 1
        for mention in said:
            if mention["iso3"] in wanted and found._counts(mention, day or found.on):
                mentions[step] += 1
                naming[step].add(told["id"])
    return {step: (mentions[step], len(naming[step]), every[step]) for step in every}


def answered(table):
    rows = table.itertuples()
    return {(row.start.date(), row.end.date()): (row.mentions, row.articles, row.all_articles) for row in rows}


def agrees(sample, read, selection, unit, country=None):
    table = sample.atlas.timeline(selection, unit, countries=(country,) if country else ())
    counted, found = recounted(read, selection, unit, country), answered(table)
    assert {step: figures for step, figures in found.items() if any(figures)} == {
        step: figures for step, figures in counted.items() if step
    }
    undated = sample.atlas.undated(selection, country)
    assert (undated.mentions, undated.articles, undated.all_articles) == counted.get(None, (0, 0, 0))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("selection", SELECTIONS)
def test_every_step_is_counted_as_by_hand(sample, read, selection, unit):
    agrees(sample, read, selection, unit)


@SETTINGS
@given(selection=ANY, unit=st.sampled_from(UNITS), country=st.sampled_from(["RUS", "AFG", "UZB", "BRA"]))
def test_any_selection_is_counted_as_by_hand(sample, read, selection, unit, country):
    agrees(sample, read, selection, unit, country)


@pytest.mark.parametrize("unit", UNITS)
def test_steps_follow_one_another_without_a_gap(sample, unit):
    table = sample.atlas.timeline(Selection(), unit)
    starts, ends = list(table["start"]), list(table["end"])
    assert all(start == end + pd.Timedelta(days=1) for start, end in zip(starts[1:], ends, strict=False))
    first, last = sample.atlas.span()
    assert starts[0].date() <= first <= ends[0].date()
    assert starts[-1].date() <= last <= ends[-1].date()
    assert (table["all_articles"] == 0).any()


def test_days_agree_with_the_listing_and_add_up_to_the_totals(sample):
    selection = Selection(organisations=("SCO",))
    by_day = sample.atlas.counts(selection, by="day")
    dated = by_day[by_day["date"].notna()].set_index("date")
    table = sample.atlas.timeline(selection, "day").set_index("start")
    assert table.loc[dated.index, "mentions"].tolist() == dated["mentions"].tolist()
    assert table.loc[dated.index, "articles"].tolist() == dated["articles"].tolist()
    totals, undated = sample.atlas.totals(selection), sample.atlas.undated(selection)
    assert table["mentions"].sum() + undated.mentions == totals.mentions
    assert undated.all_articles == totals.undated


def test_several_countries_stand_below_one_another(sample):
    asked = ("RUS", "AFG", "BRA")
    table = sample.atlas.timeline(Selection(), "year", countries=asked)
    assert tuple(dict.fromkeys(table["iso3"])) == asked
    for iso3 in asked:
        alone = sample.atlas.timeline(Selection(), "year", countries=(iso3,))
        assert table[table["iso3"] == iso3].reset_index(drop=True).equals(alone)
    assert not table.loc[table["iso3"] == "BRA", "mentions"].any()
    assert list(table.columns) == ["start", "end", "iso3", "mentions", "articles", "all_articles"]


def test_a_period_cuts_the_steps_and_never_reaches_beyond_the_archive(sample):
    table = sample.atlas.timeline(Selection(since=date(2017, 6, 10), until=date(2099, 1, 1)), "day")
    assert table["start"].iloc[0].date() == date(2017, 6, 10)
    assert table["start"].iloc[-1].date() == sample.atlas.span()[1]
    assert sample.atlas.timeline(Selection(since=date(2099, 1, 1))).empty


@pytest.mark.parametrize(
    ("days", "unit"),
    [(1, "day"), (92, "day"), (93, "week"), (731, "week"), (732, "month"), (7305, "month"), (7306, "year")],
)
def test_the_range_chooses_the_step(days, unit):
    first = date(1987, 2, 26)
    assert unit_of(first, first + timedelta(days=days - 1)) == unit


def test_without_a_date_there_is_no_timeline(tmp_path):
    Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", [{"id": "a", "text": "Kenya paid Uganda."}])])
    atlas = open_atlas(tmp_path / "atlas")
    assert atlas.timeline(Selection()).empty
    assert atlas.timeline(Selection(), countries=("KEN",)).empty
    assert (atlas.undated(Selection()).mentions, atlas.undated(Selection(), "KEN").mentions) == (2, 1)


def test_what_nobody_knows_is_refused(sample):
    with pytest.raises(LookupError, match="no country"):
        sample.atlas.timeline(Selection(), countries=("XXX",))
    with pytest.raises(LookupError, match="no organisation"):
        sample.atlas.timeline(replace(Selection(), organisations=("XXX",)))
    with pytest.raises(ValueError, match="steps of a"):
        sample.atlas.timeline(Selection(), "hour")


def steps(*halves: tuple[int, int]) -> pd.DataFrame:
    """Ten steps a half: `articles` of `all_articles` in each half, spread evenly."""
    rows = [(named // 10, every // 10) for named, every in halves for _ in range(10)]
    table = pd.DataFrame(rows, columns=["articles", "all_articles"])
    return table.assign(start=pd.date_range("2021-01-01", periods=len(table)))


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ((20, 1000), (60, 1000), 3.0),
        ((60, 1000), (20, 1000), 1 / 3),
        ((0, 1000), (100, 1000), float("inf")),
        ((20, 1000), (60, 3000), None),  # the paper printed more, of everything
        ((0, 1000), (10, 1000), None),  # so few that it may be chance
        ((10, 1000), (20, 1000), None),  # twice as many, and still within chance
        ((10_000, 100_000), (8_000, 100_000), 0.8),  # a fall to four fifths undoes a rise to five quarters
        ((10_000, 100_000), (12_500, 100_000), 1.25),
        ((10_000, 100_000), (8_100, 100_000), None),
        ((10_000, 100_000), (11_000, 100_000), None),  # beyond chance, and hardly a change
        ((0, 0), (50, 1000), None),
    ],
)
def test_a_change_is_named_only_where_it_is_one(first, second, ratio):
    found = change(steps(first, second))
    assert (found and pytest.approx(found.ratio)) == ratio
    if found:
        assert found.middle == pd.Timestamp("2021-01-11")


@given(st.integers(0, LEAST_EXPECTED - 1), st.integers(0, LEAST_EXPECTED - 1))
def test_low_counts_never_look_like_a_surge(before, after):
    table = pd.DataFrame({"articles": [before, after], "all_articles": [500, 500]})
    assert change(table.assign(start=pd.to_datetime(["2021-01-01", "2021-02-01"]))) is None
