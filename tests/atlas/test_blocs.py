"""Blocs against the world's people, counted a second time in plain Python."""

import csv
from datetime import date
from types import SimpleNamespace

import pytest

from geo.atlas.answers.blocs import Bloc
from geo.atlas.selection import Selection
from geo.shipped import DATA
from geo.world.memberships import members
from tests.atlas.recount import Recount, extracted

BLOCS = [
    Bloc(("SCO",)),
    Bloc(("SCO", "CSTO")),
    Bloc(("SCO", "CSTO"), "all"),
    Bloc(("SCO", "CSTO"), "without"),
    Bloc(("CIS", "SCO", "NATO"), "without"),
]
SELECTIONS = [
    Selection(),
    Selection(organisations=("NATO",)),
    Selection(until=date(2012, 12, 18)),
    Selection(memberships_on=date(2000, 1, 1)),
    Selection(statuses=("member", "observer"), sources=("AFP", "")),
    Selection(sources=("nobody",)),
    Selection(kinds=("country",)),
    Selection(uses=("place",)),
    Selection(min_confidence=0.5),
    Selection(min_confidence=0.77),
]


@pytest.fixture(scope="session")
def read(sample):
    return extracted(sample.file)


@pytest.fixture(scope="session")
def people():
    with (DATA / "population.csv").open(encoding="utf-8") as file:
        lines = [line for line in file if not line.startswith("#")]
    return {row["iso3"]: int(row["population"] or 0) for row in csv.DictReader(lines)}


def inside(bloc, on, statuses):
    first, *others = ({m.iso3 for m in members(code, on, statuses)} for code in bloc.organisations)
    if bloc.combine == "without":
        return first.difference(*others)
    return first.intersection(*others) if bloc.combine == "all" else first.union(*others)


def counted(read, selection, bloc):
    return Recount(read, bloc.of(selection)), sum(Recount(read, Bloc(()).of(selection)).mentions.values())


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_a_plain_recount_says_the_same(sample, read, people, selection):
    table = sample.atlas.blocs(selection, BLOCS)
    assert list(table["bloc"]) == ["SCO", "SCO or CSTO", "SCO and CSTO", "SCO, not CSTO", "CIS, not SCO or NATO"]
    for bloc, row in zip(BLOCS, table.to_dict("records"), strict=True):
        again, everywhere = counted(read, selection, bloc)
        held = inside(bloc, again.on, selection.statuses)
        assert row["members"] == len(held)
        assert row["mentions"] == sum(again.mentions.values())
        assert row["share"] == pytest.approx(row["mentions"] / max(everywhere, 1))
        part = sum(people[iso3] for iso3 in held) / sum(people.values())
        assert row["people_share"] == pytest.approx(part)
        assert row["ratio"] == pytest.approx(row["share"] / part, nan_ok=True) if part else row["ratio"] != row["ratio"]


@pytest.mark.parametrize("bloc", BLOCS, ids=lambda bloc: bloc.name)
@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_its_members_too(sample, read, people, selection, bloc):
    again, everywhere = counted(read, selection, bloc)
    held = inside(bloc, again.on, selection.statuses)
    table = sample.atlas.bloc_members(selection, bloc)
    rows = {row["iso3"]: SimpleNamespace(**row) for row in table.to_dict("records")}
    assert set(rows) == held | set(again.mentions)
    assert list(table["mentions"]) == sorted(table["mentions"], reverse=True)
    for iso3, row in rows.items():
        assert row.mentions == again.mentions[iso3]
        assert (row.status in selection.statuses) == (iso3 in held)
        expected = people[iso3] / sum(people.values()) * everywhere
        assert row.expected == pytest.approx(expected)
        assert row.neglected == (iso3 in held and expected >= 10 and row.mentions < expected / 2)


def test_the_sample_neglects_somebody_and_not_everybody(sample):
    table = sample.atlas.bloc_members(Selection(), Bloc(("SCO",)))
    assert set(table["neglected"]) == {True, False}
    assert table.set_index("iso3").loc["CHN", "neglected"]


def test_who_has_left_keeps_the_mentions_of_its_time(sample):
    """Georgia left the CIS in August 2009: its mentions before count, its people today do not."""
    table = sample.atlas.bloc_members(Selection(undated=False), Bloc(("CIS",))).set_index("iso3")
    assert table.loc["GEO", "mentions"] > 0
    assert table.loc["GEO", "status"] == ""
    figures = sample.atlas.blocs(Selection(), [Bloc(("CIS",))]).iloc[0]
    assert figures["members"] == len(members("CIS", date(2023, 7, 4)))


def test_an_unknown_organisation_is_an_error(sample):
    with pytest.raises(LookupError):
        sample.atlas.blocs(Selection(), [Bloc(("SOC",))])
    with pytest.raises(LookupError):
        sample.atlas.bloc_members(Selection(statuses=("membre",)), Bloc(("SCO",)))
