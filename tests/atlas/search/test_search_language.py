"""The language of a search: what is understood, what is mended, and that nothing typed can break it."""

import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.atlas.search.expression import expression, ranking
from geo.atlas.search.hits import hits
from geo.atlas.search.language import Either, Every, Phrase, Search, Without, read
from geo.atlas.search.words import indexable, words

UNDERSTOOD = [
    ("kabul", "kabul"),
    ("Kabul  Herat", "kabul herat"),
    ("kabul AND herat", "kabul herat"),
    ("kabul and herat", "kabul and herat"),
    ('"drone strike"', '"drone strike"'),
    ("“drone strike”", '"drone strike"'),
    ("«drone strike»", '"drone strike"'),
    ("kazakh*", "kazakh*"),
    ('"foreign min*"', '"foreign min*"'),
    ('"foreign min"*', '"foreign min*"'),
    ("a OR b c", "a OR (b c)"),
    ("(a OR b) c", "(a OR b) c"),
    ("a NOT b", "a NOT b"),
    ("a AND NOT (b OR c)", "a NOT (b OR c)"),
    ("NOT NOT a", "a"),
    ("U.S.-China", '"u s china"'),
    ("Düşanbe", "dusanbe"),
    ("a a A", "a"),
    ("北京", '"北 京"'),
]
MENDED = [
    ('"never closed', '"never closed"', "quotation mark"),
    ("(a OR b", "a OR b", "bracket was never closed"),
    ("a) b", None, "closing bracket"),
    ("a OR", "a", "OR with nothing after"),
    ("OR a", "a", "OR with nothing before"),
    ("AND AND", None, "AND with nothing"),
    ("a NOT", "a", "NOT with nothing after"),
    ("NOT", None, "no word"),
    ("*", None, "no word"),
    ("😀", None, "no word"),
    ("()", None, "Brackets with no word"),
    ("x*", "x", "two letters"),
    ("(" * 50 + "a" + ")" * 50, "a", "deep"),
    (" ".join(f"w{n}" for n in range(500)), None, "first 200 words"),
]


@pytest.mark.parametrize(("typed", "understood"), UNDERSTOOD)
def test_what_is_typed_is_understood(typed: str, understood: str):
    search = read(typed)
    assert str(search.asked) == understood
    assert search.notes == ()
    assert read(understood) == search


@pytest.mark.parametrize(("typed", "understood", "said"), MENDED)
def test_what_cannot_be_read_is_mended_and_said(typed: str, understood: str | None, said: str):
    search = read(typed)
    assert said in " ".join(search.notes)
    if understood:
        assert str(search.asked) == understood


def test_nothing_typed_is_no_mistake():
    assert read("  ") == Search(None)


OPERATORS = st.sampled_from(
    ["AND", "OR", "NOT", "(", ")", '"', "*", "kabul", "düşanbe", "U.S.", "NEAR(a b)", "title:x", "-", "^"]
)
TYPED = (
    st.text(max_size=60)
    | st.lists(OPERATORS, max_size=25).map(" ".join)
    | st.lists(OPERATORS, max_size=25).map("".join)
)


@pytest.fixture(scope="module")
def table():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(title, text, content = '', tokenize = 'ascii')")
    connection.execute("INSERT INTO words (rowid, title, text) VALUES (1, 'Kabul', 'said the U S in Dusanbe')")
    return connection


@given(TYPED)
@example('"unclosed')
@example("AND AND")
@example("\x00\ud800 *")
@example("NOT (" * 3_000)
@example("a OR NOT b " * 1_000)
@example('("' * 5_000)
@example("word" * 2_500)
def test_whatever_is_typed_is_a_query_that_sqlite_takes(table: sqlite3.Connection, typed: str):
    search = read(typed)
    assert all(note.endswith(".") for note in search.notes)
    if search.asked is None:
        assert search.notes or not typed.strip()
        return
    query, _ = expression(search.asked)
    table.execute("SELECT rowid FROM words WHERE words MATCH ?", [query]).fetchall()
    if search.sought():
        table.execute("SELECT rowid FROM words WHERE words MATCH ?", [ranking(search.sought())]).fetchall()


