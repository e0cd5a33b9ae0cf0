"""The map opens on what the news is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.framing import WORLD, Frame, Spoken, frame_on, wrapped
from geo.world.countries import countries
from geo.world.outlines import area


def news(**mentions: int) -> list[Spoken]:
    known = countries()
    return [Spoken(known[iso3].lat, known[iso3].lon, area(iso3), weight) for iso3, weight in mentions.items()]


def shows(frame: Frame, iso3: str) -> bool:
    country = countries()[iso3]
    east_of_west = (country.lon - frame.west) % 360
    return east_of_west <= frame.east - frame.west and frame.south <= country.lat <= frame.north


SEEDS = {"AFG": 41, "RUS": 24, "TJK": 19, "HUN": 16, "USA": 12, "UZB": 9, "CHN": 8, "IRN": 6, "KAZ": 5, "BEL": 1}


def test_eurasia_for_news_of_eurasia() -> None:
    frame = frame_on(news(**SEEDS))
    assert all(shows(frame, iso3) for iso3 in SEEDS if iso3 not in ("USA", "BEL"))
    assert not shows(frame, "USA")
    assert 5 < frame.west < 22
    assert 125 < frame.east < 160


def test_across_the_date_line() -> None:
    frame = frame_on(news(FJI=10, WSM=10, TON=8, KIR=5))
    assert frame.west < 180 < frame.east
    assert frame.east - frame.west < 60
    assert all(shows(frame, iso3) for iso3 in ("FJI", "WSM", "TON"))


def test_the_world_for_news_of_the_world() -> None:
    assert frame_on(news(USA=30, CHN=25, BRA=20, AUS=20, ZAF=20, RUS=20, GBR=20, IND=20)) == WORLD


def test_the_world_for_no_news() -> None:
    assert frame_on([]) == WORLD
    assert frame_on([Spoken(10, 10, 4, 0)]) == WORLD


def test_one_far_mention_does_not_push_the_news_to_a_corner() -> None:
    alone = frame_on(news(FRA=20, DEU=20, POL=15))
    assert frame_on(news(FRA=20, DEU=20, POL=15, NZL=1)) == alone


def test_one_small_country_is_not_shown_through_a_keyhole() -> None:
    frame = frame_on(news(LUX=3))
    assert frame.north - frame.south >= 20
    assert frame.east - frame.west >= 30


spoken = st.builds(
    Spoken,
    st.floats(-60, 80),
    st.floats(-180, 180, exclude_max=True),
    st.floats(0, 1400),
    st.floats(0.5, 1000),
)


@given(st.lists(spoken, min_size=1, max_size=25))
def test_a_frame_is_always_a_frame_and_holds_most_of_the_news(listed: list[Spoken]) -> None:
    frame = frame_on(listed)
    assert -180 <= frame.west < 180
    assert frame.west < frame.east <= frame.west + 360
    assert -60 <= frame.south < frame.north <= 85
    inside = [
        country.weight
        for country in listed
        if (country.lon - frame.west) % 360 <= frame.east - frame.west and frame.south <= country.lat <= frame.north
    ]
    assert sum(inside) >= 0.6 * sum(country.weight for country in listed)


@given(st.lists(spoken, min_size=1, max_size=12), st.floats(-180, 180))
def test_the_frame_turns_with_the_globe(listed: list[Spoken], turn: float) -> None:
    frame = frame_on(listed)
    turned = frame_on([Spoken(one.lat, wrapped(one.lon + turn), one.area, one.weight) for one in listed])
    if WORLD not in (frame, turned):
        assert turned.east - turned.west == pytest.approx(frame.east - frame.west, abs=0.01)
        assert wrapped(turned.west - frame.west - turn) == pytest.approx(0, abs=0.01)
