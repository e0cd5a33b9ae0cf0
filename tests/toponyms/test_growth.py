"""Reading costs time in proportion to the text, however its names are strung together: work is counted, not timed."""

import sys
from itertools import cycle, islice
from typing import Any

import pytest

from geo.toponyms.geoparser import Geoparser

_NAMES = ("Kabul", "Zorbuland", "Paris", "Mary Smith", "Georgia", "Bank of Ghana", "Reading", "Niger", "Mr. Wellington")
# Four times the names may cost so many times the work; in quadratic time it would be sixteen.
_AT_MOST = 4.6


def work(text: str) -> int:
    """How many functions, generators and built-ins are entered in reading `text`."""
    entered = 0

    def count(frame: Any, event: str, argument: object) -> None:
        nonlocal entered
        entered += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        Geoparser.load().read(text)
    finally:
        sys.setprofile(before)
    return entered


@pytest.mark.parametrize(
    "joined",
    [" and ", " of ", " ", ", ", " in ", "-", "\n\n", " (www.example.com/a) "],
    ids=["and", "of", "one run", "comma", "in", "hyphen", "paragraph", "address"],
)
def test_four_times_the_names_cost_four_times_the_work(joined: str) -> None:
    short, long = (joined.join(islice(cycle(_NAMES), count)) for count in (400, 1600))
    Geoparser.load().read(joined.join(_NAMES))
    less, more = work(short), work(long)
    assert more < _AT_MOST * less, f"{less} steps for 400 names, {more} for 1600: something grows faster than the text"
