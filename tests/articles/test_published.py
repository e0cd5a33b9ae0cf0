"""Dates of publication: a day beyond doubt, or none and the reason."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles.dates import Published, is_doubtful, read_date, read_published

CASES = list(csv.DictReader((Path(__file__).parents[1] / "data" / "dates.csv").open(encoding="utf-8")))
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 1, 1))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['why']}: {case['value']} {case['order']}" for case in CASES])
def test_the_table(case):
    found = read_published(case["value"], case["order"])
    assert str(found.day or "") == case["day"]
    assert ("day" if found.day else "doubt" if found.doubt else "nothing") == case["outcome"]


def test_the_table_is_long_enough_to_mean_something():
    assert len(CASES) >= 80
    assert {case["outcome"] for case in CASES} == {"day", "doubt", "nothing"}


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (20210917, date(2021, 9, 17)),
        (1631873700, date(2021, 9, 17)),
        (1631873700.5, date(2021, 9, 17)),
        (date(2021, 9, 17), date(2021, 9, 17)),
        (datetime(2021, 9, 17, 23, 59), date(2021, 9, 17)),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        (None, None),
        ([2021, 9, 17], None),
        (Published(date(2021, 9, 17)), date(2021, 9, 17)),
    ],
)
def test_what_is_no_string(value, day):
    assert read_published(value).day == day


@given(DAYS, st.sampled_from(["dmy", "mdy"]), st.sampled_from("/.-"))
def test_the_users_word_settles_the_order(day, order, mark):
    shown = mark.join({"d": f"{day.day:02}", "m": f"{day.month:02}", "y": str(day.year)}[part] for part in order)
    assert read_published(shown, order).day == day


@given(DAYS)
def test_without_it_a_day_that_reads_two_ways_is_never_guessed(day):
    found = read_published(f"{day.day:02}/{day.month:02}/{day.year}")
    assert found.day == (day if day.day > 12 or day.day == day.month else None)
    assert bool(found.doubt) == (found.day is None)


@given(DAYS, st.integers(1, 6))
def test_a_wrong_day_of_the_week_is_a_doubt(day, off):
    assert read_published(f"{day:%A, %d %B %Y}").day == day
    assert read_published(f"{day + timedelta(off):%A}, {day:%d %B %Y}").doubt


@given(st.text(max_size=120), st.sampled_from(["", "dmy", "mdy", "ymd"]))
def test_nothing_breaks_it_and_a_day_is_never_of_the_future(value, order):
    found = read_published(value, order)
    assert not (found.day and found.doubt)
    assert found.day is None or found.day <= date.today() + timedelta(days=2)


@given(DAYS)
def test_a_line_that_is_read_is_not_doubtful(day):
    line = f"{day:%d %B %Y}"
    assert read_date(line) == day
    assert not is_doubtful(line)
