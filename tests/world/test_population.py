from pathlib import Path

import geopandas
import pytest

from geo.world import population
from geo.world.borders import BORDERS
from geo.world.countries import countries
from geo.world.population import people_of, populations, share_of_world
from geo.world.table import TableError

MEND = "run data/scripts/population.py"


def test_every_country_and_everything_drawn_has_a_figure():
    assert set(populations()) == set(countries()), MEND
    nobody_s = {"KAS"}  # the Siachen glacier
    assert set(geopandas.read_file(BORDERS)["iso3"]) - set(populations()) <= nobody_s, MEND


@pytest.mark.parametrize(
    ("iso3", "least", "most"),
    [  # round figures anyone can look up; a slip of codes or a lost digit falls out of them
        ("IND", 1.38e9, 1.48e9),
        ("CHN", 1.38e9, 1.43e9),
        ("USA", 3.3e8, 3.5e8),
        ("GBR", 6.6e7, 7.1e7),
        ("FRA", 6.7e7, 7.0e7),
        ("RUS", 1.38e8, 1.48e8),
        ("KAZ", 1.9e7, 2.15e7),
        ("PSE", 5.0e6, 5.8e6),
        ("XKX", 1.5e6, 2.1e6),
        ("TWN", 2.3e7, 2.4e7),
        ("GEO", 3.6e6, 5.0e6),
        ("NER", 2.5e7, 2.9e7),
        ("NGA", 2.2e8, 2.5e8),
        ("COG", 5.5e6, 6.7e6),
        ("COD", 1.0e8, 1.25e8),
        ("PRK", 2.5e7, 2.75e7),
        ("KOR", 5.1e7, 5.3e7),
        ("VAT", 400, 1100),
    ],
)
def test_figures_that_anyone_can_look_up(iso3, least, most):
    assert least <= populations()[iso3].people <= most, MEND


def test_figures_are_recent_and_uninhabited_places_have_no_year():
    for iso3, told in populations().items():
        assert (told.year is None) == (told.people == 0), f"{iso3}: {MEND}"
        assert told.year is None or 2020 <= told.year <= 2025, f"{iso3}: {MEND}"
    assert {iso3 for iso3, told in populations().items() if not told.people and not told.counted_in} == {
        *("ATA", "ATF", "BVT", "HMD", "IOT", "SGS", "UMI")
    }


def test_who_is_counted_in_another_country_is_counted_there_alone():
    assert populations()["REU"].counted_in == "FRA"
    assert people_of(["FRA", "REU", "GUF", "FRA"]) == populations()["FRA"].people
    for told in populations().values():
        assert told.counted_in is None or populations()[told.counted_in].people > 0, MEND


def test_shares():
    assert 7.9e9 < people_of(populations()) < 8.3e9
    assert share_of_world([]) == 0 and share_of_world(populations()) == 1
    assert 0.17 < share_of_world(["IND"]) < 0.18


def test_a_former_state_has_no_people():
    with pytest.raises(KeyError, match="SUN"):
        people_of(["SUN"])


@pytest.mark.parametrize("row", ["FRA,68,2025,NLD", "FRA,,,", "FRA,68m,2025,", "FRA,68,2025,\nFRA,68,2025,"])
def test_a_broken_table_is_named(row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "population.csv"
    table.write_text(f"iso3,population,year,counted_in\n{row}\n")
    monkeypatch.setattr(population, "TABLE", table)
    with pytest.raises(TableError, match=r"population\.csv, line \d: .*run data/scripts/population\.py"):
        populations.__wrapped__()
