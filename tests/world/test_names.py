"""The tables of countries and names hold together; a failing check names the row and what mends it."""

import csv
import importlib.util
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType

import pycountry
import pytest

from geo.shipped import DATA
from geo.world.bound import Bound
from geo.world.countries import countries
from geo.world.organisations import organisations

LISTS = (
    "countries",
    "names",
    "parts",
    "names_own",
    "demonyms",
    "capitals",
    "former_capitals",
    "seats",
    "historic_states",
)
TABLES = (*LISTS, "regions", "organisations", "memberships", "membership_sources", "statuses", "ambiguous", "prefixes")
ISO3 = {country.alpha_3 for country in pycountry.countries}
KINDS = {"name", "official", "alias", "former", "abbreviation", "demonym", "part_demonym"}
ROLES = {"capital", "legislative", "judicial", "seat of government", "claimed"}


def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def excepted(rule: str) -> set[str]:
    return {row["code"] for row in table("exceptions") if row["rule"] == rule}


def several(cell: str) -> list[str]:
    return [entry for entry in cell.split(";") if entry]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("names_script", DATA / "scripts" / "names.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", [*TABLES, "exceptions"])
def test_a_table_is_clean(name):
    text = (DATA / f"{name}.csv").read_bytes().decode("utf-8")
    assert "\r" not in text and text.endswith("\n"), f"end the lines of {name}.csv with \\n"
    seen: set[tuple[str, ...]] = set()
    for row in table(name):
        assert None not in row and None not in row.values(), f"{name}.csv: {row} has too many or too few cells"
        cells = tuple(row.values())
        assert all(cell == cell.strip() and ";;" not in cell for cell in cells), f"{name}.csv: strip the cells of {row}"
        assert cells not in seen, f"{name}.csv: {row} stands twice"
        seen.add(cells)


@pytest.mark.parametrize("name", LISTS)
def test_every_code_is_known_to_pycountry_or_an_exception(name):
    known = ISO3 | excepted("code")
    for row in table(name):
        for column in ("iso3", "main_successor"):
            assert row.get(column, "") in known | {""}, f"{name}.csv: {row} has no code of ISO 3166-1"
        assert set(row.get("successors", "").split()) <= known, f"{name}.csv: {row} has a wrong successor"


def test_every_code_of_iso_has_its_country():
    assert set(countries()) == ISO3 | excepted("code"), "add the row to data/countries.csv or to data/exceptions.csv"


def test_members_of_a_region_and_exceptions_are_countries():
    for row in table("regions"):
        assert set(row["members"].split()) <= set(countries()), f"regions.csv: {row['code']} has a wrong member"
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180
    for row in table("exceptions"):
        codes = set(countries()) | {entry["code"] for entry in table("historic_states")} | {"KAS"}
        assert row["code"] in codes and row["reason"], f"exceptions.csv: {row}"


def test_historic_states_have_codes_no_country_has():
    former = {country.alpha_3 for country in pycountry.historic_countries} | excepted("historic_code")
    for row in table("historic_states"):
        assert row["code"] in former, f"historic_states.csv: give {row['code']} its code of ISO 3166-3 or an exception"
        assert row["code"] not in countries()
        assert Bound.parse(row["from"]) < Bound.parse(row["to"]), f"historic_states.csv: {row['code']} ends too early"


def test_the_united_nations_and_the_five_others_are_there():
    members = {row["iso3"] for row in table("countries") if row["un_member"] == "1"}
    assert len(members) == 193
    assert excepted("not_a_member_of_the_un") == {"PSE", "VAT", "TWN", "XKX", "ESH"}
    assert excepted("not_a_member_of_the_un") <= set(countries()) - members


def test_every_country_has_a_name_a_demonym_and_a_capital():
    for iso3, country in countries().items():
        assert country.name and country.official_name
        assert country.demonyms or iso3 in excepted("demonym"), f"add {iso3} to data/demonyms.csv"
        assert country.capitals or iso3 in excepted("capital"), f"add the capital of {iso3} to data/capitals.csv"
        assert country.lat is not None and country.lon is not None
    assert not [iso3 for iso3 in excepted("demonym") if countries()[iso3].demonyms], "an exception is out of date"
    assert not [iso3 for iso3 in excepted("capital") if countries()[iso3].capitals], "an exception is out of date"


