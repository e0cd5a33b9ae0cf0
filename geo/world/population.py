"""How many people live where: against what a country's or a bloc's share of the news is held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from geo.shipped import DATA
from geo.world.table import TableError, rows

TABLE = DATA / "population.csv"
SOURCE = "CIA World Factbook, estimates for 2020 to 2025"


@dataclass(frozen=True, slots=True)
class Population:
    """People living in a country, and the year they were estimated for.

    `year` is None where nobody lives for good. `counted_in`: the country whose figure holds this one's people (the
    French overseas regions in France's); `people` is then 0, so that sums count nobody twice.
    """

    people: int
    year: int | None = None
    counted_in: str | None = None


@cache
def populations() -> Mapping[str, Population]:
    """The population of every country and territory, by ISO 3166-1 alpha-3 code (and XKX).

    Raises TableError where the table is broken.
    """
    found: dict[str, Population] = {}
    for line, row in rows(TABLE, ("iso3", "population", "year", "counted_in")):
        if row["iso3"] in found:
            raise TableError(TABLE, line, f"{row['iso3']} stands twice; run data/scripts/population.py.")
        if not (row["population"] or "0").isdecimal() or bool(row["population"]) is bool(row["counted_in"]):
            raise TableError(TABLE, line, "give either a population or counted_in; run data/scripts/population.py.")
        year = int(row["year"]) if row["year"] else None
        found[row["iso3"]] = Population(int(row["population"] or 0), year, row["counted_in"] or None)
    return MappingProxyType(found)


def people_of(countries: Iterable[str]) -> int:
    """The people of some countries together, each counted once however often its code is given.

    What is counted in another country adds nothing of its own: the people of Réunion are France's. Raises KeyError for
    a code nobody has, such as that of a former state.
    """
    known = populations()
    return sum(known[iso3].people for iso3 in set(countries))


def share_of_world(countries: Iterable[str]) -> float:
    """The share of some countries in the people of the world, from 0 to 1."""
    return people_of(countries) / people_of(populations())
