"""The countries: what they are called, what their people are called, and their capitals."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from geo.shipped import DATA
from geo.world.bound import Bound
from geo.world.table import parts, rows


@dataclass(frozen=True, slots=True)
class Capital:
    """A city that is or was a capital, in WGS84 degrees.

    `role` is capital, legislative, judicial, seat of government, claimed or former; `start` and `end` bound the time it
    held it, where that is known.
    """

    name: str
    lat: float
    lon: float
    other_names: tuple[str, ...] = ()
    role: str = "capital"
    start: Bound | None = None
    end: Bound | None = None


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with a code of its own.

    `name` is what the news calls it, without an article; `article` is "the" where English wants one. `other_names` are
    its official, former and short names, `demonyms` its adjectives and people, `parts` nations and regions within it
    that the news names beside countries (Scotland, Crimea). `capitals` are the present ones, several where the branches
    of government sit apart. `lat`, `lon` (WGS84 degrees) lie inside its largest part, or are None for what the map does
    not draw.
    """

    iso3: str
    name: str
    official_name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[Capital, ...]
    lat: float | None
    lon: float | None
    article: str = ""
    parts: tuple[str, ...] = ()
    former_capitals: tuple[Capital, ...] = ()

    @property
    def in_a_sentence(self) -> str:
        """The name with its article: "the United States", "Russia"."""
        return f"{self.article} {self.name}".strip()


@cache
def countries(data: Path = DATA) -> Mapping[str, Country]:
    """Every country by its ISO 3166-1 alpha-3 code (Kosovo: XKX), in the order of the codes."""
    names = _names(data / "names.csv")
    capitals, former = _capitals(data / "capitals.csv"), _capitals(data / "former_capitals.csv")
    within: dict[str, list[str]] = defaultdict(list)
    for _, row in rows(data / "parts.csv", ("name", "iso3", "lat", "lon", "other_names")):
        within[row["iso3"]].append(row["name"])
    found = {}
    for _, row in rows(data / "countries.csv", ("iso3", "name", "article", "official_name", "lat", "lon")):
        iso3, name, official = row["iso3"], row["name"], row["official_name"]
        called = names[iso3]
        other = [official, *called["official"], *called["name"], *called["alias"], *called["former"]]
        other += called["abbreviation"]
        found[iso3] = Country(
            iso3,
            name,
            official,
            tuple(entry for entry in dict.fromkeys(other) if entry != name),
            tuple(called["demonym"]),
            tuple(capitals[iso3]),
            float(row["lat"]) if row["lat"] else None,
            float(row["lon"]) if row["lon"] else None,
            row["article"],
            tuple(within[iso3]),
            tuple(former[iso3]),
        )
    return MappingProxyType(found)


@cache
def codes(data: Path = DATA) -> frozenset[str]:
    """The code of every country, without the cost of their names."""
    return frozenset(row["iso3"] for _, row in rows(data / "countries.csv", ("iso3",)))


def _names(table: Path) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for _, row in rows(table, ("name", "iso3", "kind", "ambiguous", "form", "source")):
        found[row["iso3"]][row["kind"]].append(row["name"])
    return found


def _capitals(table: Path) -> dict[str, list[Capital]]:
    found: dict[str, list[Capital]] = defaultdict(list)
    for _, row in rows(table, ("iso3", "name", "lat", "lon", "other_names", "role", "from", "to")):
        start, end = (Bound.parse(row[side]) if row[side] else None for side in ("from", "to"))
        capital = Capital(
            row["name"], float(row["lat"]), float(row["lon"]), parts(row["other_names"]), row["role"], start, end
        )
        found[row["iso3"]].append(capital)
    return found
