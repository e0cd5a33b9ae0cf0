"""The plot that the rooms share: two figures a row, on one logarithmic axis, with what lies between them."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from math import ceil, floor, log10

import streamlit as st

from dashboard.joined import ELEMENT, joined

_plot = st.components.v2.component(
    "dateline_pairs",
    css=joined("rooms/plots/pairs.css"),
    js=joined(ELEMENT, "rooms/plots/pairs.js"),
)
_MOST_TICKS = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """A row: `one` and `other` are figures of one unit, `said` stands at its end, `spoken` is the whole of it in words.

    `key` is handed over where the row is opened. `tag` stands below the name; what is `quiet` is drawn back, what is
    `marked` brought forward.
    """

    key: str
    name: str
    one: float
    other: float
    said: str
    spoken: str
    tag: str = ""
    quiet: bool = False
    marked: bool = False


def pairs_plot(
    key: str,
    pairs: Sequence[Pair],
    series: tuple[str, str],
    heading: str,
    written: Callable[[float], str],
    on_open: Callable[[str], None],
    finding: str,
) -> None:
    """Draw the plot; `series` name the two marks, `heading` the last column, `written` a figure of the axis.

    `finding` is the plot in words, for those who cannot see it.
    """

    def opened() -> None:
        on_open(st.session_state[key]["opened"])

    least, most = ends(pairs)
    _plot(
        key=key,
        data={
            "rows": [asdict(pair) for pair in pairs],
            "series": list(series),
            "heading": heading,
            "ends": [least, most],
            "ticks": [{"value": value, "label": written(value)} for value in ticks(least, most)],
            "finding": finding,
        },
        on_opened_change=opened,
        height="content",
    )


def axis(share: float) -> str:
    """A share of 0 to 1 as a mark of the axis: 0.01%, 10%."""
    return f"{share * 100:.2g}%" if share < 1 else "100%"


def ends(pairs: Sequence[Pair]) -> tuple[float, float]:
    """Where the axis ends: at the least and the largest figure above nought, a factor of three apart at least.

    Nought has no place on a logarithmic axis; where there is one, the axis begins so much lower that it stands apart.
    """
    values = [value for pair in pairs for value in (pair.one, pair.other)]
    above = [value for value in values if value > 0] or [1.0]
    least = min(min(above), max(above) / 3)
    return (least / 2 if 0 in values else least), max(above)


def ticks(least: float, most: float) -> list[float]:
    """Round figures between the ends of the axis, two at least and not too many to be read."""
    powers = [10.0**power for power in range(floor(log10(least)), ceil(log10(most)) + 1)]
    tens = [power for power in powers if least <= power <= most]
    if len(tens) > 1:
        return tens[:: -ceil(len(tens) / _MOST_TICKS)][::-1]
    finer = [power * part for power in powers for part in (1, 2, 5) if least <= power * part <= most]
    return finer if len(finer) > 1 else [least, most]
