"""Who belonged to what and when: the facts, the rules of the table, a user's own file."""

import csv
import pickle
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.world.bound import Bound
from geo.world.countries import countries
from geo.world.memberships import SHIPPED, Memberships, members, statuses
from geo.world.table import TableError

CASES = Path(__file__).parent.parent / "data"
HEADER = "organisation,iso3,status,from,to,organisation_name,organisation_aliases\n"
DAYS = st.dates(date(1940, 1, 1), date(2030, 1, 1))


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def ours() -> Memberships:
    return Memberships.load()


@pytest.mark.parametrize(
    "fact", cases("membership_facts.csv"), ids=lambda fact: f"{fact['organisation']} {fact['why']}"
)
def test_fact(fact):
    found = members(fact["organisation"], date.fromisoformat(fact["on"]), fact["statuses"].split())
    assert [period.iso3 for period in found] == fact["members"].split()


def test_a_member_leaves_on_the_day_its_period_ends(ours):
    (britain,) = [period for period in ours.periods("EU") if period.iso3 == "GBR"]
    assert britain.end == date(2020, 2, 1)
    assert britain.holds(britain.end - timedelta(days=1)) and not britain.holds(britain.end)


def test_what_a_country_belonged_to(ours):
    found = {(period.organisation, period.status) for period in ours.of("KAZ", date(2021, 9, 17))}
    assert {("SCO", "member"), ("CSTO", "member"), ("EAEU", "member"), ("CIS", "member")} <= found
    assert all(code != "SHANGHAI5" for code, _ in found)


def test_an_unknown_organisation_or_status_is_an_error_and_no_empty_answer(ours):
    with pytest.raises(LookupError, match="no organisation 'SOC'; known are SCO"):
        ours.members("SOC", date(2021, 9, 17))
    with pytest.raises(LookupError, match="no status 'members'"):
        ours.members("SCO", date(2021, 9, 17), ["members"])


@settings(deadline=None)
@given(DAYS, st.sets(st.sampled_from(sorted(statuses())), min_size=1))
def test_members_are_those_a_naive_recount_finds(day, asked):
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))

    def padded(written: str) -> str:
        return (written + "-01-01")[:10] if written else "9999"

    for organisation in ("SCO", "AU", "EU", "OPEC"):
        naive = sorted(
            row["iso3"]
            for row in table
            if row["organisation"] == organisation
            and row["status"] in asked
            and padded(row["from"]) <= day.isoformat() < padded(row["to"])
        )
        assert [period.iso3 for period in members(organisation, day, sorted(asked))] == naive


@settings(deadline=None)
@given(DAYS)
def test_no_country_stands_twice_in_an_organisation_on_a_day(day):
    ours = Memberships.load()
    for organisation in ours.organisations:
        found = [period.iso3 for period in ours.members(organisation, day, list(statuses()))]
        assert len(found) == len(set(found)), f"mend the periods of {organisation} in data/memberships.csv"


@given(st.dates())
def test_a_day_is_read_back_as_written(day):
    assert Bound.parse(day.isoformat()) == day
    assert str(Bound.parse(day.isoformat())) == day.isoformat()


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_and_a_year_count_as_their_first_day_and_show_as_written(year, month):
    for written, first in ((f"{year:04}", date(year, 1, 1)), (f"{year:04}-{month:02}", date(year, month, 1))):
        bound = Bound.parse(written)
        assert bound == first and str(bound) == written and hash(bound) == hash(first)
        assert str(pickle.loads(pickle.dumps(bound))) == written


@given(st.text(max_size=12))
def test_any_other_text_is_refused_with_a_sentence(text):
    try:
        bound = Bound.parse(text)
    except ValueError as fault:
        assert text in str(fault)
    else:
        assert str(bound) == text


@pytest.mark.parametrize(
    "written", ["", "20210917", "2021-9-17", "2021-09-17T00:00", "٢٠٢١", "0000", "2021-00", " 2021"]
)
def test_what_is_no_date(written):
    with pytest.raises(ValueError, match=r"is no date|is not in the calendar"):
        Bound.parse(written)


