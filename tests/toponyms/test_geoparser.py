"""What must hold of the geoparser for any text at all."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import KINDS, USES

# Texts that look like news often enough to find names in them, mixed with whatever else a text may hold.
PIECES = (
    "Moscow|Paris,|Texas|Iran’s|the|U.S.|said|in|United\nStates|Côte|d’Ivoire|KABUL|Mr.|Jordan|University|of|Chad|-|(|)|.||"
    "china|turkey|İstanbul|ǅ|ß|北京|\u200f|https://kremlin.ru/x|<b>Rome</b>|Guinea-Bissau|ex-Soviet|Ala.|T&T|\x00|'S|’|US$3"
)
WORDS = st.sampled_from(PIECES.split("|"))
LISTS = st.lists(WORDS, max_size=30)
TEXTS = st.one_of(st.text(max_size=200), LISTS.map(" ".join), LISTS.map("".join))


@pytest.fixture(scope="module")
def geoparser() -> Geoparser:
    return Geoparser.load()


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_mentions_are_well_formed_whatever_the_text(text):
    geoparser = Geoparser.load()
    mentions = geoparser.read(text)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.kind in KINDS
        assert mention.use in USES
        assert 0 <= mention.confidence <= 1
        assert mention.name
        assert (mention.lat is None) == (mention.lon is None)
        assert all(isinstance(reason, str) and reason for reason in mention.why)
    starts = [mention.start for mention in mentions]
    assert starts == sorted(starts)
    assert all(left.end <= right.start for left, right in pairwise(mentions))
    assert geoparser.read(text) == mentions


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, pad=st.integers(0, 5))
def test_blank_lines_before_a_text_only_shift_it(text, pad):
    geoparser = Geoparser.load()
    plain = geoparser.read("Officials spoke in Kabul.\n\n" + text)
    moved = geoparser.read("\n" * pad + "Officials spoke in Kabul.\n\n" + text)
    assert [(m.start + pad, m.end + pad, m.iso3) for m in plain if m.iso3 == "AFG" and m.start < 25] == [
        (m.start, m.end, m.iso3) for m in moved if m.iso3 == "AFG" and m.start < 25 + pad
    ]


def test_an_empty_text_names_nothing(geoparser):
    assert geoparser.read("") == []


def test_an_article_of_one_name_many_times_gives_it_one_sense(geoparser):
    text = "She was born in Paris, Texas. Paris is near Dallas. The mayor of Paris said Paris would build a bridge."
    assert {m.iso3 for m in geoparser.read(text) if m.text == "Paris"} == {"USA"}


def test_why_names_the_runners_up(geoparser):
    mention = next(m for m in geoparser.read("Rebels attacked Tripoli at dawn.") if m.text == "Tripoli")
    assert mention.iso3 == "LBY"
    assert any("LBN" in reason for reason in mention.why)


def test_a_million_characters_without_a_name_are_read(geoparser):
    assert geoparser.read("aa " * 300_000) == []
    assert len(geoparser.read("A" * 100_000)) <= 1
