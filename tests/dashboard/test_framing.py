"""The map opens on what the news is about."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.framing import WORLD, Frame, Spoken, frame_on, wrapped
from geo.world.countries import countries
from geo.world.outlines import core


def news(**mentions: int) -> list[Spoken]:
    return [Spoken(*core(iso3), weight) for iso3, weight in mentions.items()]


def lies_in(frame: Frame, lon: float, lat: float) -> bool:
    return (lon - frame.west) % 360 <= frame.east - frame.west and frame.south <= lat <= frame.north


def shows(frame: Frame, iso3: str) -> bool:
    country = countries()[iso3]
    return lies_in(frame, country.lon, country.lat)


SEEDS = {
    "AFG": 86,
    "RUS": 63,
    "CHN": 43,
    "USA": 23,
    "TJK": 17,
    "IRN": 7,
    "KAZ": 6,
    "PAK": 6,
    "UZB": 6,
    "KGZ": 5,
    "IND": 4,
}
SEEDS |= {"HUN": 3, "ARM": 2, "BLR": 2, "BEL": 2, "EGY": 1, "QAT": 1, "SAU": 1, "GBR": 1}


def test_eurasia_for_news_of_eurasia() -> None:
    frame = frame_on(news(**SEEDS))
    assert all(shows(frame, iso3) for iso3 in SEEDS if iso3 not in ("USA", "BEL", "GBR"))
    assert not shows(frame, "USA")
    assert (frame.west, frame.east) == (pytest.approx(20, abs=10), pytest.approx(155, abs=10))
    assert (frame.south, frame.north) == (pytest.approx(15, abs=10), pytest.approx(75, abs=6))


def test_across_the_date_line() -> None:
    frame = frame_on(news(FJI=10, WSM=10, TON=8, KIR=5))
    assert frame.west < 180 < frame.east
    assert frame.east - frame.west < 60
    assert all(shows(frame, iso3) for iso3 in ("FJI", "WSM", "TON"))


def test_the_world_for_news_of_the_world() -> None:
    assert frame_on(news(USA=30, CHN=25, BRA=20, AUS=20, ZAF=20, RUS=20, GBR=20, IND=20)) == WORLD


def test_the_world_for_no_news() -> None:
    assert frame_on([]) == WORLD
    assert frame_on([Spoken(9, 11, 9, 11, 0)]) == WORLD


def test_one_far_mention_does_not_push_the_news_to_a_corner() -> None:
    alone = frame_on(news(FRA=20, DEU=20, POL=15))
    assert frame_on(news(FRA=20, DEU=20, POL=15, NZL=1)) == alone


def test_one_small_country_is_not_shown_through_a_keyhole() -> None:
    frame = frame_on(news(LUX=3))
    assert frame.north - frame.south >= 20
    assert frame.east - frame.west >= 30


@st.composite
def a_country(draw: st.DrawFn) -> Spoken:
    # The map of the whole world ends at 58 degrees south, beyond every country.
    west, south = draw(st.floats(-180, 180, exclude_max=True)), draw(st.floats(-58, 75))
    width, height = draw(st.floats(0.05, 100)), draw(st.floats(0.05, 30))
    return Spoken(west, west + width, south, min(south + height, 83.5), draw(st.floats(0.5, 1000)))


@given(st.lists(a_country(), min_size=1, max_size=25))
def test_a_frame_is_always_a_frame_and_holds_most_of_the_news(listed: list[Spoken]) -> None:
    frame = frame_on(listed)
    assert -180 <= frame.west < 180
    assert frame.west < frame.east <= frame.west + 360
    assert -60 <= frame.south < frame.north <= 85
    inside = [one.weight for one in listed if lies_in(frame, (one.west + one.east) / 2, (one.south + one.north) / 2)]
    assert sum(inside) >= 0.6 * sum(one.weight for one in listed)


# Two gaps of the same width: the frame may begin behind either.
ALIKE = [Spoken(0, 1, 0, 1, 1.0)] * 3 + [Spoken(0, 58, 0, 1, 1.0), Spoken(56, 57, 0, 1, 1.0)]
OPPOSITE = [Spoken(0, 1, 0, 1, 1.0), Spoken(180, 181, 0, 1, 1.0)]


@given(st.lists(a_country(), min_size=1, max_size=12), st.floats(-180, 180))
@example(ALIKE, 124.0)
@example(OPPOSITE, 90.0)
@example([Spoken(-175, -174, 0, 1, 1.0), Spoken(170, 190, 0, 1, 1.0), Spoken(-100, -90, 0, 1, 1.0)], 100.0)
def test_the_frame_turns_with_the_globe(listed: list[Spoken], turn: float) -> None:
    frame = frame_on(listed)
    turned = frame_on([replace(one, west=one.west + turn, east=one.east + turn) for one in listed])
    assert (frame == WORLD) == (turned == WORLD)
    if frame != WORLD:
        assert turned.east - turned.west == pytest.approx(frame.east - frame.west, abs=0.01)
        assert wrapped(turned.west - frame.west - turn) == pytest.approx(0, abs=0.01)


def test_a_country_across_the_date_line_is_wholly_inside() -> None:
    """Who lies within it on the far side hides nothing of it."""
    frame = frame_on([Spoken(170, 200, 0, 20, 10), Spoken(-175, -174, 5, 6, 10), Spoken(100, 110, 0, 20, 10)])
    assert all(lies_in(frame, lon, 10) for lon in (100, 170, 200))
    assert frame.east - frame.west < 130
