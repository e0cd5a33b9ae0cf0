"""Articles in plain text files: one file, one article, with whatever header its keeper gave it."""

import re
from collections.abc import Iterator
from datetime import date

from geo.articles.article import Article
from geo.articles.dates import is_doubtful, read_date
from geo.articles.decoding import decode
from geo.articles.identity import host, identity
from geo.articles.refusal import Found, Located, Refusal, Repair

_HEADER = re.compile(r"\s*date:?[ \t]+(\d{4}-\d\d-\d\d)(?:[ \t]+|[ \t]*\n|\Z)")
_HEAD_LINES = 8  # title, byline, date, standfirst, photo caption: a date further down is part of the story
_LONGEST_TITLE = 200
_OWN_ADDRESS = re.compile(
    r"^[ \t]*(?:original|source|canonical)?[ \t]*(?:url|link|article|source)[ \t]*:\s*(?=\[?<?https?://)", re.I | re.M
)
_LINK = re.compile(r"\[[^\[\]]*\]\((https?://[^\s()]+)\)")
_ADDRESS = re.compile(r"[\[<]?(https?://[^\s\[\]<>\"]+)")


def read_plain_text(content: bytes, where: str) -> Iterator[Found]:
    """One article, or the reason why it is none. Title, date and URL only where the text itself sets them apart."""
    decoded = decode(content)
    if decoded is None:
        yield Refusal(where, "this is not text")
        return
    text, doubt = decoded
    if doubt:
        yield Repair(where, doubt)
    header = _HEADER.match(text)
    day = read_date(header[1]) if header else None
    if header and day:
        text = text[header.end() :]
    if not text.strip():
        yield Refusal(where, "the file is empty")
        return
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if day is None:
        day = _date_line(lines)
        if day is None and any(is_doubtful(line) for line in lines[:_HEAD_LINES]):
            yield Repair(where, "its date is in figures that can be read in two ways, and was left out")
    url = _own_url(text)
    yield Located(where, Article(identity("", url, text), text, _title(text), day, host(url), url))


def _date_line(lines: list[str]) -> date | None:
    """A line of the head that is a date and nothing else."""
    return next((day for line in lines[:_HEAD_LINES] if (day := read_date(line))), None)


def _title(text: str) -> str:
    """The first line, where it stands alone above the rest like a title: short, not a sentence, not a date."""
    head, _, body = text.lstrip().partition("\n")
    head = head.strip()
    if not body.startswith("\n") and body.split("\n", 1)[0].strip():
        return ""
    is_title = (
        len(head) <= _LONGEST_TITLE
        and " " in head
        and head[-1] not in ".:;,-–—"
        and not head.startswith(("http", "By "))
        and read_date(head) is None
        and len(body.strip()) > len(head)
    )
    return head if is_title else ""


def _own_url(text: str) -> str:
    """The article's own address where the text labels it so, put together again where a line break tore it."""
    found = set()
    for label in _OWN_ADDRESS.finditer(text):
        block = re.split(r"\n[ \t]*\n", text[label.end() :], maxsplit=1)[0]
        lines = block.splitlines()
        whole = "".join(line.strip() for line in lines) if all(" " not in line.strip() for line in lines) else lines[0]
        if match := _LINK.match(whole) or _ADDRESS.match(whole):
            found.add(match[1])
    return found.pop() if len(found) == 1 else ""
