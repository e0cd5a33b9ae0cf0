"""In which sentence and paragraph a mention stands."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.atlas.reading.whereabouts import Whereabouts

TEXT = "Talks in Kabul\n\nMoscow said no. Beijing agreed.\nThe U.S. waited, in\nold Geneva, and left. Tehran too."


@pytest.mark.parametrize(
    ("word", "sentence", "paragraph"),
    [
        ("Talks", 0, 0),
        ("Kabul", 0, 0),
        ("Moscow", 1, 1),
        ("Beijing", 2, 1),
        ("U.S.", 3, 2),
        ("Geneva", 3, 2),
        ("Tehran", 4, 2),
    ],
)
def test_sentences_and_paragraphs_count_from_nought(word, sentence, paragraph):
    assert Whereabouts(TEXT).of(TEXT.index(word)) == (sentence, paragraph)


PIECES = ["Kabul", "said", "U.S.", "Mr.", "1,000", ". ", '." ', "\n", "\n\n", " ", "! ", "...", "。", "(", "»", "- "]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_what_comes_after_the_last_mention_changes_no_number(text):
    whole = Whereabouts(text)
    for word in re.finditer(r"\w+", text):
        assert Whereabouts(text, word.start()).of(word.start()) == whole.of(word.start())


def test_a_text_of_one_word_and_one_of_white_space():
    assert Whereabouts("Kabul").of(0) == (0, 0)
    assert Whereabouts(" \n ").of(1) == (0, 0)


def test_the_atlas_keeps_them(sample):
    """Mentions of one sentence of the file share a number; the sample's articles are one paragraph each."""
    rows = sample.atlas.mentions()
    told = {row.article_id: sample.atlas.article(row.article_id).article.text for row in rows.itertuples()}
    kept = (
        sample.atlas._current()
        .cursor()
        .execute("SELECT article_id, start, sentence, paragraph FROM mentions JOIN articles USING (number)")
    )
    found = kept.fetchall()
    assert len(found) > 100
    for article_id, start, sentence, paragraph in found:
        if article_id in told:
            before = told[article_id][:start]
            assert (sentence, paragraph) == (before.count(". "), 0)
