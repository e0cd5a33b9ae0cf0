"""Articles in feeds: RSS and Atom of every version that feedparser knows."""

import io
from collections.abc import Iterator
from typing import IO, Any

from geo.articles.dates import Published
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
        yield _draft(entry, f"{where}, entry {number}", outlet, found.version.startswith("atom"))


def _draft(entry: Any, where: str, outlet: str, is_atom: bool) -> Draft:
    contents = [words_of(str(content.get("value", ""))) for content in entry.get("content", ())]
    text = max([*contents, words_of(str(entry.get("summary", "")))], key=len)
    # A guid that is no address is taken for the link where an entry has none.
    url = link if "://" in (link := str(entry.get("link", ""))) else ""
    own_source = entry.get("source", {}).get("title", "") if isinstance(entry.get("source"), dict) else ""
    return Draft(
        where,
        text,
        words_of(str(entry.get("title", ""))),
        _published(entry, is_atom),
        own_source or outlet or host(url),
        url,
        # Its address is the same wherever else the article is found; an entry's own id is known to this feed alone.
        "" if url else str(entry.get("id", "")),
    )


def _published(entry: Any, is_atom: bool) -> str | Published:
    """The date of publication. RSS 1.0 has but one date; Atom's `updated` may be that of any later change."""
    changed = str(dict.get(entry, "updated", ""))
    if entry.get("published") or not is_atom:
        return str(entry.get("published") or changed)
    return Published(doubt=f"only a time of change is given ({changed[:40]})" if changed else "")


def _line_of(error: object) -> int:
    """The line where an XML parser stumbled; 0 for what it merely disliked, such as a wrong content type."""
    line = getattr(error, "getLineNumber", lambda: 0)()
    return int(line or 0)
