"""How often the use of a name is told right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from geo.evaluation.gold import Document
from geo.evaluation.match import overlap
from geo.evaluation.predictions import Run
from geo.evaluation.share import f1, share
from geo.toponyms.mention import USES


@dataclass(frozen=True, slots=True)
class UseFigures:
    """Of the marks found: how many, the share whose use is right, F1 by use, and the mean of these (0 to 1)."""

    mentions: int
    right: float
    macro_f1: float
    f1: dict[str, float]
    table: Counter[tuple[str, str]]


def use_figures(documents: Iterable[Document], run: Run) -> UseFigures | None:
    """Score the uses of the marks that were found, in `table` as (true, told); None where nothing can be compared."""
    table: Counter[tuple[str, str]] = Counter()
    for document in documents:
        predictions = run.get(document.id, [])
        for mark in document.marks:
            hits = (p for p in predictions if p.iso3 == mark.iso3 and overlap(p, mark))
            if mark.use and (hit := next(hits, None)):
                table[mark.use, hit.use] += 1
    if not any(told in USES for _, told in table):
        return None
    each: dict[str, float] = {use: _f1_of(table, use) for use in USES}
    mentions = table.total()
    right = sum(table[use, use] for use in USES)
    return UseFigures(mentions, share(right, mentions), sum(each.values()) / len(USES), each, table)


def _f1_of(table: Counter[tuple[str, str]], use: str) -> float:
    told = sum(table[true, use] for true in USES)
    true = sum(count for (one, _), count in table.items() if one == use)
    return f1(share(table[use, use], told), share(table[use, use], true))
