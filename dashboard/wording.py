"""Plain English: numbers, dates, and what a kind or a use of a name is called."""

from collections.abc import Sequence
from datetime import date

from geo.world.bound import Bound

# What a kind of name is called beside a marked word; what it is called in the filters.
KIND_TAGS = {
    "country": "name",
    "demonym": "people",
    "capital": "capital",
    "place": "place in it",
    "seat": "government seat",
    "historic": "former country",
    "organisation": "organisation",
    "region": "region",
}
KIND_NAMES = {
    "country": "the country’s name",
    "demonym": "its people (Afghan, Russians)",
    "capital": "its capital",
    "place": "another place in it",
    "seat": "its seat of government (Kremlin)",
}
KIND_WORDS = {
    "country": "name",
    "demonym": "people",
    "capital": "capital",
    "place": "other place",
    "seat": "government seat",
}
# A use of "name" is never counted, so it can be seen in a text but not filtered by.
USE_NAMES = {"place": "as a place", "actor": "as an actor", "modifier": "as a description"}
USE_MARKS = {"place": "a place", "actor": "an actor", "modifier": "a description"}
USE_WORDS = {"place": "as place", "actor": "as actor", "modifier": "as description"}
USE_MEANINGS = {
    "place": "as a place (in Kabul)",
    "actor": "as an actor (Moscow said)",
    "modifier": "as a description (Afghan refugees)",
    "name": "inside another name, not counted",
}
NO_SOURCE = "Source not stated"
UNDATED = "Undated"


def told(by: str) -> tuple[str, str]:
    """What is counted once each, one and many: article, articles; or story, stories."""
    return ("story", "stories") if by == "story" else ("article", "articles")


def number(value: int) -> str:
    """12,345."""
    return f"{value:,}"


def counted(value: int, one: str, many: str = "") -> str:
    """ "1 article", "1,234 articles", "no articles"."""
    written = "no" if value == 0 else number(value)
    return f"{written} {one if value == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """A share of 0 to 1 in whole per cent, never rounded to nothing or to everything."""
    if 0 < share < 0.01:
        return "<1%"
    if 0.99 < share < 1:
        return ">99%"
    return f"{share:.0%}"


def day(when: date | None) -> str:
    """17 September 2021, or "Undated"."""
    return f"{when.day} {when:%B} {when.year}" if when else UNDATED


def bound(when: Bound) -> str:
    """A date no finer than it is known: 17 September 2021, September 2021 or 2021."""
    given = str(when)
    return given if len(given) == 4 else f"{when:%B} {when.year}" if len(given) == 7 else day(when)


def short_day(when: date) -> str:
    """17 Sep 2021, for the narrow places."""
    return f"{when.day} {when:%b} {when.year}"


def listed(things: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {last} {things[-1]}"
