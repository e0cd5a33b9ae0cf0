"""Classes of a count: breaks a reader can say aloud, about evenly spaced on a logarithmic scale."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeVar

Measure = Literal["mentions", "articles", "share"]
Step = TypeVar("Step", int, float)

# More than seven classes cannot be told apart by eye on a map (Brewer and Pickle 2002, doi:10.1111/1467-8306.00310).
MOST_CLASSES = 7
# From fine to coarse, each repeated in every decade: the finest that needs no more than MOST_CLASSES is taken.
_LADDERS = ((1, 2, 3, 5), (1, 2, 5), (1, 3), (1,))
_SHARES = ((0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75), (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5))


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes [breaks[i], breaks[i + 1]), the last without an end; `labels[i]` names class i."""

    breaks: tuple[float, ...]
    labels: tuple[str, ...]

    def of(self, value: float) -> int:
        """The class of a value above nought, from 0; a value below the first break falls into the first class."""
        return max(0, bisect_right(self.breaks, value) - 1)


def classes(values: Iterable[float], measure: Measure = "mentions") -> Classes:
    """Classes for the values above nought; without any, one class that begins at the smallest value there can be.

    Counts are whole numbers and a share lies between 0 and 1. The first class begins at or below the smallest value
    and the last holds the largest, so that no class at either end of the legend is empty.
    """
    counted = sorted(value for value in values if value > 0)
    if measure == "share":
        return _shares(counted)
    if not counted:
        return Classes((1,), ("1 or more",))
    least, most = counted[0], counted[-1]
    whole = _reached(range(1, MOST_CLASSES + 1), least, most)
    steps = whole if most <= MOST_CLASSES else _first_that_fits((_decades(ladder) for ladder in _LADDERS), least, most)
    return Classes(steps, tuple(_counts(steps)))


def _decades(ladder: Sequence[int]) -> list[int]:
    return [step * 10**power for power in range(18) for step in ladder]


def _reached(steps: Iterable[Step], least: float, most: float) -> tuple[Step, ...]:
    """The steps that the values reach, from the last one at or below the least."""
    steps = list(steps)
    return tuple([step for step in steps if step <= least][-1:] + [step for step in steps if least < step <= most])


def _first_that_fits(ladders: Iterable[Iterable[Step]], least: float, most: float) -> tuple[Step, ...]:
    """The steps reached of the first ladder that makes few enough classes, or of the last."""
    for ladder in ladders:
        steps = _reached(ladder, least, most)
        if len(steps) <= MOST_CLASSES:
            break
    return steps


def _counts(steps: tuple[int, ...]) -> Iterable[str]:
    for start, end in pairwise(steps):
        yield f"{start:,}" if end - start == 1 else f"{start:,}–{end - 1:,}"
    yield f"{steps[-1]:,}+"


def _shares(counted: list[float]) -> Classes:
    least, most = (counted[0], counted[-1]) if counted else (0.0, 0.0)
    steps = _first_that_fits(_SHARES, least, most)
    ends = [*steps[1:], next((step for step in _SHARES[0] if step > steps[-1]), 1.0)]
    labels = [
        f"under {_percent(end)}" if start == 0 else f"{_percent(start, sign='')}–{_percent(end)}"
        for start, end in zip(steps, ends, strict=True)
    ]
    return Classes(steps, tuple(labels))


def _percent(share: float, sign: str = "%") -> str:
    return f"{round(share * 100)}{sign}"
