"""Articles in Markdown: one file, one article, with the front matter that site generators keep above the text."""

import re
from collections.abc import Iterator
from typing import IO

from geo.articles.columns import columns_of, field_of
from geo.articles.draft import Draft, Drafted
from geo.articles.formats.opening import whole_text
from geo.articles.formats.plain_text import date_of_head, own_url
from geo.articles.identity import host
from geo.articles.limits import read_whole
from geo.articles.reading import Reading
from geo.articles.reasons import EMPTY, because
from geo.articles.refusal import Refusal

# YAML between --- and TOML between +++; of both only what every generator writes: a name and a value on one line.
_FRONT = re.compile(r"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<front>.*?)\n(?P=fence)[ \t]*(?:\n|\Z)", re.S)
_ENTRY = re.compile(r"^(?P<name>[\w-]+)[ \t]*[:=][ \t]*(?P<value>[^\n]*?)[ \t]*$", re.M)
_HEADING = re.compile(r"\s*(?:#[ \t]+(?P<hashed>[^\n]+?)[ \t]*#*[ \t]*|(?P<underlined>[^\n]+)\n=+[ \t]*)(?:\n|\Z)")


def read_markdown(stream: IO[bytes], where: str, how: Reading) -> Iterator[Drafted]:
    """One article, or the reason why it is none. The title is the front matter's, else the first heading.

    Raises LimitError where the file is too large.
    """
    text, remarks = whole_text(read_whole(stream, how.limits), where)
    yield from remarks
    if not text:
        return
    said, text = _front_matter(text, how)
    heading = _HEADING.match(text)
    if heading:
        title = heading["hashed"] or heading["underlined"]
        said["title"] = said["title"] or title.strip()
        text = text[heading.end() :] if said["title"] == title.strip() else text
    if not text.strip():
        yield Refusal(where, because(EMPTY, "nothing stands in it but its head"))
        return
    url = said["url"] or own_url(text)
    day = said["date"] or date_of_head(text, how)
    yield Draft(where, text, said["title"], day, said["source"] or host(url), url, said["id"])


def _front_matter(text: str, how: Reading) -> tuple[dict[str, str], str]:
    """What the front matter says by field, and the text below it."""
    front = _FRONT.match(text)
    entries = {entry["name"]: _bare(entry["value"]) for entry in _ENTRY.finditer(front["front"])} if front else {}
    places = columns_of(tuple(entries), how.columns)
    said = {field: field_of(entries, places[field]) or "" for field in ("title", "date", "source", "url", "id")}
    return said, text[front.end() :] if front and entries else text


def _bare(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
