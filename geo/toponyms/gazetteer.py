"""Which senses a name has: the curated names and the places of GeoNames under one key."""

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

import numpy as np

from geo.shipped import DATA
from geo.toponyms.known import known_names
from geo.toponyms.mention import Kind
from geo.toponyms.sense import Sense
from geo.toponyms.spelling import key

LEVELS: tuple[tuple[Kind, str], ...] = (("place", "town"), ("place", "region"), ("place", "county"))
HOWS = ("own name", "other name", "short name")

# Names of these kinds are never taken for a town of the same name.
_NO_TOWN = frozenset(["region", "organisation", "historic", "seat"])

# Two senses in one country closer than this (degrees) are one place told twice.
_SAME_PLACE = 1.0


@dataclass(slots=True)
class Reading:
    """A sense of one certain name: `how` is 0 for the place's own name, 1 for another, 2 for a shortened one."""

    sense: Sense
    how: int


class Name:
    """All readings of one key, grouped by country in `choices`.

    `trust` says how far the name may speak for its country before anything is known of the article. `people` are
    those of the largest place of which it is the own name. `weighed` and `holds` are where `evidence` keeps what it
    makes of `choices`, `signs` where `shape` keeps what it makes of the name.
    """

    __slots__ = (
        "abbreviation",
        "choices",
        "demand",
        "form",
        "holds",
        "people",
        "readings",
        "signs",
        "trust",
        "weighed",
        "words",
    )

    def __init__(self, form: str, readings: list[Reading], abbreviation: bool = False) -> None:
        self.form = form
        self.words = form.count(" ") + 1
        self.readings = readings
        self.abbreviation = abbreviation
        demands = {reading.sense.demand for reading in readings}
        self.demand = demands.pop() if len(demands) == 1 else ""
        groups: dict[tuple[str | None, str | None], list[Reading]] = defaultdict(list)
        for reading in readings:
            code = reading.sense.iso3
            groups[code, None if code else reading.sense.name].append(reading)
        self.choices = list(groups.values())
        self.weighed: list[Any] | None = None
        self.holds: bool | None = None
        self.signs: tuple[float, ...] = ()
        self.people = max([reading.sense.population for reading in readings if reading.how == 0], default=0)
        clear = any(reading.sense.kind != "place" or reading.sense.note == "region" for reading in readings)
        self.trust = 1.0 if clear else 0.7 if self.words > 1 else 0.4


