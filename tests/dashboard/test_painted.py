"""Maps and plots of the rooms: told apart by every eye, and said in words."""

from itertools import pairwise

import pandas as pd
import pytest

from dashboard.choropleth import MapPicture
from dashboard.mapped import NO_CAPITALS
from dashboard.palette import DARK, LIGHT, Palette
from dashboard.rooms.blocs import ready, times
from dashboard.rooms.compare import SHADES, finding, shade, told
from dashboard.rooms.painted import Paint, painted
from dashboard.rooms.pairs import Pair, axis, ends, ticks
from dashboard.view import View
from tests.dashboard.test_palette import EYES, TOLD_APART, apart, seen

THEMES = [pytest.param(LIGHT, False, id="light"), pytest.param(DARK, True, id="dark")]


def colours(dark: bool) -> list[str]:
    return [one.dark if dark else one.light for one in SHADES]


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize(("theme", "dark"), THEMES)
def test_both_sides_are_told_apart_by_every_eye(theme: Palette, dark: bool, eyes: str) -> None:
    ramp = seen(colours(dark), eyes)
    assert min(apart(one, other) for one, other in pairwise(ramp)) > TOLD_APART
    # What is as far to the one side as to the other must not look alike.
    assert min(apart(ramp[at], ramp[-1 - at]) for at in range(3)) > TOLD_APART
    plain = seen([theme.unmentioned], eyes)[0]
    assert min(apart(plain, one) for one in ramp) > TOLD_APART


@pytest.mark.parametrize(("theme", "dark"), THEMES)
def test_a_greater_difference_stands_out_more(theme: Palette, dark: bool) -> None:
    plain = seen([theme.unmentioned], "usual")[0]
    far = [abs(one[0] - plain[0]) for one in seen(colours(dark), "usual")]
    assert far[0] > far[1] > far[2] and far[5] > far[4] > far[3]


def test_a_ratio_and_its_opposite_have_opposite_shades() -> None:
    for ratio in (1.2, 1.9, 2.1, 3.9, 4.1, 50.0):
        assert shade(ratio) + shade(1 / ratio) == len(SHADES) - 1
    assert [shade(ratio) for ratio in (0.1, 0.3, 0.7, 1.4, 3.0, 9.0)] == list(range(6))


def table(rows: list[tuple[str, str, int, int, float, bool]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["iso3", "name", "one", "other", "ratio", "certain"])
    return frame.assign(share_one=0.1, share_other=0.05, effect=frame["ratio"].map(lambda ratio: ratio - 1))


def test_a_difference_is_said_in_words() -> None:
    frame = table(
        [
            ("KAZ", "Kazakhstan", 20, 2, 5.0, True),
            ("RUS", "Russia", 3, 30, 0.2, True),
            ("FRA", "France", 1, 0, 2.0, False),
        ]
    )
    said = finding(frame)
    assert "first side names Kazakhstan (5.0 times) more" in said
    assert "the other Russia (5.0 times) more" in said
    assert "1 of 3 countries may differ by chance" in said
    assert told(frame.to_dict("records")[2])[1] == "the difference may be chance"
    assert "certainty" in finding(frame[~frame["certain"]])


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_uncertain_is_hatched_and_every_colour_has_its_other_theme(dark: bool) -> None:
    counts = pd.DataFrame(
        {
            "iso3": ["KAZ", "RUS", "SGP"],
            "name": ["", "", ""],
            "mentions": [3, 2, 1],
            "articles": [3, 2, 1],
            "share": 0.0,
        }
    )
    paint = Paint("Title", SHADES, {"KAZ": 0, "SGP": 5}, {}, "Said.", "in none", uncertain="may be chance")
    data = painted(MapPicture(counts, NO_CAPITALS, dark=dark), "test", paint)
    assert data["hatched"] == ["RUS"]
    assert {"label": "may be chance", "hatch": "yes"} in data["legend"]["marks"]
    assert [one["colour"] for one in data["legend"]["classes"]] == colours(dark)
    assert [data["repainting"][one] for one in colours(dark)] == colours(not dark)
    spoken = next(trace for trace in data["figure"]["data"] if trace.get("name") == "spoken")
    assert dict(zip(spoken["locations"], spoken["z"], strict=True)) == {"KAZ": 0, "RUS": 6, "SGP": 5}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([(0.0002, 0.4)], ["0.1%", "1%", "10%"]),
        ([(0.02, 0.05)], ["2%", "5%"]),
        ([(0, 0.1), (0.001, 0.002)], ["0.1%", "1%", "10%"]),
    ],
)
def test_the_axis_has_round_marks(values: list[tuple[float, float]], expected: list[str]) -> None:
    pairs = [Pair("A", "A", one, other, "", "") for one, other in values]
    assert [axis(tick) for tick in ticks(*ends(pairs))] == expected


@pytest.mark.parametrize("values", [[], [(0.0, 0.0)], [(1.0, 1.0)], [(1.0, 9e6)]])
def test_any_figures_have_an_axis(values: list[tuple[float, float]]) -> None:
    pairs = [Pair("A", "A", one, other, "", "") for one, other in values]
    least, most = ends(pairs)
    assert 0 < least < most
    assert 2 <= len(ticks(least, most)) <= 4


def test_the_blocs_at_hand_are_made_of_the_outlines() -> None:
    assert [bloc.name for bloc in ready(View())][:4] == ["SCO", "CSTO", "SCO and CSTO", "SCO, not CSTO"]
    assert [bloc.name for bloc in ready(View(overlay=("NATO",)))][:2] == ["NATO", "SCO"]
    assert ready(View(overlay=()))[0].name == "SCO"


def test_a_ratio_in_words() -> None:
    assert [times(ratio) for ratio in (12.3, 1.44, 0.31, 0.031, 0.0004)] == [
        "12 times",
        "1.4 times",
        "0.31 times",
        "0.03 times",
        "under 0.01 times",
    ]
