"""Articles in feeds: RSS and Atom of every version that feedparser knows."""

import io
from collections.abc import Iterator
from typing import IO, Any

from geo.articles.draft import Draft, Drafted
from geo.articles.formats.markup import words_of
from geo.articles.identity import host
from geo.articles.limits import read_whole
from geo.articles.reading import Reading
from geo.articles.reasons import EMPTY, MENDED, NOT_READABLE, because
from geo.articles.refusal import Refusal, Repair


def read_feed(stream: IO[bytes], where: str, how: Reading) -> Iterator[Drafted]:
    """One article an entry: its full content where the feed carries that, else its summary.

    Raises LimitError where the file is too large.
    """
    import feedparser

    # A stream, not bytes: what looks like an address or a file's name would be fetched. Mark-up is taken off here.
    found = feedparser.parse(
        io.BytesIO(read_whole(stream, how.limits)), sanitize_html=False, resolve_relative_uris=False
    )
    if not found.version and not found.entries:
        yield Refusal(where, because(NOT_READABLE, "this is neither RSS nor Atom"))
        return
    if found.bozo and (line := _line_of(found.get("bozo_exception"))):
        yield Repair(f"{where}:{line}", because(MENDED, "the feed is not well-formed here; what could be read was"))
    if not found.entries:
        yield Refusal(where, because(EMPTY, "the feed has no entries"))
    outlet = words_of(str(found.feed.get("title", "")))
    for number, entry in enumerate(found.entries, start=1):
        yield _draft(entry, f"{where}, entry {number}", outlet)


def _draft(entry: Any, where: str, outlet: str) -> Draft:
    contents = [words_of(str(content.get("value", ""))) for content in entry.get("content", ())]
    text = max([*contents, words_of(str(entry.get("summary", "")))], key=len)
    url = str(entry.get("link", ""))
    own_source = entry.get("source", {}).get("title", "") if isinstance(entry.get("source"), dict) else ""
    return Draft(
        where,
        text,
        words_of(str(entry.get("title", ""))),
        str(entry.get("published", "")),
        own_source or outlet or host(url),
        url,
        # An entry's own id is often a mere number; only one that holds an address is the same for nobody else.
        str(entry.get("id", "")) if ":" in str(entry.get("id", "")) else "",
    )


def _line_of(error: object) -> int:
    """The line where an XML parser stumbled; 0 for what it merely disliked, such as a wrong content type."""
    line = getattr(error, "getLineNumber", lambda: 0)()
    return int(line or 0)
