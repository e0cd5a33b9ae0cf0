"""Text from outside is shown exactly and does nothing."""

import html
import re
import string
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import safe
from geo.toponyms.mention import Mention

PAYLOADS = [
    line
    for line in (Path(__file__).parents[1] / "data" / "payloads.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("##")
]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x7f" + "".join(map(chr, range(32)))))


class Seen(HTMLParser):
    """What a browser would make of the HTML: its tags and its text."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def mention(start: int, end: int, text: str = "") -> Mention:
    return Mention(start, end, text, "AFG", "country", "place", "Afghanistan")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_stay_text(payload: str) -> None:
    seen = Seen(f"<p>{safe.plain(payload)}</p>")
    assert seen.tags == ["p"]
    assert seen.text == payload
    assert not set(string.punctuation) - set("&#;") & set(safe.label(payload))
    assert html.unescape(safe.label(payload)) == " ".join(payload.split())


@given(TEXT, st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=8))
def test_marks_never_change_the_words(text: str, spans: list[tuple[int, int]]) -> None:
    marked = safe.marked(text, [mention(a, b) for a, b in spans], lambda m: {"title": '"><script>'})
    assert Seen(marked).text == text
    assert set(Seen(marked).tags) <= {"mark"}
    depth = 0
    for tag in re.findall(r"<(/?)mark", marked):
        depth += -1 if tag else 1
        assert depth >= 0
    assert depth == 0


def test_a_name_inside_a_name_is_marked_inside_it() -> None:
    text = "the Shanghai Cooperation Organisation met"
    spans = [mention(4, 37), mention(4, 12)]
    assert safe.marked(text, spans, lambda m: {}) == (
        "the <mark><mark>Shanghai</mark> Cooperation Organisation</mark> met"
    )


def test_neighbours_are_marked_apart() -> None:
    assert safe.marked("AB", [mention(0, 1), mention(1, 2)], lambda m: {}) == "<mark>A</mark><mark>B</mark>"


def test_line_breaks_and_blank_lines_survive_the_way_to_the_page() -> None:
    assert "\n" not in safe.plain("a \n  \n b")
    assert html.unescape(safe.plain("a \r\n  \n b")) == "a \n  \n b"


def test_what_cannot_be_sent_is_replaced() -> None:
    assert safe.plain("a\ud800b\x00c") == "a�b�c"
    assert safe.label("a\ud800b") == "a�b"


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://example.org", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("https:alert(1)", False),
        ("https://", False),
        ("//example.org", False),
        ("ftp://example.org", False),
        ("https://[broken", False),
        ("https://example.org/\\evil", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(url: str, good: bool) -> None:
    assert safe.web_address(url) == (url if good else None)
