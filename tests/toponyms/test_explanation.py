"""Why a name was read as it was: the very reading, its rivals, and plain sentences."""

import re

import pytest

from geo.shipped import SEEDS
from geo.toponyms.explanation import explain, sentences
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import Mention
from geo.toponyms.usage_words import Lexicon
from geo.world.countries import countries

TEXTS = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
STATE = "Georgia's governor said in Atlanta that Georgia and Florida agreed."


def _name(iso3: str) -> str:
    return countries()[iso3].in_a_sentence if iso3 in countries() else iso3


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_an_explanation_is_of_the_reading_itself(text: str) -> None:
    mentions = Geoparser.load().read(text)
    assert mentions
    for mention in mentions:
        told = explain(text, mention.start, mention.end)
        assert told.mention == mention
        if told.candidates and mention.why[0] != "stands for EU":
            first = told.candidates[0]
            assert (first.iso3, first.name, first.meant) == (mention.iso3, mention.name, True)
        assert [one.meant for one in told.candidates[1:]] == [False] * (len(told.candidates) - 1)
        assert sum(one.chance for one in told.candidates) <= 1 + 1e-6


def test_the_rejected_are_named_with_how_likely_they_were() -> None:
    state, country = explain(STATE, 0, 7).candidates
    assert (state.iso3, state.what, state.meant) == ("USA", "region", True)
    assert (country.iso3, country.kind, country.meant) == ("GEO", "country", False)
    assert state.chance > country.chance > 0.01
    assert state.chance + country.chance == pytest.approx(1, abs=0.02)


def test_where_nothing_is_read_nothing_is_explained() -> None:
    assert explain(STATE, 10, 18).mention is None
    assert explain(STATE, 10, 18).candidates == ()


@pytest.mark.parametrize("text", [*TEXTS, STATE], ids=range(len(TEXTS) + 1))
def test_every_reason_becomes_a_sentence_without_a_code(text: str) -> None:
    for mention in Geoparser.load().read(text):
        said = sentences(mention, _name)
        assert len(said) >= len(mention.why)
        for sentence in said:
            assert re.fullmatch(r"[A-Z“0-9].*[.]", sentence, re.S)
            assert not re.search(r"of the rest|rather than|in no list|no word tells", sentence)


def test_a_reason_that_nobody_knows_is_given_as_it_stands() -> None:
    odd = Mention(0, 4, "Oslo", "NOR", "capital", "place", "Oslo", why=("capital NOR", "told by an oracle"))
    assert sentences(odd, _name) == ("“Oslo” is the capital of Norway.", "Told by an oracle.")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Russia's agreed to it.", "possessive"),
        ("Beijing's agreed position was read out.", "possessive before “position”"),
        ("The U.S. goods accounted for a half.", "before “goods”"),
    ],
)
def test_a_use_hangs_on_no_verb(text: str, why: str) -> None:
    assert Geoparser.load().read(text)[0].why[-1] == why


def test_no_use_of_the_seeds_hangs_on_a_verb() -> None:
    look = Lexicon.load().look
    heads = [
        found[1]
        for text in TEXTS
        for mention in Geoparser.load().read(text)
        if (found := re.search(r"before “(.*)”", mention.why[-1]))
    ]
    assert len(heads) > 50
    assert {look(head).right for head in heads} & {"act", "say", "aux"} == set()
