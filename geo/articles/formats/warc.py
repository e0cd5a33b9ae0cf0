"""Articles in WARC crawls: the web pages that were answered, one article a page."""

from collections.abc import Iterator
from typing import IO, Any

from geo.articles.draft import Drafted
from geo.articles.formats.web_page import draft_of_page
from geo.articles.limits import LimitError, read_whole
from geo.articles.reading import Reading
from geo.articles.reasons import NOT_READABLE, TOO_LARGE, because
from geo.articles.refusal import Refusal

_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream: IO[bytes], where: str, how: Reading) -> Iterator[Drafted]:
    """One article for every page that a server answered with 200; pictures, scripts, redirects and errors are no pages.

    Raises warcio's ArchiveLoadFailed where the crawl is damaged.
    """
    from warcio.archiveiterator import ArchiveIterator

    for number, record in enumerate(ArchiveIterator(stream), start=1):
        if not _is_page(record):
            continue
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        place = f"{where}, record {number}"
        try:
            content = read_whole(record.content_stream(), how.limits)
        except LimitError as error:
            yield Refusal(place, because(TOO_LARGE, str(error)))
        except Exception as error:  # compressed bodies break in as many ways as there are libraries
            yield Refusal(place, because(NOT_READABLE, f"its body is damaged ({type(error).__name__})"))
        else:
            yield from draft_of_page(content, place, how, url.strip("<>"), _charset(record))


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
