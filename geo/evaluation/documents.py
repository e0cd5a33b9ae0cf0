"""What a document is about: its set of countries, and the one it names most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geo.evaluation.match import Judgement
from geo.evaluation.share import f1, share


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """Precision, recall and F1 over (document, country) pairs, and the share of documents whose focus is right.

    Documents in which nobody marked a country have no focus and are left out of its share; `documents` are the others.
    """

    precision: float
    recall: float
    f1: float
    focus: float
    documents: int


def document_figures(judgements: Sequence[Judgement]) -> DocumentFigures:
    """Score the sets of countries and the focus.

    The focus is right when the country predicted most often, of equals the one named first, is one of those that were
    marked most often.
    """
    both = told = true = documents = focused = 0
    for judgement in judgements:
        marked, counted = marks_by_country(judgement), predictions_by_country(judgement)
        both += len(marked.keys() & counted.keys())
        told += len(counted)
        true += len(marked)
        if marked:
            documents += 1
            if counted:
                # Counters keep the order of first mention, and max keeps the first of equals.
                focused += marked[max(counted, key=counted.__getitem__)] == max(marked.values())
    precision, recall = share(both, told), share(both, true)
    return DocumentFigures(precision, recall, f1(precision, recall), share(focused, documents), documents)


def marks_by_country(judgement: Judgement) -> Counter[str | None]:
    """How often each country was marked."""
    return Counter(mark.iso3 for mark in judgement.found + judgement.missed)


def predictions_by_country(judgement: Judgement) -> Counter[str | None]:
    """How often each country was predicted, in order of its first mention."""
    return Counter(prediction.iso3 for prediction in judgement.counted)