@pytest.mark.parametrize("case", cases("bad_memberships.csv"), ids=lambda case: case["says"])
def test_a_fault_in_a_users_file_names_file_line_and_cure(tmp_path, case):
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + case["row"] + "\n")
    with pytest.raises(TableError) as error:
        Memberships.load(path)
    message = str(error.value)
    assert message.startswith("mine.csv, " + case["says"])
    assert message.endswith(".") and "\n" not in message


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"organisation,iso3,status,from\n", "line 1: the header lacks to;"),
        (b"", "line 1: the header lacks organisation, iso3, status, from, to;"),
        (HEADER.encode() + "SCO,FRA,observer,2001,,\xe9t\xe9,\n".encode("latin-1"), "not UTF-8 text"),
        (HEADER.encode() + b'SCO,FRA,observer,2001,,"open\n', "not well-formed CSV"),
    ],
)
def test_a_file_that_is_no_such_table(tmp_path, content, says):
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(TableError, match=says):
        Memberships.load(path)


def test_a_user_adds_an_organisation_and_a_period(tmp_path, ours):
    path = tmp_path / "mine.csv"
    rows = [
        "B9,POL,member,2015-11-04,,Bucharest Nine,B9;Bucharest Format",
        "B9,ROU,member,2015-11,,,",
        "CSTO,VEN,observer,2024,2025,,",
    ]
    path.write_text("\ufeff" + HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    theirs = Memberships.load(path)
    assert [period.iso3 for period in theirs.members("B9", date(2020, 1, 1))] == ["POL", "ROU"]
    assert theirs.organisations["B9"].name == "Bucharest Nine"
    assert theirs.organisations["B9"].aliases == ("B9", "Bucharest Format")
    assert [period.iso3 for period in theirs.members("CSTO", date(2024, 6, 1), ["observer"])] == ["VEN"]
    assert "B9" not in ours.organisations
    assert Memberships.load().members("CSTO", date(2024, 6, 1), ["observer"]) == []


def test_two_rows_of_a_user_may_meet_and_not_overlap(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + "CSTO,VEN,observer,2020,2022,,\nCSTO,VEN,member,2022,,,\n")
    assert [period.status for period in Memberships.load(path).periods("CSTO") if period.iso3 == "VEN"] == [
        "observer",
        "member",
    ]
    path.write_text(HEADER + "CSTO,VEN,observer,2020,2022,,\nCSTO,VEN,member,2021-12-31,,,\n")
    with pytest.raises(TableError, match=r"line 3: VEN in CSTO from 2021-12-31 overlaps mine\.csv, line 2"):
        Memberships.load(path)


def test_every_organisation_has_its_first_members_by_its_founding_or_is_known_by_name_alone(ours):
    nameless = [code for code in ours.organisations if not ours.periods(code)]
    assert nameless == ["UN"], f"give {nameless} periods in data/memberships.csv, or say in data/README.md why not"


def test_every_source_is_listed_and_every_listed_source_is_used():
    table = cases_of("memberships.csv")
    used = {key for row in table for key in row["source"].split()}
    listed = [row["key"] for row in cases_of("membership_sources.csv")]
    assert used - set(listed) == set(), "add these keys to data/membership_sources.csv"
    assert len(listed) == len(set(listed)), "a key of data/membership_sources.csv stands twice"
    assert not [row for row in table if not row["source"] or not row["confidence"]], "give each row a source"


def test_a_decision_precedes_what_it_decides():
    late = [
        row
        for row in cases_of("memberships.csv")
        if row["decided"] and Bound.parse(row["decided"]) > Bound.parse(row["from"])
    ]
    assert late == [], "decided comes before from in data/memberships.csv"


def test_members_of_the_shipped_table_are_countries(ours):
    assert {period.iso3 for code in ours.organisations for period in ours.periods(code)} <= set(countries())


def cases_of(name: str) -> list[dict[str, str]]:
    with (SHIPPED.parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
