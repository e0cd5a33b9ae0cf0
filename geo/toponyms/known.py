"""The names curated by hand: countries, capitals, seats, historic states, organisations, regions, landmarks."""

import csv
from collections.abc import Iterator
from pathlib import Path

from geo.shipped import DATA
from geo.toponyms.mention import Kind
from geo.toponyms.sense import Sense

_KINDS: dict[str, Kind] = {"demonym": "demonym", "part_demonym": "demonym"}
# Weight of a curated place against the gazetteer's namesakes, in people: what a reader thinks of first.
_PART, _REGION, _LANDMARK = 3_000_000, 1_000_000, 100_000


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _several(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _countries(data: Path) -> Iterator[tuple[str, Sense]]:
    world = {row["iso3"]: row for row in _rows(data / "countries.csv")}
    for row in _rows(data / "names.csv"):
        country = world[row["iso3"]]
        kind = _KINDS.get(row["kind"], "country")
        name = country["name"]
        lat, lon = (None, None) if kind == "demonym" else (_number(country["lat"]), _number(country["lon"]))
        yield row["name"], Sense(name, row["iso3"], kind, lat, lon, note=row["kind"])


def _parts(data: Path) -> Iterator[tuple[str, Sense]]:
    for row in _rows(data / "parts.csv"):
        where = _number(row["lat"]), _number(row["lon"])
        sense = Sense(row["name"], row["iso3"], "place", *where, _PART, note="part")
        for name in [row["name"], *_several(row["other_names"])]:
            yield name, sense


def _capitals(data: Path) -> Iterator[tuple[str, Sense]]:
    for row in _rows(data / "capitals.csv"):
        sense = Sense(row["name"], row["iso3"], "capital", _number(row["lat"]), _number(row["lon"]), note="capital")
        for name in [row["name"], *_several(row["other_names"])]:
            yield name, sense


def _former_capitals(data: Path) -> Iterator[tuple[str, Sense]]:
    for row in _rows(data / "former_capitals.csv"):
        where = _number(row["lat"]), _number(row["lon"])
        sense = Sense(row["name"], row["iso3"], "place", *where, _REGION, note="former capital")
        for name in [row["name"], *_several(row["other_names"])]:
            yield name, sense


def _prefixes(data: Path) -> Iterator[tuple[str, Sense]]:
    """Sino-, Russo- and the like, which name a country only before a hyphen."""
    countries = {row["iso3"]: row["name"] for row in _rows(data / "countries.csv")}
    for row in _rows(data / "prefixes.csv"):
        yield row["prefix"], Sense(countries[row["iso3"]], row["iso3"], "demonym", note="prefix", demand="hyphen")


def _abbreviations(data: Path) -> Iterator[tuple[str, Sense]]:
    """Ala., N.S.W., ON: states and provinces as news agencies and letters write them."""
    for row in _rows(data / "toponyms" / "abbreviations.csv"):
        yield (
            row["written"],
            Sense(
                row["name"],
                row["iso3"],
                "place",
                population=_REGION,
                region=row["region"],
                note="abbreviation",
                demand=row["demand"],
            ),
        )


def _townspeople(data: Path) -> Iterator[tuple[str, Sense]]:
    for row in _rows(data / "toponyms" / "townspeople.csv"):
        sense = Sense(row["of"], row["iso3"], "demonym", region=row["region"], note="demonym")
        for name in _several(row["names"]):
            yield name, sense


def _named_places(data: Path) -> Iterator[tuple[str, Sense]]:
    for row in _rows(data / "toponyms" / "named_places.csv"):
        people = _REGION if row["what"] == "region" else _LANDMARK
        sense = Sense(row["name"], row["iso3"], "place", float(row["lat"]), float(row["lon"]), people, note=row["what"])
        for name in [row["name"], *_several(row["other_names"])]:
            yield name, sense


def _seats(data: Path) -> Iterator[tuple[str, Sense]]:
    for row in _rows(data / "seats.csv"):
        iso3, organisation = row["iso3"] or None, row["organisation"] or None
        if organisation and row["ambiguous"] == "1":
            continue
        yield (
            row["name"],
            Sense(
                row["name"],
                iso3,
                "seat",
                _number(row["lat"]),
                _number(row["lon"]),
                organisation=organisation,
                note=row["note"],
            ),
        )


def _historic(data: Path) -> Iterator[tuple[str, Sense]]:
    for row in _rows(data / "historic_states.csv"):
        sense = Sense(row["name"], row["code"], "historic", note=f"until {row['to'][:4]}")
        for name in [row["name"], *_several(row["other_names"]), *_several(row["demonyms"])]:
            yield name, sense


def _organisations(data: Path) -> Iterator[tuple[str, Sense]]:
    for row in _rows(data / "organisations.csv"):
        sense = Sense(row["name"], None, "organisation", organisation=row["code"], note=row["kind"])
        for name in [row["name"], *_several(row["aliases"])]:
            yield name, sense


def _regions(data: Path) -> Iterator[tuple[str, Sense]]:
    for row in _rows(data / "regions.csv"):
        sense = Sense(row["name"], None, "region", _number(row["lat"]), _number(row["lon"]), note=row["code"])
        for name in [row["name"], *_several(row["aliases"]), *_several(row["demonyms"])]:
            yield name, sense


def known_names(data: Path = DATA) -> Iterator[tuple[str, Sense]]:
    """Yield (name as written, sense) of every curated table; a name may come several times with other senses."""
    for table in (
        _countries,
        _parts,
        _capitals,
        _former_capitals,
        _prefixes,
        _abbreviations,
        _townspeople,
        _named_places,
        _seats,
        _historic,
        _organisations,
        _regions,
    ):
        yield from table(data)
