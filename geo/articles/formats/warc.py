"""Articles in WARC crawls: the web pages that were answered, one article a page."""

from collections.abc import Iterator
from typing import IO, Any

from geo.articles.decoding import Joined
from geo.articles.draft import Drafted
from geo.articles.formats.packed_body import BrokenBody, unpacked_body
from geo.articles.formats.web_page import draft_of_page
from geo.articles.limits import LimitError, Limits, read_whole
from geo.articles.reading import Reading
from geo.articles.reasons import EMPTY, NOT_READABLE, TOO_LARGE, because
from geo.articles.refusal import Refusal

_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream: IO[bytes], where: str, how: Reading) -> Iterator[Drafted]:
    """One article for every page that a server answered with 200; pictures, scripts, redirects and errors are no pages.

    Raises warcio's ArchiveLoadFailed where the crawl is damaged.
    """
    from warcio.archiveiterator import ArchiveIterator

    pages = 0
    for number, record in enumerate(ArchiveIterator(Joined(b"", stream)), start=1):
        if not _is_page(record):
            continue
        pages += 1
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        place = f"{where}, record {number}"
        try:
            content = _body(record, how.limits)
        except LimitError as error:
            yield Refusal(place, because(TOO_LARGE, str(error)))
        except BrokenBody as error:
            yield Refusal(place, because(NOT_READABLE, str(error)))
        else:
            yield from draft_of_page(content, place, how, url.strip("<>"), _charset(record))
    if not pages:
        yield Refusal(where, because(EMPTY, "there is no page in this crawl that was answered"))


def _body(record: Any, limits: Limits) -> bytes:
    """The page as the server meant it. Raises BrokenBody and LimitError."""
    from warcio.bufferedreaders import ChunkedDataReader

    http = record.http_headers
    chunked = http is not None and (http.get_header("Transfer-Encoding") or "").lower() == "chunked"
    raw = read_whole(ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream, limits)
    if getattr(record.raw_stream, "limit", 0):
        raise BrokenBody("it breaks off before its end")
    encoding = (http.get_header("Content-Encoding") or "").strip().lower() if http else ""
    return unpacked_body(raw, encoding, limits)


def _is_page(record: Any) -> bool:
    if record.rec_type == "resource":
        return _type(record.rec_headers.get_header("Content-Type")) in _PAGES
    http = record.http_headers
    return (
        record.rec_type == "response"
        and http is not None
        and http.get_statuscode() == "200"
        and _type(http.get_header("Content-Type")) in _PAGES
    )


def _type(header: str | None) -> str:
    return (header or "").partition(";")[0].strip().lower()


def _charset(record: Any) -> str:
    header = (record.http_headers.get_header("Content-Type") if record.http_headers else "") or ""
    return header.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
