"""Articles in plain text files: one file, one article, with whatever header its keeper gave it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import IO

from geo.articles.dates import is_doubtful, read_date
from geo.articles.draft import Draft, Drafted
from geo.articles.formats.opening import whole_text
from geo.articles.identity import host
from geo.articles.limits import read_whole
from geo.articles.reading import Reading
from geo.articles.reasons import EMPTY, because
from geo.articles.refusal import Refusal

_HEADER = re.compile(r"\s*date:?[ \t]+(\d{4}-\d\d-\d\d)(?:[ \t]+|[ \t]*\n|\Z)")
_HEAD_LINES = 8  # title, byline, date, standfirst, photo caption: a date further down is part of the story
_LONGEST_TITLE = 200
_OWN_ADDRESS = re.compile(
    r"^[ \t]*(?:original|source|canonical)?[ \t]*(?:url|link|article|source)[ \t]*:\s*(?=\[?<?https?://)", re.I | re.M
)
_LINK = re.compile(r"\[[^\[\]]*\]\((https?://[^\s()]+)\)")
_ADDRESS = re.compile(r"[\[<]?(https?://[^\s\[\]<>\"]+)")


def read_plain_text(stream: IO[bytes], where: str, how: Reading) -> Iterator[Drafted]:
    """One article, or the reason why it is none. Title, date and URL only where the text itself sets them apart.

    Raises LimitError where the file is too large.
    """
    text, remarks = whole_text(read_whole(stream, how.limits), where)
    yield from remarks
    if not text:
        return
    header = _HEADER.match(text)
    day = read_date(header[1]) if header else None
    if header and day:
        text = text[header.end() :]
    if not text.strip():
        yield Refusal(where, because(EMPTY, "nothing stands in it but its head"))
        return
    url = own_url(text)
    yield Draft(where, text, lone_title(text), day or date_of_head(text, how), host(url), url)


def date_of_head(text: str, how: Reading) -> date | str | None:
    """The day that a line of the head is and nothing but; the line itself where its day is in doubt."""
    lines = [line for raw in text[:20_000].splitlines() if (line := raw.strip())][:_HEAD_LINES]
    days = (read_date(line, how.order) for line in lines)
    return next(filter(None, days), None) or next((line for line in lines if is_doubtful(line, how.order)), None)


def lone_title(text: str) -> str:
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


def own_url(text: str) -> str:
    """The article's own address where the text labels it so, put together again where a line break tore it."""
    found = set()
    for label in _OWN_ADDRESS.finditer(text):
        block = re.split(r"\n[ \t]*\n", text[label.end() :], maxsplit=1)[0]
        lines = block.splitlines()
        whole = "".join(line.strip() for line in lines) if all(" " not in line.strip() for line in lines) else lines[0]
        if match := _LINK.match(whole) or _ADDRESS.match(whole):
            found.add(match[1])
    return found.pop() if len(found) == 1 else ""
