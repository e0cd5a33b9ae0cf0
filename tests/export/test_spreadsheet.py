"""No cell of a CSV runs, and each can be had back as it was."""

import re

import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.export.spreadsheet import harmless, harmless_column, original

_HARD = st.sampled_from(list("=+-@\t\r\n;' a1.,\"＝＠"))
_CELLS = st.text(_HARD | st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=1000)
@given(_CELLS)
@example("=1+1")
@example("-5")
@example("-5+cmd")
@example("'-5")
@example("''=1")
@example("  =1")
@example("a;\t=1")
def test_nothing_runs_and_all_comes_back(cell):
    shown = harmless(cell)
    assert harmless_column(pa.array([cell, None])) == [shown, None]
    assert original(shown) == cell
    if not re.fullmatch(r"[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?", shown):
        assert not re.match(" *[=+@＝＋－＠\t\r\n-]", shown)
    for further in re.split("[;\t\r\n]", shown)[1:]:
        assert not re.match(" *[=+@＝＋－＠-]", further)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_numbers_stay_numbers(number):
    assert harmless(str(number)) == str(number)


def test_ordinary_words_are_left_alone():
    for words in ("Kabul", "O'Neill", "a=b", "e-mail", "Talks: 3-2", "x@y.org", "12 + 3", ""):
        assert harmless(words) == words
