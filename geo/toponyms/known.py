"""The names that are curated by hand: countries, capitals, seats, historic states, organisations, regions."""

import csv
from collections.abc import Iterator
from pathlib import Path

from geo.shipped import DATA
from geo.toponyms.mention import Kind
from geo.toponyms.sense import Sense

_KINDS: dict[str, Kind] = {"demonym": "demonym", "part_demonym": "demonym"}


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
        name = row["name"] if row["kind"] == "part" else country["name"]
        where = (None, None) if kind == "demonym" else (_number(country["lat"]), _number(country["lon"]))
        yield row["name"], Sense(name, row["iso3"], kind, *where, note=row["kind"])


def _capitals(data: Path) -> Iterator[tuple[str, Sense]]:
    for row in _rows(data / "capitals.csv"):
        sense = Sense(row["name"], row["iso3"], "capital", _number(row["lat"]), _number(row["lon"]), note="capital")
        for name in [row["name"], *_several(row["other_names"])]:
            yield name, sense


def _seats(data: Path) -> Iterator[tuple[str, Sense]]:
    for row in _rows(data / "seats.csv"):
        iso3, organisation = row["iso3"] or None, row["organisation"] or None
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
    for table in (_countries, _capitals, _seats, _historic, _organisations, _regions):
        yield from table(data)
