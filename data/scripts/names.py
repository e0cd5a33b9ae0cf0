"""Rebuild `data/names.csv`, every name somebody calls a country by, from the curated tables, pycountry and CLDR.

    .venv/bin/pip install -e '.[data]' && .venv/bin/python data/scripts/names.py

Read: `countries.csv`, `demonyms.csv`, `names_own.csv`, `ambiguous.csv`, pycountry's ISO 3166-1 names, the English
territory names of CLDR (babel). Where a name stands in two rows, the likelier country comes first.
"""

import csv
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pycountry

DATA = Path(__file__).parent.parent
HEADER = ["name", "iso3", "kind", "ambiguous", "form", "source"]
# The order in which a name's kind is settled when two sources give it: what a person decided comes before a list.
KINDS = ["name", "demonym", "abbreviation", "former", "part_demonym", "alias", "official"]
# Names of lists, which no text writes, or which mean something else in it.
UNWRITTEN = {
    "Congo - Brazzaville",
    "Congo - Kinshasa",
    "Falkland Islands (Malvinas)",
    "Heard & McDonald Islands",
    "Pitcairn",
    "Taiwan, Province of China",
}
# Of two countries that claim a name, the one meant as a rule when nothing else in the text decides.
LIKELIER = {
    "Congo": "COD",
    "Congolese": "COD",
    "Dominican": "DOM",
    "Dominicans": "DOM",
    "Korea": "KOR",
    "Korean": "KOR",
    "Koreans": "KOR",
    "Virgin Islands": "VIR",
}

Row = tuple[str, str, str, str, str]


def table(name: str) -> list[dict[str, str]]:
    """The rows of a curated table."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def curated() -> Iterator[Row]:
    """(name, iso3, kind, form, source) of what was written by hand."""
    for country in table("countries.csv"):
        yield country["name"], country["iso3"], "name", "", "own"
        if country["official_name"] != country["name"]:
            yield country["official_name"], country["iso3"], "official", "", "own"
    for row in table("names_own.csv"):
        yield row["name"], row["iso3"], row["kind"], row["form"], "own"
    for row in table("demonyms.csv"):
        forms: dict[str, list[str]] = {}
        for form, column in (("adjective", "adjectives"), ("person", "persons"), ("people", "peoples")):
            for name in filter(None, row[column].split(";")):
                forms.setdefault(name, []).append(form)
        for name, of_it in forms.items():
            yield name, row["iso3"], "demonym", " ".join(of_it), "own"


def listed(codes: set[str]) -> Iterator[Row]:
    """The same of what pycountry and CLDR list, but for forms that stand in no running text."""
    from babel import Locale  # here, so that the curated part can be checked without it

    territories = Locale("en").territories
    for country in pycountry.countries:
        if country.alpha_3 not in codes:
            continue
        found = [(country.name, "alias", "pycountry"), (territories[country.alpha_2], "alias", "CLDR")]
        found += [(getattr(country, "common_name", ""), "alias", "pycountry")]
        found += [(getattr(country, "official_name", ""), "official", "pycountry")]
        for name, kind, source in found:
            written = re.sub(r"^[Tt]he ", "", name.replace("’", "'").replace(" & ", " and "))
            if written and name not in UNWRITTEN and not re.search(r"[(,]|SAR", written):
                yield written, country.alpha_3, kind, "", source


def spellings(name: str) -> Iterator[str]:
    """The name, and the forms that a newsroom without diacritics or with short saints writes."""
    plain = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    for form in dict.fromkeys((name, plain)):
        yield form
        if form.startswith("Saint "):
            yield "St. " + form[6:]
            yield "St " + form[6:]


def names() -> list[list[str]]:
    """The rows of `names.csv`: one a name and country, by name, the likelier country first."""
    merged: dict[tuple[str, str], dict[str, str]] = {}
    codes = {row["iso3"] for row in table("countries.csv")}
    for name, iso3, kind, form, source in (*curated(), *listed(codes)):
        for spelling in spellings(name):
            row = merged.setdefault((spelling, iso3), {"kind": kind, "form": form, "source": source})
            if KINDS.index(kind) < KINDS.index(row["kind"]):
                row["kind"], row["form"] = kind, form
            if source not in row["source"].split():
                row["source"] += f" {source}"
    needs_context = {row["name"] for row in table("ambiguous.csv")}
    claims: dict[str, int] = {}
    for name, _ in merged:
        claims[name] = claims.get(name, 0) + 1
    rows = [
        [name, iso3, row["kind"], str(int(name in needs_context or claims[name] > 1)), row["form"], row["source"]]
        for (name, iso3), row in merged.items()
    ]
    return sorted(rows, key=lambda row: (row[0], LIKELIER.get(row[0]) != row[1], row[1]))


def main() -> int:
    """Write the table; the same input gives the same bytes."""
    with (DATA / "names.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(names())
    return 0


if __name__ == "__main__":
    sys.exit(main())