LETTERS = st.sampled_from(["a", "b", "c", "ab", "ba", "é"])
PHRASES = st.builds(
    lambda said, goes_on: Phrase(tuple(said), goes_on and len(said[-1]) + len(said) > 2),
    st.lists(LETTERS.filter(str.isascii), min_size=1, max_size=2),
    st.booleans(),
)
NODES = st.recursive(
    PHRASES,
    lambda inner: (
        st.builds(Without, inner)
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: Every(tuple(parts)))
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: Either(tuple(parts)))
    ),
    max_leaves=8,
)


def holds(asked, text: str) -> bool:
    """The search answered a second time, without SQLite: by what its words mean."""
    match asked:
        case Phrase(said, beginning):
            padded = f" {text} "
            return f" {' '.join(said)}{'' if beginning else ' '}" in padded
        case Without(part):
            return not holds(part, text)
        case Every(parts):
            return all(holds(part, text) for part in parts)
    return any(holds(part, text) for part in asked.parts)


@given(NODES, st.lists(st.lists(LETTERS.filter(str.isascii), max_size=5).map(" ".join), min_size=1, max_size=8))
def test_the_query_and_its_turning_mean_what_was_asked(asked, texts: list[str]):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(text, content = '', tokenize = 'ascii')")
    connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", enumerate(texts))
    query, turned = expression(asked)
    found = {row for (row,) in connection.execute("SELECT rowid FROM words WHERE words MATCH ?", [query])}
    found = set(range(len(texts))) - found if turned else found
    assert found == {at for at, text in enumerate(texts) if holds(asked, text)}


@given(st.text(max_size=200))
@example("It’s an inter\u00adnational naïve ﬁnance ½ ⑴ İstanbul ẞ Straße Ёлка й café cafe\u0301 a_b U.S.–China 東京は")
@example("ﷺ ΑΣ ς １２ Ａｂ \x00 a\u200bb न\u094dद")
def test_sqlite_parts_an_indexed_text_into_the_very_words(text: str):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE held USING fts5(text, tokenize = 'ascii')")
    connection.execute("CREATE VIRTUAL TABLE parted USING fts5vocab(held, 'instance')")
    sendable = text.encode("utf-8", "replace").decode()
    connection.execute("INSERT INTO held (text) VALUES (?)", [indexable(sendable)])
    told = [word for (word,) in connection.execute('SELECT term FROM parted ORDER BY "offset"')]
    assert told == [word for _, _, word in words(sendable)]


@given(st.text(max_size=100))
def test_words_stand_where_they_are_said_to(text: str):
    at = 0
    for start, end, word in words(text):
        assert at <= start < end <= len(text)
        assert [folded for _, _, folded in words(text[start:end])] == [word]
        at = end


MARKED = [
    ("Kabul, then kabul's east.", "kabul", ["Kabul", "kabul"]),
    ("Drone-strike and drone strikes", '"drone strike"', ["Drone-strike"]),
    ("Drone-strike and drone strikes", '"drone strike*"', ["Drone-strike", "drone strikes"]),
    ("Kazakhstan's Kazakhs", "kazakh*", ["Kazakhstan", "Kazakhs"]),
    ("the U.S. and us", "U.S.", ["U.S"]),
    ("Kabul not Herat", "kabul NOT herat", ["Kabul"]),
    ("a b a b", '"a b a"', ["a b a"]),
    ("Café, cafe\u0301 and CAFE", "cafe", ["Café", "cafe\u0301", "CAFE"]),
]


@pytest.mark.parametrize(("text", "typed", "marked"), MARKED)
def test_what_is_sought_is_marked(text: str, typed: str, marked: list[str]):
    assert [text[hit.start : hit.end] for hit in hits(text, read(typed).sought())] == marked
