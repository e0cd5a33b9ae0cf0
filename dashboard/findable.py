"""What the finder can jump to, by every name it goes by: a file the browser keeps and looks up as one types."""

import json
from collections.abc import Iterable, Iterator

from geo.toponyms.cities import cities
from geo.world.countries import Country, countries
from geo.world.organisations import organisations

_LEAST_PEOPLE = 200_000  # of a city that is no capital
# What an entry is, what opens it, its name, what stands beside the name, how large it is, its other names.
Entry = tuple[str, str, str, str, int, list[str]]


def findable() -> bytes:
    """Every entry as JSON, in lists: kind, code (an iso3, or an organisation's), name, note, people, other names.

    Other names of cities come from GeoNames folded to small letters; they are for matching, not for showing.
    """
    held = [*_countries(), *_organisations(), *_capitals(), *_cities()]
    return json.dumps(held, separators=(",", ":"), ensure_ascii=False).encode()


def _countries() -> Iterator[Entry]:
    for iso3, country in countries().items():
        others = [iso3, *country.other_names, *country.demonyms, country.official_name, *country.parts]
        yield "country", iso3, country.name, "country", 0, _others(country.name, others)


def _organisations() -> Iterator[Entry]:
    for code, one in organisations().items():
        kind = "organisation" if one.active else "former organisation"
        yield "organisation", code, one.name, kind, 0, _others(one.name, [code, *one.aliases, *one.ambiguous_aliases])


def _capitals() -> Iterator[Entry]:
    for iso3, country in countries().items():
        for capital in (*country.capitals, *country.former_capitals):
            role = "former capital" if capital.role == "former" else capital.role
            note = f"{role} of {country.in_a_sentence}"
            yield "capital", iso3, capital.name, note, 0, _others(capital.name, capital.other_names)


def _cities() -> Iterator[Entry]:
    told = {(iso3, name) for iso3, country in countries().items() for name in _told_of(country)}
    for iso3, name, people, others in cities(_LEAST_PEOPLE):
        if iso3 in countries() and (iso3, name.casefold()) not in told:
            note = f"city in {countries()[iso3].in_a_sentence}"
            yield "city", iso3, name, note, people, _others(name, others)


def _told_of(country: Country) -> Iterator[str]:
    for capital in (*country.capitals, *country.former_capitals):
        yield from (name.casefold() for name in (capital.name, *capital.other_names))


def _others(name: str, others: Iterable[str]) -> list[str]:
    return [other for other in dict.fromkeys(others) if other and other != name]
