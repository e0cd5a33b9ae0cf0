"""Two runs over the same texts, mention by mention: what a change of rule gained and what it lost."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geo.evaluation.figures import Score
from geo.evaluation.gold import Document, Mark
from geo.evaluation.match import Judgement, overlap
from geo.evaluation.predictions import Prediction, Run
from geo.toponyms.mention import USES

Change = Literal["gained", "lost", "mended", "new error", "use mended", "use lost", "use changed"]
CHANGES: tuple[Change, ...] = ("gained", "lost", "mended", "new error", "use mended", "use lost", "use changed")


@dataclass(frozen=True, slots=True)
class Difference:
    """One name that two runs read differently.

    gained, lost: a mark found now or no more. mended, new error: a wrong prediction gone or come. use mended, use lost:
    the use of a mark found both times is right now or no more; use changed: wrong before and after.
    """

    change: Change
    document: Document
    start: int
    end: int
    iso3: str | None
    before: str = ""
    after: str = ""


def compare(before: Score, after: Score, runs: tuple[Run, Run]) -> list[Difference]:
    """Return every difference, by document and place; both scores must be of the same documents and words."""
    found: list[Difference] = []
    for one, other in zip(before.fullest, after.fullest, strict=True):
        document = one.document
        here = [
            *_marks("gained", document, other.found, one.found),
            *_marks("lost", document, one.found, other.found),
            *_errors("mended", document, one, other),
            *_errors("new error", document, other, one),
            *_uses(document, *(run.get(document.id, []) for run in runs)),
        ]
        found += sorted(here, key=lambda difference: (difference.start, difference.end))
    return found


def tally(differences: Sequence[Difference]) -> Counter[str]:
    """How many differences there are of each sort."""
    return Counter(difference.change for difference in differences)


def _marks(change: Change, document: Document, have: list[Mark], lack: list[Mark]) -> list[Difference]:
    known = {id(mark) for mark in lack}
    return [Difference(change, document, m.start, m.end, m.iso3) for m in have if id(m) not in known]


def _errors(change: Change, document: Document, have: Judgement, lack: Judgement) -> list[Difference]:
    known = {(prediction.start, prediction.end, prediction.iso3) for prediction in lack.wrong}
    return [
        Difference(change, document, p.start, p.end, p.iso3)
        for p in have.wrong
        if (p.start, p.end, p.iso3) not in known
    ]


def _uses(document: Document, before: list[Prediction], after: list[Prediction]) -> list[Difference]:
    found = []
    for mark in document.marks:
        told, tells = _use(mark, before), _use(mark, after)
        if mark.use and told != tells and told in USES and tells in USES:
            change: Change = "use mended" if tells == mark.use else "use lost" if told == mark.use else "use changed"
            found.append(Difference(change, document, mark.start, mark.end, mark.iso3, told, tells))
    return found


def _use(mark: Mark, predictions: list[Prediction]) -> str:
    return next((p.use for p in predictions if p.iso3 == mark.iso3 and overlap(p, mark)), "")
