"""Which predictions are right and which marks are found.

A prediction is right when it overlaps a mark of its country; a mark is found when such a prediction overlaps it.
Overlap, not equal spans: "Paris, France" may be one mention or two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.evaluation.gold import Document, Mark
from geo.evaluation.predictions import LONGEST, Prediction
from geo.evaluation.tracks import Annotation, Track
from geo.evaluation.words import Words


@dataclass(slots=True)
class Judgement:
    """Of one document: predictions right and wrong, marks found and missed."""

    document: Document
    right: list[Prediction]
    wrong: list[Prediction]
    found: list[Mark]
    missed: list[Mark]

    @property
    def counted(self) -> list[Prediction]:
        """The predictions that are one or the other, in order of start."""
        return sorted(self.right + self.wrong, key=lambda prediction: prediction.start)


def overlap(one: Prediction | Mark, other: Prediction | Mark) -> bool:
    """True when the two spans share a character."""
    return one.start < other.end and other.start < one.end


def judge(
    document: Document, predictions: Sequence[Prediction], track: Track, annotation: Annotation, words: Words
) -> Judgement:
    """Judge the predictions of one document; those without a country, or with an impossible span, are not looked at.

    Neither right nor wrong are, off the marks of their country: demonyms where the track leaves them out or the corpus
    does not mark them all; what overlaps ignored spans only; names inside names where the corpus does not mark these.
    """
    if not annotation.names_inside:
        predictions = [prediction for prediction in predictions if prediction.use != "name"]
    wanted = [m for m in document.marks if m.kind != "none" and (track == "all" or m.kind != "demonym")]
    ignored = list(document.ignored)
    if track == "core":
        ignored += [(mark.start, mark.end) for mark in document.marks if mark.kind == "demonym"]
    demonyms_count = track == "all" and annotation.demonyms == "all"
    right, wrong = [], []
    for prediction in predictions:
        start, end = prediction.start, prediction.end
        if not prediction.iso3 or not 0 <= start < end <= len(document.text) or end - start > LONGEST:
            continue
        over = [mark for mark in wanted if overlap(mark, prediction)]
        if any(mark.iso3 == prediction.iso3 for mark in over):
            right.append(prediction)
        elif not demonyms_count and words.is_demonym(document.text[start:end], prediction.kind):
            continue
        elif over or not any(a < end and start < b for a, b in ignored):
            wrong.append(prediction)
    found: list[Mark] = []
    missed: list[Mark] = []
    for mark in wanted:
        hit = any(overlap(mark, prediction) and mark.iso3 == prediction.iso3 for prediction in right)
        (found if hit else missed).append(mark)
    return Judgement(document, right, wrong, found, missed)
