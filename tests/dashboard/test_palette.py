"""The map's colours can be told apart, also by colour-blind eyes."""

import tomllib
from itertools import pairwise

import numpy as np
import pytest

from dashboard.palette import DARK, LIGHT, Palette, between, linear_rgb, oklab, palette, repainting, shades
from geo.shipped import DATA

# Machado, Oliveira and Fernandes 2009, A Physiologically-based Model for Simulation of Color Vision Deficiency,
# doi:10.1109/TVCG.2009.113, severity 1.0; they act on linear light.
EYES = {
    "usual": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# A difference in Oklab that is seen side by side without looking twice: about 2.5 times the least that is seen.
TOLD_APART = 0.05
THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def seen(colours: list[str], eyes: str) -> np.ndarray:
    return oklab((linear_rgb(tuple(colours)) @ EYES[eyes].T).clip(0, 1))


def apart(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.linalg.norm(one - other))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    dark, light = sorted(linear_rgb((one, other)) @ np.array([0.2126, 0.7152, 0.0722]))
    return float((light + 0.05) / (dark + 0.05))


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("count", range(2, 8))
@pytest.mark.parametrize("colours", THEMES)
def test_each_class_differs_from_the_next_and_all_run_one_way(colours: Palette, count: int, eyes: str) -> None:
    ramp = seen(shades(colours.ramp, count), eyes)
    steps = np.diff(ramp[:, 0])
    assert (steps > 0).all() or (steps < 0).all()
    assert min(apart(one, other) for one, other in pairwise(ramp)) > TOLD_APART


@pytest.mark.parametrize("count", range(3, 8))
@pytest.mark.parametrize("colours", THEMES)
def test_classes_are_evenly_spaced(colours: Palette, count: int) -> None:
    steps = np.diff(seen(shades(colours.ramp, count), "usual")[:, 0])
    assert np.ptp(steps) < 0.02


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("count", range(1, 8))
@pytest.mark.parametrize("colours", THEMES)
def test_a_mentioned_country_never_looks_like_one_that_is_not(colours: Palette, count: int, eyes: str) -> None:
    neutral, *ramp = seen([colours.unmentioned, *shades(colours.ramp, count)], eyes)
    assert min(apart(neutral, shade) for shade in ramp) > TOLD_APART


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("colours", THEMES)
def test_the_blocs_inks_differ(colours: Palette, eyes: str) -> None:
    first, second, third = seen(list(colours.blocs), eyes)
    assert min(apart(first, second), apart(first, third), apart(second, third)) > TOLD_APART


@pytest.mark.parametrize("colours", THEMES)
def test_lines_and_names_stand_out_from_what_parts_them_from_the_map(colours: Palette) -> None:
    assert min(contrast(ink, colours.halo) for ink in colours.blocs) >= 3
    assert contrast(colours.ink, colours.halo) >= 7
    assert contrast(colours.hollow, colours.water) >= 2.3


def test_more_is_darker_on_the_light_page_and_brighter_on_the_dark_one() -> None:
    assert oklab(linear_rgb((LIGHT.ramp[0], LIGHT.ramp[-1])))[:, 0].tolist() == pytest.approx([0.88, 0.33], abs=0.05)
    assert oklab(linear_rgb((DARK.ramp[0], DARK.ramp[-1])))[:, 0].tolist() == pytest.approx([0.36, 0.94], abs=0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_repainting_there_and_back_is_no_change(dark: bool) -> None:
    counts = (24, 12, *range(1, 8))
    there, back = repainting(dark, counts), repainting(not dark, counts)
    drawn = shades(palette(dark).ramp, 7)
    assert [there[colour] for colour in drawn] == shades(palette(not dark).ramp, 7)
    assert [back[there[colour]] for colour in drawn] == drawn


def test_a_colour_between_two_begins_at_one_and_ends_at_the_other() -> None:
    one, other = LIGHT.blocs[0], LIGHT.halo
    assert between(one, other, 0) == one
    assert between(one, other, 1) == other
    lightness = [oklab(linear_rgb((between(one, other, part),)))[0, 0] for part in (0, 0.25, 0.5, 1)]
    assert lightness == sorted(lightness)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_own_colours_can_be_read(theme: str) -> None:
    file = DATA.parent / ".streamlit" / "config.toml"
    if not file.is_file():
        file = DATA.parents[2] / "dashboard" / ".streamlit" / "config.toml"
    colours = tomllib.loads(file.read_text("utf-8"))["theme"][theme]
    for ground in (colours["backgroundColor"], colours["secondaryBackgroundColor"]):
        assert contrast(colours["textColor"], ground) >= 7
        assert contrast(colours["linkColor"], ground) >= 4.5
        assert contrast(colours["primaryColor"], ground) >= 4.5
