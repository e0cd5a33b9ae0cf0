"""The picture of a map: what is coloured how, what is said, what travels to the browser."""

import json
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.choropleth import CAPITALS, COUNTED, MapPicture, figure, small_states
from dashboard.overlay import Tie, bloc_lines, dash, picked_lines, read_ties, write_ties
from dashboard.picture import finding, legend, payload, told
from geo.world.countries import countries
from geo.world.disputed import disputed
from geo.world.memberships import Memberships, statuses

ON = date(2021, 9, 17)
COUNTS = {"AFG": (41, 5), "RUS": (24, 4), "TJK": (19, 4), "SGP": (3, 1), "BEL": (1, 1)}


def picture(counts: dict[str, tuple[int, int]] | None = None, **more: Any) -> MapPicture:
    counts = COUNTS if counts is None else counts
    rows = [
        (iso3, countries()[iso3].name, mentions, articles, articles / 5)
        for iso3, (mentions, articles) in counts.items()
    ]
    capitals = pd.DataFrame([("AFG", "Kabul", 34.5, 69.2, 11), ("RUS", "Moscow", 55.8, 37.6, 2)], columns=CAPITALS)
    return MapPicture(pd.DataFrame(rows, columns=COUNTED), capitals, **more)


def members(*codes: str, asked: tuple[str, ...] = ("member",)) -> list:
    table = Memberships.load()
    return [(code, table.organisations[code].name, table.members(code, ON, asked)) for code in codes]


def traces(shown: MapPicture) -> dict[str, Any]:
    return {trace.name: trace for trace in figure(shown).data}


def fill_of(shown: MapPicture, iso3: str) -> str:
    """The colour a country gets, worked out from the figure as plotly would."""
    for name in ("nobodys", "silent", "spoken"):
        layer = traces(shown)[name]
        if iso3 in layer.locations:
            at = (layer.z[list(layer.locations).index(iso3)] - layer.zmin) / (layer.zmax - layer.zmin)
            return next(colour for stop, colour in layer.colorscale if stop >= at)
    raise AssertionError(f"{iso3} is not drawn")


def test_every_country_is_drawn_once() -> None:
    drawn = [iso3 for name in ("nobodys", "silent", "spoken") for iso3 in traces(picture())[name].locations]
    assert len(drawn) == len(set(drawn)) > 230


def test_colours_are_those_of_the_legend() -> None:
    shown = picture()
    colours = {entry["label"]: entry["colour"] for entry in legend(shown)["classes"]}
    assert fill_of(shown, "AFG") == colours["30+"]
    assert fill_of(shown, "RUS") == colours["20–29"]
    assert fill_of(shown, "BEL") == colours["1"]
    assert fill_of(shown, "FRA") == legend(shown)["silent"]


def test_nobodys_land_looks_unlike_a_country_and_is_told_among_the_disputed() -> None:
    nobodys = traces(picture())["nobodys"].locations
    assert len(nobodys)
    told = {area.code: area.told for area in disputed() if area.drawn_as in ("", area.code)}
    for code in nobodys:
        assert fill_of(picture(), code) != fill_of(picture(), "KOR")
        assert told[code] in legend(picture(disputed=True))["disputed"]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", ["classes", "log"])
@pytest.mark.parametrize("measure", ["mentions", "articles", "share"])
def test_every_measure_and_scale_orders_the_countries(measure: str, scale: str, dark: bool) -> None:
    layer = traces(picture(measure=measure, scale=scale, dark=dark))["spoken"]
    fills = dict(zip(layer.locations, layer.z, strict=True))
    assert fills["AFG"] >= fills["RUS"] >= fills["SGP"] >= fills["BEL"]
    assert fills["AFG"] > fills["BEL"]
    assert min(layer.z) >= layer.zmin
    assert max(layer.z) <= layer.zmax


def test_the_borders_are_named_and_not_sent() -> None:
    sent = json.dumps(payload(picture(blocs=members("SCO", "CSTO"), picked="AFG"), "map"))
    assert len(sent) < 16_000
    assert {traces(picture())[name].geojson for name in ("silent", "spoken")} == {
        payload(picture(), "map")["files"]["borders.geojson"]
    }


def test_capitals_grow_with_their_own_mentions() -> None:
    dots = traces(picture())["capitals"]
    assert list(dots.text) == ["Kabul", "Moscow"]
    assert dots.marker.size[0] > dots.marker.size[1] > 0


def test_small_states_have_a_target_a_finger_can_hit() -> None:
    drawn = traces(picture())
    assert {"SGP", "LUX", "MLT", "TUV", "VAT"} <= set(drawn["targets"].customdata) == set(small_states())
    assert drawn["targets"].marker.size >= 24
    assert list(drawn["small"].customdata) == ["SGP"]


def test_the_finding_is_said() -> None:
    said = finding(picture(blocs=members("SCO")))
    assert said.startswith(
        "Map. Afghanistan is named most: 41 mentions in 5 articles; then Russia (24), Tajikistan (19)"
    )
    assert "5 countries in all are named." in said
    assert "Outlined: Shanghai Cooperation Organisation (8)." in said


def test_the_tooltip_says_figures_and_ties() -> None:
    said = told(picture(memberships={"AFG": "SCO (observer)", "KAZ": "SCO, CSTO", "FRA": ""}))
    assert said["AFG"] == ["41 mentions in 5 articles, 100% of all", "SCO (observer)"]
    assert said["KAZ"] == ["", "SCO, CSTO"]
    assert said["BEL"] == ["1 mention in 1 article, 20% of all", ""]
    assert "FRA" not in said


