"""The borders: valid, clockwise, cut at 180 degrees, and holding each country's mark and capitals."""

import csv
import json
from collections import defaultdict

import pytest
import shapely

from geo.shipped import DATA
from geo.world.borders import BORDERS, borders
from geo.world.countries import countries

MEND = "run data/scripts/borders.py"
# How far the simplified coast may lie from the true one, in degrees.
TOLERANCE = 0.05


def excepted(rule: str) -> set[str]:
    with (DATA / "exceptions.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file) if row["rule"] == rule}


@pytest.fixture(scope="module")
def drawn():
    frame = borders()
    return dict(zip(frame["iso3"], frame.geometry, strict=True))


def test_every_country_is_drawn_or_an_exception(drawn):
    assert set(drawn) - set(countries()) == excepted("not_a_country")
    assert set(countries()) - set(drawn) == excepted("drawn"), f"{MEND} or mend data/exceptions.csv"


def test_every_member_of_the_united_nations_and_five_more_are_drawn(drawn):
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        members = {row["iso3"] for row in csv.DictReader(file) if row["un_member"] == "1"}
    assert len(members) == 193
    assert members | {"PSE", "VAT", "TWN", "XKX", "ESH"} <= set(drawn)


@pytest.mark.parametrize("name", ["borders.geojson", "disputed.geojson"])
def test_shapes_are_valid_clockwise_and_within_the_world(name):
    features = json.loads((DATA / name).read_bytes())["features"]
    assert features
    for feature in features:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid and not shape.is_empty, f"{feature['id']} is not valid; {MEND}"
        for part in shapely.get_parts(shape):
            assert not shapely.is_ccw(part.exterior), f"{feature['id']} would fill the globe; {MEND}"
            assert all(shapely.is_ccw(hole) for hole in part.interiors), f"a hole of {feature['id']}; {MEND}"
            west, south, east, north = part.bounds
            assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90
            # Russia's mainland is the widest part there is, and ends at 180 degrees.
            assert east - west < 160, f"{feature['id']} crosses the antimeridian; {MEND}"
        points = shapely.get_coordinates(shape)
        assert (abs(points * 100 - (points * 100).round()) < 1e-6).all(), f"{feature['id']} has needless digits; {MEND}"


def test_neighbours_do_not_overlap(drawn):
    codes = list(drawn)
    tree = shapely.STRtree([drawn[code] for code in codes])
    for one, other in tree.query([drawn[code] for code in codes], predicate="overlaps").T:
        common = shapely.intersection(drawn[codes[one]], drawn[codes[other]]).area
        # Rounding to 0.01 degree moves a corner by 0.7 km at most.
        assert common < 0.01, f"{codes[one]} and {codes[other]} overlap by {common:.3f} square degrees; {MEND}"


def test_a_mark_lies_inside_the_largest_part(drawn):
    for iso3, country in countries().items():
        if iso3 in drawn:
            largest = max(shapely.get_parts(drawn[iso3]), key=lambda part: part.area)
            at = shapely.Point(country.lon, country.lat)
            assert shapely.dwithin(largest, at, 0.001), f"the mark of {iso3} is off; {MEND}"


def test_capitals_lie_inside_their_country(drawn):
    outside = defaultdict(list)
    for iso3, country in countries().items():
        for city in (*country.capitals, *country.former_capitals):
            shape = drawn.get(iso3)
            if shape is None or not shapely.dwithin(shape, shapely.Point(city.lon, city.lat), TOLERANCE):
                outside[iso3].append(city.name)
    assert set(outside) == excepted("capital_inside"), f"mend data/capitals.csv or data/exceptions.csv: {dict(outside)}"


def test_parts_lie_inside_their_country(drawn):
    with (DATA / "parts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        shape = drawn[row["iso3"]]
        at = shapely.Point(float(row["lon"]), float(row["lat"]))
        assert shapely.dwithin(shape, at, 1.0), f"parts.csv: {row['name']} lies outside {row['iso3']}"


def where(drawn, lon, lat):
    at = shapely.Point(lon, lat)
    return {iso3 for iso3, shape in drawn.items() if shapely.contains(shape, at)}


@pytest.mark.parametrize(
    ("place", "lon", "lat", "iso3"),
    [
        ("Simferopol in Crimea", 34.1, 44.95, "UKR"),
        ("Gaza", 34.4, 31.45, "PSE"),
        ("Ramallah", 35.2, 31.9, "PSE"),
        ("Laayoune in Western Sahara", -13.0, 27.1, "ESH"),
        ("Hargeisa in Somaliland", 44.06, 9.56, "SOM"),
        ("Famagusta in Northern Cyprus", 33.9, 35.15, "CYP"),
        ("Pristina", 21.16, 42.66, "XKX"),
        ("the Siachen glacier", 77.1, 35.4, "KAS"),
        ("Chukotka, beyond 180 degrees", -175.0, 66.5, "RUS"),
        ("Chukotka, before 180 degrees", 175.0, 66.5, "RUS"),
        ("Cayenne's hinterland", -53.0, 4.0, "GUF"),
        ("Svalbard", 16.5, 78.5, "SJM"),
        ("Lesotho, inside South Africa", 28.3, -29.5, "LSO"),
        ("Kaliningrad", 21.3, 54.7, "RUS"),
    ],
)
def test_whose_a_place_is(drawn, place, lon, lat, iso3):
    assert where(drawn, lon, lat) == {iso3}, place


def test_contested_areas_lie_in_what_they_are_drawn_as(drawn):
    features = json.loads((DATA / "disputed.geojson").read_bytes())["features"]
    assert {"CRIMEA", "ESH", "KAS", "CYN", "SOL", "XKX", "TWN"} == {feature["id"] for feature in features}
    for feature in features:
        shape = shapely.geometry.shape(feature["geometry"])
        whole = drawn[feature["properties"]["drawn_as"] or "KAS"]
        assert shapely.difference(shape, whole).area < 0.05 * shape.area, f"{feature['id']}; {MEND}"


def test_a_change_to_the_frame_stays_with_who_made_it():
    mine = borders()
    mine.loc[:, "iso3"] = "XXX"
    assert "XXX" not in set(borders()["iso3"])


def test_the_file_is_small_enough_to_send_once():
    assert BORDERS.stat().st_size < 900_000
