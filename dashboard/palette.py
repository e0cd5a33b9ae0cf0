"""The map's colours, light and dark: one ramp for the news, inks for the blocs, neutrals for the rest.

The ramps run through YlGnBu's hues (Brewer's, by ear, not by table) and are spaced evenly in Oklab's lightness
(Ottosson 2020, https://bottosson.github.io/posts/oklab/), so that one class more is one step darker; on the dark page
the ramp runs the other way and more is brighter. `tests/dashboard/test_choropleth.py` looks at them through simulated
colour-blind eyes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

# Oklab's two matrices, from the page named above: linear sRGB -> cone response, its cube root -> L, a, b.
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour the map needs, as #rrggbb. `ramp` goes from few to many, `blocs` in the order of the overlay."""

    ramp: tuple[str, ...]
    water: str
    unmentioned: str
    nobodys: str
    border: str
    faint: str
    hollow: str
    ink: str
    halo: str
    blocs: tuple[str, str, str]


LIGHT = Palette(
    ramp=("#d0e387", "#a2d8b0", "#56bcc0", "#2b90bb", "#2763a6", "#1b2f6e"),
    water="#f5f8fa",
    unmentioned="#ebeef1",
    nobodys="#f5f8fa",
    border="#ffffff",
    faint="#ccd5dc",
    hollow="#9aa7b4",
    ink="#12202e",
    halo="#ffffff",
    blocs=("#c2410c", "#86198f", "#12202e"),
)
DARK = Palette(
    ramp=("#1d4157", "#215f7f", "#2187a0", "#45adae", "#97d3ac", "#eaf3b6"),
    water="#0e161f",
    unmentioned="#222c37",
    nobodys="#0e161f",
    border="#0f1720",
    faint="#3b4855",
    hollow="#55626f",
    ink="#f3f6f9",
    halo="#0f1720",
    blocs=("#ffa35c", "#f0a6ff", "#f3f6f9"),
)


def palette(dark: bool) -> Palette:
    """The colours for the page's theme."""
    return DARK if dark else LIGHT


def repainting(dark: bool, counts: Iterable[int]) -> dict[str, str]:
    """From each colour of one theme to that in its place in the other, so that a drawn map can change at once.

    `counts`: how many shades of the ramp are in use, for each use of it. Raises `ValueError` when a colour would have
    to become two: then a palette gives one colour two tasks that the other palette keeps apart.
    """
    pairs: dict[str, str] = {}
    for old, new in zip(_all(palette(dark), counts), _all(palette(not dark), counts), strict=True):
        if pairs.setdefault(old, new) != new:
            raise ValueError(f"{old} stands for both {pairs[old]} and {new} of the other theme.")
    return pairs


def _all(colours: Palette, counts: Iterable[int]) -> list[str]:
    grounds = [colours.water, colours.unmentioned, colours.nobodys]
    lines = [colours.border, colours.faint, colours.hollow, colours.ink, colours.halo, *colours.blocs]
    ramps = [shade for count in sorted(set(counts)) for shade in shades(colours.ramp, count)]
    return [*grounds, *lines, *ramps]


def linear_rgb(colours: tuple[str, ...]) -> np.ndarray:
    """#rrggbb as linear light, shape (n, 3), 0 to 1 (IEC 61966-2-1)."""
    coded = np.array([[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in colours]) / 255
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def oklab(linear: np.ndarray) -> np.ndarray:
    """Linear sRGB, shape (n, 3), as Oklab: lightness 0 to 1, then a and b."""
    return np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T


def between(one: str, other: str, part: float) -> str:
    """The colour that lies so far from one to the other in Oklab; `part` from 0 to 1."""
    lab = oklab(linear_rgb((one, other)))
    return _written((1 - part) * lab[:1] + part * lab[1:])[0]


def shades(ramp: tuple[str, ...], count: int) -> list[str]:
    """`count` colours along a ramp, evenly spaced in lightness; one alone is the middle of the ramp."""
    lab = oklab(linear_rgb(ramp))
    lightness = lab[:, 0]
    rising = np.argsort(lightness)
    wanted = np.linspace(lightness[0], lightness[-1], count) if count > 1 else lightness[[0, -1]].mean(keepdims=True)
    lab = np.stack([np.interp(wanted, lightness[rising], lab[rising, axis]) for axis in range(3)], axis=1)
    return _written(lab)


def _written(lab: np.ndarray) -> list[str]:
    """Oklab, shape (n, 3), as #rrggbb; what no screen can show is brought to the nearest that it can."""
    linear = (((lab @ np.linalg.inv(_TO_LAB).T) ** 3) @ np.linalg.inv(_TO_CONES).T).clip(0, 1)
    coded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return ["#" + "".join(f"{round(part * 255):02x}" for part in colour) for colour in coded]