def test_an_empty_picture_says_so_and_draws_the_world() -> None:
    empty = payload(picture({}), "map")
    assert empty["empty"] == "No country is mentioned under these filters."
    assert empty["open"] == [-169, 191, -58, 84]
    assert "no country is mentioned" in empty["finding"]


def test_the_map_opens_on_the_world_when_asked_and_still_knows_the_news() -> None:
    sent = payload(picture(frame="world"), "map")
    assert sent["open"] == [-169, 191, -58, 84]
    assert sent["news"] != sent["open"]


class TestOverlay:
    def lines(self, *codes: str, asked: tuple[str, ...] = ("member",)) -> dict[str, Any]:
        return {trace.name: trace for trace in bloc_lines(picture(blocs=members(*codes, asked=asked)).ties, False)}

    def test_two_blocs_are_told_apart_by_place_and_hatch(self) -> None:
        drawn = self.lines("SCO", "CSTO")
        assert "bloc-1-hatch" in drawn
        assert "bloc-0-hatch" not in drawn
        borders = [name for name in drawn if "KAZ" in name]
        assert len(borders) == 2
        assert drawn[borders[0]].lon != drawn[borders[1]].lon

    def test_hatches_of_the_second_and_third_cross(self) -> None:
        drawn = self.lines("SCO", "CSTO", "EAEU")
        slopes = [self.slope(drawn[f"bloc-{place}-hatch"]) for place in (1, 2)]
        assert slopes[0] > 0 > slopes[1]

    def slope(self, trace: Any) -> float:
        ends = slice(0, trace.lon.index(None))
        (west, low), *_, (east, high) = sorted(zip(trace.lon[ends], trace.lat[ends], strict=True))
        return (high - low) / (east - west)

    def test_a_status_shows_in_the_dashes(self) -> None:
        drawn = self.lines("SCO", asked=("member", "observer", "dialogue_partner"))
        patterns = {trace.line.dash for name, trace in drawn.items() if "casing" not in name}
        assert len(patterns) == 3
        iran = next(trace for name, trace in drawn.items() if "IRN" in name)
        assert iran.line.dash == dash("observer") != "solid"

    def test_every_status_has_its_dashes_and_none_but_members_a_full_line(self) -> None:
        assert {status for status in statuses() if dash(status) == "solid"} == {"member", "treaty_party"}

    def test_a_fourth_bloc_is_refused(self) -> None:
        with pytest.raises(ValueError, match="At most 3"):
            self.lines("SCO", "CSTO", "EAEU", "BRICS")

    @pytest.mark.parametrize("code", list(Memberships.load().organisations))
    def test_any_organisation_can_be_drawn(self, code: str) -> None:
        assert bloc_lines(picture(blocs=members(code, asked=tuple(statuses()))).ties, True)

    def test_what_is_picked_is_outlined(self) -> None:
        assert [trace.name for trace in picked_lines("AFG", False)] == ["picked-casing", "picked"]

    @given(st.lists(st.lists(st.builds(Tie, st.sampled_from(sorted(countries())), st.sampled_from(list(statuses()))))))
    def test_an_address_says_the_blocs(self, blocs: list[list[Tie]]) -> None:
        assert read_ties(write_ties(blocs)) == (blocs or [[]])

    @pytest.mark.parametrize("word", ["rus", "RUSS", "RUS-", "RUS.<script>", "RUS/..", "RUS-mem*ber"])
    def test_other_words_are_refused(self, word: str) -> None:
        with pytest.raises(ValueError, match="not a list"):
            read_ties(word)


def test_the_legend_explains_every_line() -> None:
    first, second = legend(picture(blocs=members("SCO", "CSTO", asked=("member", "observer", "dialogue_partner"))))[
        "blocs"
    ]
    assert [line["said"] for line in first["lines"]] == [
        "SCO: member (8)",
        "SCO: observer (4)",
        "SCO: dialogue partner (6)",
    ]
    assert [line["said"] for line in second["lines"]] == ["CSTO (6)"]
    assert len({line["dash"] for line in first["lines"]}) == 3
    assert (first["slope"], second["slope"]) == (None, 1)
    assert first["colour"] != second["colour"]


def test_a_logarithmic_legend_says_its_ends() -> None:
    ticks = legend(picture(scale="log"))["ticks"]
    assert [tick["label"] for tick in ticks] == ["1", "10", "41"]
    assert [round(tick["at"], 2) for tick in ticks] == [0, 0.62, 1]


@given(st.integers(1, 2_000_000), st.integers(1, 2_000_000))
@example(1, 2_000)
@example(1, 20_000)
@example(1, 85_000)
@example(1, 1_500_000)
def test_labels_of_a_logarithmic_legend_never_meet(one: int, other: int) -> None:
    """On the least width the scale has, a figure taking no more than seven pixels."""
    ticks = legend(picture({"AFG": (one, 1), "RUS": (other, 1)}, scale="log"))["ticks"]
    assert len(ticks) >= 2
    end = -1.0
    for at, tick in enumerate(ticks):
        width = 7 * len(tick["label"]) / 208
        begins = tick["at"] - {0: 0, len(ticks) - 1: width}.get(at, width / 2)
        assert begins > end
        end = begins + width
