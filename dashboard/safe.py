"""The only way an article's words reach the page: always as text, never as markup.

Streamlit renders markdown in labels, captions and headings, and loads the images it finds there from any host; so text
from outside goes either through `st.html`, escaped by `plain` and `marked`, or into a label through `label`.
"""

import html
import re
import string
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

_PUNCTUATION = {ord(sign): f"&#{ord(sign)};" for sign in string.punctuation}
# Control characters vanish or garble a message on its way to the browser; lone surrogates cannot be sent at all.
_UNSENDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LONGEST_LABEL = 300


def _sendable(text: str) -> str:
    return _UNSENDABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str) -> str:
    """`text` as HTML that shows exactly it, for an element's content or a quoted attribute.

    Line breaks become entities: `st.html` dedents what it is given and would eat blank space at their sides.
    """
    return html.escape(_sendable(text), quote=True).replace("\n", "&#10;")


def label(text: str) -> str:
    """`text` for a label that renders markdown: each ASCII punctuation sign as an entity, on one line."""
    return _one_line(text).translate(_PUNCTUATION)


def option(text: str) -> str:
    """`text` for a choice of a select box, which Streamlit shows as it is: on one line, and sendable."""
    return _one_line(text)


def _one_line(text: str) -> str:
    line = " ".join(_sendable(text).split())
    return line if len(line) <= _LONGEST_LABEL else line[: _LONGEST_LABEL - 1] + "…"


def web_address(url: str) -> str | None:
    """`url` when a link to it is harmless (http or https, with a host), else None.

    Blank space and control characters inside are refused too: browsers drop them, so that `java\\nscript:` runs.
    """
    if not url or re.search(r"[\s\x00-\x1f\x7f\\<>\"]", url) or _UNSENDABLE.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and host else None


class Span(Protocol):
    """A stretch of a text: a mention, or words that a search found."""

    @property
    def start(self) -> int:
        """Its first character's place."""

    @property
    def end(self) -> int:
        """The place after its last character."""


S = TypeVar("S", bound=Span)


def marked(text: str, spans: Iterable[S], attributes: Callable[[S], dict[str, str] | None]) -> str:
    """`text` as HTML with a `<mark>` around each span, a name inside a longer name nested in it.

    `attributes` gives a span's attributes, escaped here, or None to leave it unmarked. A span outside the text, or
    crossing another one, is left unmarked: the words themselves are never lost, doubled or moved.
    """
    opening: dict[int, list[str]] = {}
    closing: dict[int, int] = {}
    for span in _nested(spans, len(text)):
        chosen = attributes(span)
        if chosen is None:
            continue
        written = "".join(f' {name}="{plain(value)}"' for name, value in chosen.items())
        opening.setdefault(span.start, []).append(f"<mark{written}>")
        closing[span.end] = closing.get(span.end, 0) + 1
    pieces = []
    at = 0
    for cut in sorted({*opening, *closing}):
        pieces += [plain(text[at:cut]), "</mark>" * closing.get(cut, 0), *opening.get(cut, [])]
        at = cut
    return "".join(pieces) + plain(text[at:])


def _nested(spans: Iterable[S], length: int) -> Sequence[S]:
    """The spans that lie in the text and inside or beside one another, outer ones first."""
    kept: list[S] = []
    around: list[S] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not 0 <= span.start < span.end <= length:
            continue
        while around and around[-1].end <= span.start:
            around.pop()
        if around and span.end > around[-1].end:
            continue
        around.append(span)
        kept.append(span)
    return kept
