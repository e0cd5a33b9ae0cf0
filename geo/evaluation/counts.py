"""Whether the counts come out right: of a country in an article, and on the map of a whole corpus."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geo.evaluation.documents import marks_by_country, predictions_by_country
from geo.evaluation.match import Judgement


@dataclass(frozen=True, slots=True)
class CountFigures:
    """`articles`: Spearman's rank correlation of counts over (document, country) pairs; `map`: over countries.

    `distance`: total variation distance of the two maps, 0 for the same shares to 1 for none in common. A correlation
    over fewer than three pairs, or of counts that are all equal, is NaN.
    """

    articles: float
    map: float
    distance: float


def count_figures(judgements: Sequence[Judgement]) -> CountFigures:
    """Compare counts of marks and of predictions, wherever either is above zero."""
    pairs: list[tuple[int, int]] = []
    marked: Counter[str | None] = Counter()
    counted: Counter[str | None] = Counter()
    for judgement in judgements:
        here, there = marks_by_country(judgement), predictions_by_country(judgement)
        marked += here
        counted += there
        pairs += [(here[country], there[country]) for country in here.keys() | there.keys()]
    countries = sorted(marked.keys() | counted.keys(), key=str)
    all_marked, all_counted = marked.total() or 1, counted.total() or 1
    distance = sum(abs(marked[one] / all_marked - counted[one] / all_counted) for one in countries) / 2
    return CountFigures(
        spearman([one for one, _ in pairs], [other for _, other in pairs]),
        spearman([marked[country] for country in countries], [counted[country] for country in countries]),
        distance,
    )


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's correlation of ranks, equals sharing the mean of their ranks."""
    if len(one) < 3:
        return float("nan")
    ranks, others = _ranks(one), _ranks(other)
    mean, other_mean = sum(ranks) / len(ranks), sum(others) / len(others)
    spread = sum((rank - mean) ** 2 for rank in ranks) * sum((rank - other_mean) ** 2 for rank in others)
    shared = sum((a - mean) * (b - other_mean) for a, b in zip(ranks, others, strict=True))
    return shared / spread**0.5 if spread else float("nan")


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, first = [0.0] * len(values), 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and values[order[last + 1]] == values[order[first]]:
            last += 1
        for place in range(first, last + 1):
            ranks[order[place]] = (first + last) / 2
        first = last + 1
    return ranks
