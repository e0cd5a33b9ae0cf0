"""A mention: one name in one text, what it means and how it is used."""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["country", "demonym", "capital", "place", "seat", "historic", "organisation", "region"]
Use = Literal["place", "actor", "modifier", "name"]

KINDS: tuple[Kind, ...] = get_args(Kind)
USES: tuple[Use, ...] = get_args(Use)


@dataclass(slots=True)
class Mention:
    """A name found in a text.

    `start` and `end` are code points, end exclusive, and `text[start:end] == mention.text` always. `iso3` is ISO 3166-1
    alpha-3, XKX, a historic code such as SUN, or None where no country is meant (regions, organisations, doubt).
    `lat`, `lon` are WGS84 degrees. `confidence` is a probability from 0 to 1. `why` says in short what decided.
    """

    start: int
    end: int
    text: str
    iso3: str | None
    kind: Kind
    use: Use
    name: str
    lat: float | None = None
    lon: float | None = None
    organisation: str | None = None
    confidence: float = 1.0
    why: tuple[str, ...] = ()
