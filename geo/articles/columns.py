"""Which column, or field, holds what: by the name the user gave, else by the names that archives commonly use.

Names are compared without case and punctuation, so that pubDate, pub_date and "Pub Date" are one name. Where a record
has several that fit, the first in the table below that is not empty is taken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# When a page was crawled, changed or stored is not when it was published: `timestamp`, `updated` and `created_at` are
# left out on purpose, and can be named with --date by those who know better.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "article", "article text", "article body", "body text", "full text", "main text",
        "plain text", "raw text", "text content", "content text", "clean text", "article content", "story",
        "full story", "news", "paragraphs", "summary", "description", "abstract",
    ),
    "title": ("title", "headline", "article title", "heading", "news title", "headlines", "head line"),
    "date": (
        "date", "published", "pub date", "publication date", "published date", "date published", "publish date",
        "published at", "published on", "date publish", "article date", "news date", "issue date",
        "date of publication", "published time", "publish time", "publication time", "datetime", "date time", "day",
        "dc date", "issued",
    ),
    "source": (
        "source", "outlet", "publisher", "publication", "newspaper", "source name", "news source", "media outlet",
        "news outlet", "site name", "sitename", "paper", "journal", "agency", "provider", "site", "website", "domain",
        "source domain",
    ),
    "url": (
        "url", "link", "href", "uri", "article url", "web url", "page url", "canonical url", "canonical", "permalink",
        "article link", "source url", "original url", "web link",
    ),
    "id": (
        "id", "article id", "doc id", "document id", "news id", "story id", "uuid", "guid", "identifier", "_id", "key",
    ),
}  # fmt: skip
FIELDS = tuple(SYNONYMS)
# Where a value is an object of its own ({"source": {"id": null, "name": "The Times"}}), the part that says it.
_PARTS = ("name", "title", "text", "value", "#text", "rendered", "href")


@dataclass(frozen=True, slots=True)
class Columns:
    """The names that the user gave with --text, --title, --date, --source, --url and --id; empty: none was given."""

    text: str = ""
    title: str = ""
    date: str = ""
    source: str = ""
    url: str = ""
    id: str = ""

    def named(self) -> dict[str, str]:
        """Field to column, for the fields that the user named a column for."""
        return {field: name for field in FIELDS if (name := getattr(self, field))}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


_RANKS = {
    field: {_plain(name): rank for rank, name in reversed(list(enumerate(names)))} for field, names in SYNONYMS.items()
}


@lru_cache(maxsize=512)
def columns_of(names: tuple[str, ...], columns: Columns) -> dict[str, tuple[str, ...]]:
    """For every field the columns that may hold it, the best first. One that the user named serves that field alone.

    Where the user named one that is not among `names`, the common names serve: a source may hold files of many makes.
    """
    named = columns.named()
    taken = {name for name in named.values() if name in names}
    found = {}
    for field, ranks in _RANKS.items():
        fit = [name for name in names if name not in taken and _plain(name) in ranks]
        found[field] = tuple(sorted(fit, key=lambda name, ranks=ranks: ranks[_plain(name)]))  # type: ignore[misc]
        if named.get(field) in taken:
            found[field] = (named[field],)
    return found


def field_of(record: Mapping[str, Any], candidates: tuple[str, ...]) -> Any:
    """The first of the candidates that a record fills; None where it fills none."""
    for name in candidates:
        if not is_blank(value := record.get(name)):
            return value
    return None


def is_blank(value: Any) -> bool:
    """Whether a field says nothing: absent, empty, white space, or the not-a-number that tables put in empty cells."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or value != value or (isinstance(value, list | dict) and not value)


def words(value: Any) -> str:
    """A field as words. Lists of strings are joined as paragraphs; of an object its name counts.

    Raises ValueError with the end of a sentence for people where it holds no words.
    """
    if isinstance(value, str):
        return "" if is_blank(value) else value
    if is_blank(value):
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, dict):
        return words(next((value[part] for part in _PARTS if not is_blank(value.get(part))), None))
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"is not a string but {kind(value)}")


def prose(value: Any) -> str:
    """As `words`, for what must be more than a number. Raises ValueError likewise."""
    if isinstance(value, int | float) and not isinstance(value, bool) and not is_blank(value):
        raise ValueError(f"is not a string but {kind(value)}")
    return words(value)


def kind(value: Any) -> str:
    """A JSON type in JSON's own words."""
    names = {bool: "true or false", int: "a number", float: "a number", list: "an array", dict: "an object"}
    return names.get(
        type(value), "a string" if isinstance(value, str) else "null" if value is None else "something else"
    )
