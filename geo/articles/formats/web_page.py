"""Articles in web pages that were saved: main text, title, source and address by trafilatura."""

import logging
import re
from collections.abc import Iterator
from typing import IO, Any

from geo.articles.draft import Draft, Drafted
from geo.articles.formats.opening import whole_text
from geo.articles.formats.page_date import published_on
from geo.articles.formats.plain_text import date_of_head
from geo.articles.identity import host
from geo.articles.limits import read_whole
from geo.articles.reading import Reading
from geo.articles.reasons import NO_TEXT, NOT_READABLE, because
from geo.articles.refusal import Refusal

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# Browsers write where a page was saved from into a comment at its top.
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|.{0,200}?\burl:\s*)(https?://[^\s<>\"]+)", re.S)
_TOP = 4096


def read_web_page(stream: IO[bytes], where: str, how: Reading) -> Iterator[Drafted]:
    """The one article of a page, or the reason why there is none.

    Raises LimitError where the file is too large.
    """
    yield from draft_of_page(read_whole(stream, how.limits), where, how)


def draft_of_page(content: bytes, where: str, how: Reading, address: str = "", declared: str = "") -> Iterator[Drafted]:
    """The article of a page whose address and character set may be known from elsewhere (a crawl's records)."""
    charset = _CHARSET.search(content[:_TOP])
    markup, remarks = whole_text(content, where, declared or (charset[1].decode() if charset else ""))
    yield from remarks
    if not markup:
        return
    try:
        yield _extract(markup, where, how, address or _saved_from(markup))
    except Exception as error:  # one page must not cost the others, whatever it did to the extractor
        yield Refusal(where, because(NOT_READABLE, f"the extractor failed on it ({type(error).__name__})"))


def _extract(markup: str, where: str, how: Reading, address: str) -> Draft | Refusal:
    from trafilatura import bare_extraction, load_html

    for noisy in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    tree = load_html(markup)
    if tree is None:
        return Refusal(where, because(NO_TEXT, "this is not a web page"))
    # Not `extensive_search`: that makes a day of any year it meets, "Copyright 2019" becomes New Year's Day.
    dating = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}
    found: Any = bare_extraction(
        tree, url=address or None, include_comments=False, with_metadata=True, date_extraction_params=dating
    )
    text = (found.text or "") if found else ""
    if not text.strip():
        return Refusal(where, because(NO_TEXT, "no article was found in this page"))
    url = address or (found.url or "")
    day = published_on(load_html(markup), url, found.date or "", how.order)
    if day.day is None and not day.doubt:
        head = date_of_head(text, how)
        return Draft(where, text, found.title or "", head, _source(found, url), url)
    return Draft(where, text, found.title or "", day, _source(found, url), url)


def _source(found: Any, url: str) -> str:
    return (found.sitename or "") or host(url)


def _saved_from(markup: str) -> str:
    match = _SAVED_FROM.search(markup[:_TOP])
    return match[1] if match else ""
