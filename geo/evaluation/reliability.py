"""Whether confidence is a probability: of the mentions given 0.8, are eight in ten right?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.evaluation.match import Judgement
from geo.evaluation.share import share

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Mentions with a confidence from `least` to a tenth above: how many, their mean confidence, the share right."""

    least: float
    mentions: int
    confidence: float
    right: float


def reliability(judgements: Iterable[Judgement]) -> list[Bin]:
    """Sort the predictions that count by their confidence, in tenths; tenths in which there are none are left out."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for judgement in judgements:
        for right, predictions in ((True, judgement.right), (False, judgement.wrong)):
            for prediction in predictions:
                bins[min(_BINS - 1, int(prediction.confidence * _BINS))].append((prediction.confidence, right))
    return [_bin(place / _BINS, entries) for place, entries in enumerate(bins) if entries]


def _bin(least: float, entries: list[tuple[float, bool]]) -> Bin:
    confidence = sum(confidence for confidence, _ in entries) / len(entries)
    return Bin(least, len(entries), confidence, share(sum(right for _, right in entries), len(entries)))


def miscalibration(bins: Sequence[Bin]) -> float:
    """The mean distance of confidence and share right, each mention counting once (expected calibration error)."""
    mentions = sum(one.mentions for one in bins)
    return share(sum(one.mentions * abs(one.confidence - one.right) for one in bins), mentions)
