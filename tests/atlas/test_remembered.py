"""Answers asked for again are given again, and belong to whoever asked."""

import pytest

from geo.atlas.answers import asking
from geo.atlas.answers.blocs import Bloc
from geo.atlas.answers.remembered import Remembered
from geo.atlas.atlas import open_atlas
from geo.atlas.selection import Selection


def test_an_answer_may_be_written_into_without_changing_the_next(sample):
    first = sample.atlas.countries(Selection())
    kept = first.copy()
    first["mentions"] = 0
    assert sample.atlas.countries(Selection()).equals(kept)


@pytest.mark.parametrize(
    "ask",
    [
        lambda atlas: atlas.timeline(Selection(), "month", countries=["RUS", "AFG"]),
        lambda atlas: atlas.undated(Selection(), "RUS"),
        lambda atlas: atlas.blocs(Selection(), [Bloc(("SCO", "CSTO"), "all")]),
        lambda atlas: atlas.together(Selection(), "RUS"),
        lambda atlas: atlas.matrix(Selection(), ["RUS", "AFG"]),
        lambda atlas: atlas.names(Selection(), "RUS"),
    ],
    ids=["timeline", "undated", "blocs", "together", "matrix", "names"],
)
def test_the_same_question_is_put_once(sample, monkeypatch, ask):
    """Also where it is made anew from its parts each time, as a timeline's is."""
    atlas, put, before = open_atlas(sample.atlas.path), [], asking.ask
    monkeypatch.setattr(asking, "ask", lambda *asked, **more: put.append(asked) or before(*asked, **more))
    first, questions = ask(atlas), len(put)
    again = ask(atlas)
    assert 0 < questions == len(put)
    assert again.equals(first) if hasattr(first, "equals") else again == first


def test_questions_that_differ_are_answered_apart(sample):
    atlas = open_atlas(sample.atlas.path)
    for country in ("RUS", "AFG"):
        told = atlas.names(Selection(), country)
        assert told["mentions"].sum() == atlas.countries(Selection()).set_index("iso3").loc[country, "mentions"]
    units = [len(atlas.timeline(Selection(), unit)) for unit in ("day", "week", "month", "year")]
    assert sorted(set(units), reverse=True) == units


def test_the_last_answers_are_kept_and_no_more():
    found = []
    remembered = Remembered(2)
    for asked in ("a", "b", "a", "c", "a", "b"):
        assert remembered(asked, lambda asked=asked: found.append(asked) or asked.upper()) == asked.upper()
    assert found == ["a", "b", "c", "b"]