def claims() -> dict[str, dict[str, list[tuple[str, bool]]]]:
    """Name -> who claims it -> (table, marked ambiguous) of each claim."""
    found: dict[str, dict[str, list[tuple[str, bool]]]] = defaultdict(lambda: defaultdict(list))
    needs_context = {row["name"] for row in table("ambiguous")}
    for row in table("names"):
        found[row["name"]][row["iso3"]].append(("names.csv", row["ambiguous"] == "1"))
    for name in ("parts", "prefixes"):
        for row in table(name):
            entries = [row.get("name") or row["prefix"], *several(row.get("other_names", ""))]
            for entry in entries:
                found[entry][row["iso3"]].append((f"{name}.csv", entry in needs_context))
    for name in ("capitals", "former_capitals"):
        for row in table(name):
            found[row["name"]][row["iso3"]].append((f"{name}.csv", row["ambiguous"] == "1"))
    for row in table("seats"):
        found[row["name"]][row["iso3"] or row["organisation"]].append(("seats.csv", row["ambiguous"] == "1"))
    for row in table("historic_states"):
        for entry in (row["name"], *several(row["other_names"]), *several(row["demonyms"])):
            found[entry][row["code"]].append(("historic_states.csv", False))
    for row in (*table("organisations"), *table("regions")):
        for entry in (row["name"], *several(row["aliases"])):
            found[entry][row["code"]].append(("organisations.csv or regions.csv", False))
        for entry in several(row["ambiguous_aliases"]):
            found[entry][row["code"]].append(("organisations.csv or regions.csv", True))
    return found


def test_no_name_is_claimed_twice_without_being_marked_ambiguous():
    for name, claimants in claims().items():
        if len(claimants) > 1:
            unmarked = [where for claim in claimants.values() for where, ambiguous in claim if not ambiguous]
            assert unmarked == [], (
                f"'{name}' is claimed by {sorted(claimants)}: add it to data/ambiguous.csv and rebuild"
            )


def test_a_name_stands_once_a_country():
    for name, count in Counter((row["name"], row["iso3"]) for row in table("names")).items():
        assert count == 1, f"names.csv: {name} stands {count} times"


def test_names_are_of_a_known_kind_and_demonyms_have_a_form():
    for row in table("names"):
        assert row["kind"] in KINDS, f"names.csv: {row}"
        forms = row["form"].split()
        assert set(forms) <= {"adjective", "person", "people"}, f"names.csv: {row}"
        assert bool(forms) == row["kind"].endswith("demonym"), f"give {row['name']} its form in the curated table"


def test_the_names_are_what_the_script_makes_of_the_curated_tables(script):
    """Without CLDR at hand: what was written by hand is there, its kind kept, ambiguity as the rule has it."""
    built = {(row["name"], row["iso3"]): row for row in table("names")}
    mend = "run data/scripts/names.py"
    for name, iso3, kind, _, _ in script.curated():
        for spelling in script.spellings(name):
            assert (spelling, iso3) in built, f"{spelling} of {iso3} is missing from names.csv; {mend}"
            settled = built[spelling, iso3]["kind"]
            assert script.KINDS.index(settled) <= script.KINDS.index(kind), (
                f"{spelling} is {settled}, not {kind}; {mend}"
            )
    needs_context = {row["name"] for row in table("ambiguous")}
    count = Counter(row["name"] for row in table("names"))
    for row in table("names"):
        wanted = row["name"] in needs_context or count[row["name"]] > 1
        assert (row["ambiguous"] == "1") == wanted, f"{row['name']}: ambiguous is wrong in names.csv; {mend}"


def test_the_script_gives_the_committed_table(script):
    pytest.importorskip("babel", reason="pip install -e '.[data]'")
    assert [list(row.values()) for row in table("names")] == script.names(), "run data/scripts/names.py"


def test_every_ambiguous_name_is_a_name_of_some_table():
    known = set(claims())
    known |= {name for row in (*table("capitals"), *table("former_capitals")) for name in several(row["other_names"])}
    idle = [row["name"] for row in table("ambiguous") if row["name"] not in known]
    assert idle == [], "take these out of data/ambiguous.csv"


def test_capitals_have_known_roles_and_dates_in_order():
    for row in table("capitals"):
        assert row["role"] in ROLES, f"capitals.csv: {row}"
    for row in (*table("capitals"), *table("former_capitals")):
        bounds = [Bound.parse(row[side]) for side in ("from", "to") if row[side]]
        assert bounds == sorted(bounds), f"{row['name']} ends before it begins"
        assert (row["role"] == "former") == bool(row["to"]), (
            f"{row['name']}: former capitals go into former_capitals.csv"
        )


