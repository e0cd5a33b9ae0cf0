"""What a format found of one article, before it is checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.articles.columns import FIELDS, columns_of, field_of, prose, words
from geo.articles.reading import Reading
from geo.articles.reasons import EMPTY, NO_TEXT, NOT_READABLE, because
from geo.articles.refusal import Refusal, Repair


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as it stands at `where`. `date` is what was found there: words, a number, or a date already read."""

    where: str
    text: str
    title: str = ""
    date: Any = None
    source: str = ""
    url: str = ""
    id: str = ""


Drafted = Draft | Refusal | Repair
_SHOWN = 12  # names of fields shown in a sentence


def from_record(record: Mapping[str, Any], where: str, how: Reading) -> Draft | Refusal:
    """The draft that an object or a row with named fields makes; a Refusal where it holds no text."""
    places = columns_of(tuple(record), how.columns)
    found = {field: field_of(record, places[field]) for field in FIELDS}
    date = found.pop("date")
    said = {}
    for field, value in found.items():
        try:
            said[field] = prose(value) if field == "text" else words(value)
        except ValueError as error:
            return Refusal(where, because(NOT_READABLE, f"its {field} {error}"))
    if not said["text"].strip():
        return Refusal(where, no_text(tuple(record), places["text"]))
    return Draft(where, date=date, **said)


def no_text(names: tuple[str, ...], candidates: tuple[str, ...]) -> str:
    """The reason why a record is no article: its text is empty, or nothing in it is known to be text."""
    if candidates:
        return because(EMPTY, f"nothing stands in `{candidates[0]}`")
    return because(NO_TEXT, f"none of its fields is known to hold it ({shown(names)}); say which with --text")


def shown(names: tuple[str, ...]) -> str:
    """Names of fields for people, not too many of them."""
    some = ", ".join(str(name)[:40] for name in names[:_SHOWN]) or "it has none"
    return some + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
