"""When a web page was published: what the page says of itself, and nothing that was inferred."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from geo.articles.dates import Order, Published, read_published

# Names under which pages give the time of publication, not of a change: property, name or itemprop of <meta>.
_META = frozenset([
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date",
    "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created", "dc.date.created",
    "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "citation_publication_date",
    "citation_date", "originalpublicationdate", "article.published", "published_time", "published_time_telegram",
    "displaydate", "date.issued", "datecreated",
])  # fmt: skip
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3})[/-](\d\d?)(?=[/_-]|$)", re.I)
_DEEPEST = 6
_UNSEEN = frozenset(["meta", "link", "script", "style", "template"])  # there it may be the day of a change
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def published_on(page: Any, url: str, proposed: str, order: Order) -> Published:
    """The day of publication of a page (an lxml tree): metadata first, then its address, then the one time it marks.

    `proposed` is what htmldate takes for it; that is believed only where the page writes the very day out in full, for
    it also decides what 03/04/2021 means. Where the metadata is in doubt, or the page marks several days, it is none.
    """
    said = [read_published(value, order) for value in (*_meta(page), *_linked_data(page)) if value.strip()]
    if known := next((found for found in said if found.day or found.doubt), None):
        return next((found for found in said if found.day), known)
    if (match := _IN_ADDRESS.search(url)) and (found := read_published("-".join(match.groups()), order)).day:
        return found
    marked = {found.day for found in (read_published(value, order) for value in _marked(page)) if found.day}
    if len(marked) == 1:
        return Published(marked.pop())
    day = read_published(proposed).day
    if day is None or marked:
        return Published(doubt="the page marks several days and none as its own") if marked else Published()
    if _writes_out(page, day):
        return Published(day)
    return Published(doubt=f"no day of publication beyond doubt is given ({day}?)")


def _meta(page: Any) -> Iterator[str]:
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if name.lower() in _META:
            yield element.get("content") or ""


def _linked_data(page: Any) -> Iterator[str]:
    """Every `datePublished` of the page's JSON-LD, as far as it speaks of one article."""
    for element in page.iter("script"):
        if (element.get("type") or "").lower() == "application/ld+json":
            try:
                yield from _dates_in(json.loads(element.text or ""), _DEEPEST)
            except (ValueError, RecursionError):
                continue


def _dates_in(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(day := value.get("datePublished"), str):
            yield day
            return
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth and key in value:
                yield from _dates_in(value[key], depth - 1)
    elif isinstance(value, list) and depth:
        for inner in value:
            yield from _dates_in(inner, depth - 1)


def _marked(page: Any) -> Iterator[str]:
    for element in page.iter("time"):
        yield element.get("datetime") or element.text_content()


def _writes_out(page: Any, day: date) -> bool:
    """Whether the page names this day in a form that leaves no doubt: 2021-09-17, 17 September 2021, Sept. 17, 2021."""
    month = _MONTHS[day.month - 1]
    name = rf"(?:{month}|{month[:3]}|{month[:4]})\.?"
    number = rf"0?{day.day}(?:st|nd|rd|th)?"
    forms = rf"{number}\s+{name},?\s+{day.year}|{name}\s+{number},?\s+{day.year}|{day:%Y-%m-%d}"
    day_alone = re.compile(rf"(?<!\d)(?:{forms})(?!\d)", re.I)
    shown = (element for element in page.iter() if isinstance(element.tag, str) and element.tag not in _UNSEEN)
    return any(day_alone.search(f"{said.text} {said.tail} {' '.join(said.attrib.values())}") for said in shown)