class Gazetteer:
    """Names to senses. `exact` holds abbreviations, which must be written as they are (US is not us)."""

    def __init__(self, table: dict[str, np.ndarray]) -> None:
        self._keys = bytes(table["keys"]).decode().split("\n")
        self._at = dict(zip(self._keys, range(len(self._keys)), strict=True))
        self._names = bytes(table["names"]).decode().split("\n")
        self._codes = bytes(table["codes"]).decode().split("\n")
        self._regions = bytes(table["regions"]).decode().split("\n")
        # Single values come out of a memoryview several times faster than out of an array.
        self._table: dict[str, Any] = {name: np.ascontiguousarray(column).data for name, column in table.items()}
        self._curated: dict[str, list[Sense]] = defaultdict(list)
        self._exact: dict[str, list[Sense]] = defaultdict(list)
        self._read: dict[str, Name] = {}
        self._abbreviations: dict[str, Name] = {}
        self.longest: dict[str, int] = {}

    @classmethod
    @cache
    def load(cls, data: Path = DATA) -> "Gazetteer":
        """Read the tables of `data`. Raises FileNotFoundError where one is missing."""
        with np.load(data / "gazetteer.npz") as file:
            gazetteer = cls({name: file[name] for name in file.files})
        for name, sense in known_names(data):
            gazetteer._add(name, sense)
        gazetteer._measure()
        return gazetteer

    def _add(self, name: str, sense: Sense) -> None:
        abbreviation = sense.note in ("abbreviation", "prefix") or (name.isupper() and len(name.replace(".", "")) <= 5)
        senses = self._exact[name] if abbreviation else self._curated[key(name)]
        if all((old.iso3, old.kind, old.name) != (sense.iso3, sense.kind, sense.name) for old in senses):
            senses.append(sense)

    def _measure(self) -> None:
        """Note for every first word how many words the longest name has that begins with it."""
        longest = self.longest
        for forms in (self._keys, self._curated):
            for form in forms:
                first, _, rest = form.partition(" ")
                words = rest.count(" ") + 2 if rest else 1
                if words > longest.get(first, 0):
                    longest[first] = words

    def abbreviation(self, written: str) -> Name | None:
        """Return the name that is written exactly so ("U.S.", and with its last dot lost "U.S"), if there is one."""
        found = self._abbreviations.get(written)
        if found is None:
            senses = self._exact.get(written) or (self._exact.get(written + ".") if "." in written else None)
            if senses is None:
                return None
            readings = [Reading(sense, 0) for sense in senses]
            found = self._abbreviations[written] = Name(written, readings, abbreviation=True)
        return found

    def name(self, form: str) -> Name | None:
        """Return the name under a key made by `spelling.key`, if there is one."""
        found = self._read.get(form)
        if found is None:
            at = self._at.get(form)
            curated = self._curated.get(form)
            if at is None and curated is None:
                return None
            found = self._read[form] = self._merge(form, curated or [], at)
        return found

    def forms(self, beginning: str, most: int) -> list[str]:
        """Return keys that begin so, curated names before the others, at most so many of each."""
        first = bisect_left(self._keys, beginning)
        places = takewhile(lambda form: form.startswith(beginning), islice(self._keys, first, first + most))
        curated = islice((form for form in self._curated if form.startswith(beginning)), most)
        return list(dict.fromkeys([*curated, *places]))

    def known(self) -> list[Name]:
        """Return the names that have been looked up so far."""
        return [*self._read.values(), *self._abbreviations.values()]

    def prominence(self, form: str) -> int:
        """Return 2 for a curated name (a country, a capital, ...), 1 for any other place, 0 for none."""
        return 2 if form in self._curated else 1 if form in self._at else 0

    def _merge(self, form: str, curated: list[Sense], at: int | None) -> Name:
        places = [] if at is None else self._places(at)
        readings = [Reading(_peopled(sense, places), 0) for sense in curated]
        if any(sense.kind in _NO_TOWN for sense in curated):
            return Name(form, readings)
        for reading in places:
            if not any(_same(reading.sense, sense) for sense in curated):
                readings.append(reading)
        return Name(form, readings)

    def _places(self, at: int) -> list[Reading]:
        table, starts = self._table, self._table["starts"]
        readings = []
        for entry in range(starts[at], starts[at + 1]):
            place = table["entries"][entry]
            kind, note = LEVELS[table["level"][place]]
            lat, lon = table["lat"][place], table["lon"][place]
            known = not math.isnan(lat)
            sense = Sense(
                self._names[place],
                self._codes[table["country"][place]],
                kind,
                round(lat, 4) if known else None,
                round(lon, 4) if known else None,
                population=table["population"][place],
                region=self._regions[table["region"][place]],
                note=note,
            )
            readings.append(Reading(sense, table["hows"][entry]))
        return readings


def _same(place: Sense, curated: Sense) -> bool:
    """Whether a row of the gazetteer is the very place a curated row speaks of."""
    if place.iso3 != curated.iso3:
        return False
    if curated.kind in ("country", "demonym") and place.note == "region":
        return True
    if curated.lat is None or place.lat is None or curated.lon is None or place.lon is None:
        return False
    return curated.kind != "country" and abs(place.lat - curated.lat) + abs(place.lon - curated.lon) < _SAME_PLACE


def _peopled(curated: Sense, places: list[Reading]) -> Sense:
    """The curated sense with the population and region that the gazetteer knows of it."""
    for reading in places:
        same = reading.sense
        if _same(same, curated) and curated.kind != "country":
            return Sense(
                curated.name,
                curated.iso3,
                curated.kind,
                curated.lat,
                curated.lon,
                same.population,
                same.region,
                curated.organisation,
                curated.note,
            )
    return curated
