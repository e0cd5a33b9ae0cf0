"""Marks that can be asked: each names the very place it stands at, whatever the article is called."""

from html.parser import HTMLParser

import pytest

from dashboard.marks import Marks, asked_in, marks_of
from dashboard.passages import article_html, passages_html
from dashboard.view import View
from geo.articles.article import Article
from geo.atlas.answers.passages import passages
from geo.shipped import SEEDS
from geo.toponyms.geoparser import Geoparser

TEXTS = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
WILD = 'a"b<c>&@1@?mark=2'


class Reader(HTMLParser):
    """The marks of a page, by what they are called: the words in them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "mark":
            told = dict(attrs)
            assert (told["role"], told["tabindex"]) == ("button", "0")
            self._open.append(told["data-mark"] or "")
            self.found[self._open[-1]] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for name in self._open:
            self.found[name] += data


def marks_in(html: str) -> dict[str, str]:
    reader = Reader()
    reader.feed(html)
    return reader.found


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_every_mark_of_an_article_names_its_place(text: str) -> None:
    mentions = Geoparser.load().read(text)
    title, body = article_html(Article("a", text), mentions, None, marks=Marks("a", opened=True))
    found = marks_in(title + body)
    assert found == {str(one.start): one.text for one in mentions}
    assert all(asked_in(View(article="a", mark=name), "a") == int(name) for name in found)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_every_mark_of_a_passage_names_its_place_and_article(text: str) -> None:
    mentions = Geoparser.load().read(text)
    shown = passages(text, [one for one in mentions if one.iso3 == "AFG"])
    found = marks_in(passages_html(shown, mentions, marks=marks_of(View(), WILD)))
    assert found
    said = {str(one.start): one.text for one in mentions}
    for name, words in found.items():
        start = asked_in(View(mark=name), WILD)
        assert said[str(start)] == words
        assert asked_in(View(mark=name), "another") is None


@pytest.mark.parametrize("mark", [None, "", "x", "-1", "1e3", "٣", "9" * 12, "@a", "5@b"])
def test_a_mark_that_is_none_is_not_asked_about(mark: str | None) -> None:
    assert asked_in(View(article="a", mark=mark), "a") is None


def test_the_one_that_is_asked_about_says_so() -> None:
    marks = marks_of(View(article="a", mark="7"), "a")
    assert [marks.attributes(start)["aria-expanded"] for start in (7, 8)] == ["true", "false"]
