"""Outlines and hatches lie where they should, for every country the map draws."""

from itertools import pairwise

import pytest
import shapely

from geo.world.borders import borders
from geo.world.outlines import area, hatch, outline, shapes

EVERY = sorted(shapes())
# Kazakhstan holds, in square kilometres, 2,724,900 (CIA World Factbook); one square degree is 111.2 km squared.
KAZAKHSTAN = 2_724_900 / 111.2**2


def grown(iso3: str, by: float) -> shapely.Geometry:
    return shapes()[iso3].buffer(by)


def test_every_country_of_the_borders_is_there() -> None:
    assert sorted(borders().iso3) == EVERY


@pytest.mark.parametrize("iso3", EVERY)
def test_the_outline_is_the_border(iso3: str) -> None:
    rim = shapes()[iso3].boundary.buffer(0.02)
    lines = outline(iso3)
    assert lines
    assert all(rim.covers(shapely.linestrings(line)) for line in lines)
    assert all(line[0] == line[-1] for line in lines)


@pytest.mark.parametrize("iso3", [iso3 for iso3 in EVERY if area(iso3) > 0.5])
def test_an_inset_runs_inside_and_never_vanishes(iso3: str) -> None:
    inset = outline(iso3, 0.65)
    assert inset
    assert all(grown(iso3, 0.02).covers(shapely.linestrings(line)) for line in inset)
    furthest = max(shapely.distance(shapely.points(line), shapes()[iso3].boundary).max() for line in inset)
    assert furthest > 0.04


@pytest.mark.parametrize("slope", [1, -1])
@pytest.mark.parametrize("iso3", [iso3 for iso3 in EVERY if area(iso3) > 2])
def test_a_hatch_crosses_the_country_a_few_times_and_stays_in_it(iso3: str, slope: int) -> None:
    lines = hatch(iso3, slope, 0.65)
    assert len(lines) >= 2
    assert all(grown(iso3, 0.02).covers(shapely.linestrings(line)) for line in lines)
    for line in lines:
        (west, low), (east, high) = min(line), max(line)
        assert (high - low) * slope * (east - west) > 0


def test_hatches_of_the_two_slopes_cross() -> None:
    rising, falling = ([shapely.linestrings(line) for line in hatch("KAZ", slope)] for slope in (1, -1))
    assert shapely.union_all(rising).crosses(shapely.union_all(falling))


def test_russia_is_in_one_piece_across_the_date_line() -> None:
    lines = outline("RUS")
    assert max(lon for line in lines for lon, _ in line) == pytest.approx(190.3, abs=0.5)
    assert not any(
        abs(lon) == 180 and lon == following for line in lines for (lon, _), (following, _) in pairwise(line)
    )


def test_what_the_map_does_not_draw_has_no_lines() -> None:
    assert outline("SUN") == ()
    assert hatch("SUN") == ()
    assert area("SUN") == 0


def test_areas_are_in_square_degrees() -> None:
    assert area("KAZ") == pytest.approx(KAZAKHSTAN, rel=0.03)


def test_neighbours_share_their_border() -> None:
    assert shapes()["KAZ"].intersection(shapes()["UZB"]).length > 10
