from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles.dates import read_date

FORMS = [
    "%Y-%m-%d",
    "%B %d, %Y",
    "%d %B %Y",
    "%b. %d, %Y",
    "%A, %B %d, %Y",
    "Published: %d %b %Y, 10:30 AM GMT",
    "%Y/%m/%d",
]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 1, 1)), st.sampled_from(FORMS))
def test_a_day_written_out_is_read_back(day, form):
    assert read_date(day.strftime(form)) == day


@pytest.mark.parametrize(
    "line",
    [
        "",
        "03/04/2021",
        "Aug 25",
        "2021",
        "September 2021",
        "31 June 2021",
        "On 1 May 2021 he left",
        "May 2021 was cold",
        "1 2 3",
    ],
)
def test_what_is_no_date_or_more_than_one_is_none(line):
    assert read_date(line) is None


@given(st.text(max_size=60))
def test_no_line_breaks_it(line):
    read_date(line)