def test_a_seat_stands_for_one_of_a_country_and_an_organisation():
    for row in table("seats"):
        assert bool(row["iso3"]) != bool(row["organisation"]), f"seats.csv: {row}"
        assert row["organisation"] in organisations() or row["iso3"], f"seats.csv: {row}"


@pytest.mark.parametrize(
    ("said", "iso3"),
    [
        *[(name, "TJK") for name in ("Tajik", "Tajiks", "Tajikistani", "Tadjikistan")],
        *[(name, "KGZ") for name in ("Kyrgyz", "Kirghiz", "Kyrgyzstanis", "Kirgizia")],
        *[(name, "TKM") for name in ("Turkmen", "Turkmens", "Turkmenistani")],
        *[(name, "UZB") for name in ("Uzbek", "Uzbeks")],
        *[(name, "USA") for name in ("U.S.", "US", "USA", "Americans", "the States")],
        *[(name, "GBR") for name in ("UK", "U.K.", "Britons", "Scottish", "Welshwoman")],
        *[(name, "IRL") for name in ("Irishman", "Irishwoman", "Irishmen", "Irish")],
        *[("UAE", "ARE"), ("DRC", "COD"), ("PRC", "CHN"), ("ROK", "KOR"), ("DPRK", "PRK"), ("KSA", "SAU")],
        *[("Chechens", "RUS"), ("Crimean Tatars", "UKR"), ("Uyghurs", "CHN"), ("Burma", "MMR")],
        *[("Türkiye", "TUR"), ("Turkiye", "TUR"), ("Cote d'Ivoire", "CIV"), ("St. Lucia", "LCA"), ("Swaziland", "SWZ")],
    ],
)
def test_a_name_the_news_writes(said, iso3):
    assert iso3 in {row["iso3"] for row in table("names") if row["name"] == said}


@pytest.mark.parametrize(
    ("said", "capital", "iso3"),
    [
        *[(name, "Kyiv", "UKR") for name in ("Kiev", "Kyiv")],
        *[(name, "Astana", "KAZ") for name in ("Nur-Sultan", "Akmola", "Tselinograd")],
        *[("Peking", "Beijing", "CHN"), ("Teheran", "Tehran", "IRN"), ("Frunze", "Bishkek", "KGZ")],
        *[("Washington, D.C.", "Washington", "USA"), ("Ulan Bator", "Ulaanbaatar", "MNG"), ("Male", "Malé", "MDV")],
    ],
)
def test_a_capital_under_another_name(said, capital, iso3):
    (found,) = [city for city in countries()[iso3].capitals if city.name == capital]
    assert said == capital or said in found.other_names


def test_a_country_with_several_capitals_has_them_all():
    wanted = {"BOL": {"Sucre", "La Paz"}, "NLD": {"Amsterdam", "The Hague"}, "BEN": {"Porto-Novo", "Cotonou"}}
    wanted |= {"ZAF": {"Pretoria", "Cape Town", "Bloemfontein"}, "CIV": {"Yamoussoukro", "Abidjan"}}
    wanted |= {"LKA": {"Sri Jayawardenepura Kotte", "Colombo"}, "KAZ": {"Astana"}}
    for iso3, names in wanted.items():
        assert {city.name for city in countries()[iso3].capitals} == names
    assert [city.name for city in countries()["KAZ"].former_capitals] == ["Almaty"]


@pytest.mark.parametrize(
    ("part", "iso3"),
    [("Scotland", "GBR"), ("Chechnya", "RUS"), ("Xinjiang", "CHN"), ("Crimea", "UKR"), ("South Ossetia", "GEO")],
)
def test_a_nation_within_a_state_is_a_part_of_it_with_a_place_of_its_own(part, iso3):
    assert part in countries()[iso3].parts
    (row,) = [row for row in table("parts") if row["name"] == part]
    assert (float(row["lat"]), float(row["lon"])) != (countries()[iso3].lat, countries()[iso3].lon)


def test_a_name_in_a_sentence_has_its_article():
    assert countries()["USA"].in_a_sentence == "the United States"
    assert countries()["RUS"].in_a_sentence == "Russia"


def test_every_organisation_is_named_and_founded():
    for code, organisation in organisations().items():
        assert organisation.name and organisation.founded and organisation.kind, f"organisations.csv: {code}"
        assert organisation.name not in organisation.aliases, f"organisations.csv: {code} repeats its name"


def test_the_data_are_where_the_package_looks_for_them():
    assert (DATA / "README.md").is_file() and Path(DATA / "LICENSES" / "GeoNames.txt").is_file()
