"""Answers asked for again are given again, and belong to whoever asked."""

from geo.atlas.remembered import Remembered
from geo.atlas.selection import Selection


def test_an_answer_may_be_written_into_without_changing_the_next(sample):
    first = sample.atlas.countries(Selection())
    kept = first.copy()
    first["mentions"] = 0
    assert sample.atlas.countries(Selection()).equals(kept)


def test_the_last_answers_are_kept_and_no_more():
    found = []
    remembered = Remembered(2)
    for asked in ("a", "b", "a", "c", "a", "b"):
        assert remembered(asked, lambda asked=asked: found.append(asked) or asked.upper()) == asked.upper()
    assert found == ["a", "b", "c", "b"]
