"""Every figure of a run on a corpus."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geo.evaluation.counts import CountFigures, count_figures
from geo.evaluation.documents import DocumentFigures, document_figures
from geo.evaluation.gold import Document, Mark
from geo.evaluation.match import Judgement, judge
from geo.evaluation.predictions import Run
from geo.evaluation.share import f1, share
from geo.evaluation.tracks import Track, annotation
from geo.evaluation.uses import UseFigures, use_figures
from geo.evaluation.words import Words


@dataclass(frozen=True, slots=True)
class Recall:
    """How many marks there are, and the share found."""

    marks: int
    found: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run reaches on one corpus and track; shares are 0 to 1."""

    corpus: str
    track: Track
    marks: int
    precision: float
    recall: float
    f1: float
    documents: DocumentFigures
    counts: CountFigures
    by_kind: dict[str, Recall]
    by_type: dict[str, Recall]
    judgements: list[Judgement]


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of every corpus and track, in order of appearance, and of the uses by corpus."""

    tracks: list[Figures]
    uses: dict[str, UseFigures]

    def of(self, corpus: str, track: Track) -> Figures:
        """The figures of one corpus and track; raises KeyError."""
        for figures in self.tracks:
            if (figures.corpus, figures.track) == (corpus, track):
                return figures
        raise KeyError(f"{corpus}/{track}")

    @property
    def fullest(self) -> list[Judgement]:
        """The judgements of each corpus on the track that leaves least out: `all` where every demonym is marked."""
        kept = {
            figures.corpus: figures.judgements
            for figures in self.tracks
            if figures.track == "core" or annotation(figures.corpus, _documents(figures)).demonyms == "all"
        }
        return [judgement for judgements in kept.values() for judgement in judgements]


def _documents(figures: Figures) -> list[Document]:
    return [judgement.document for judgement in figures.judgements]


def score(documents: Sequence[Document], run: Run, words: Words) -> Score:
    """Score a run on annotated documents, corpus by corpus."""
    tracks: list[Figures] = []
    uses: dict[str, UseFigures] = {}
    for corpus in dict.fromkeys(document.corpus for document in documents):
        here = [document for document in documents if document.corpus == corpus]
        marked = annotation(corpus, here)
        for track in marked.tracks:
            judgements = [judge(one, run.get(one.id, []), track, marked, words) for one in here]
            tracks.append(_figures(corpus, track, judgements))
        if found := use_figures(here, run):
            uses[corpus] = found
    return Score(tracks, uses)


def _figures(corpus: str, track: Track, judgements: list[Judgement]) -> Figures:
    right = sum(len(judgement.right) for judgement in judgements)
    wrong = sum(len(judgement.wrong) for judgement in judgements)
    found = [mark for judgement in judgements for mark in judgement.found]
    missed = [mark for judgement in judgements for mark in judgement.missed]
    precision, recall = share(right, right + wrong), share(len(found), len(found) + len(missed))
    return Figures(
        corpus,
        track,
        len(found) + len(missed),
        precision,
        recall,
        f1(precision, recall),
        document_figures(judgements),
        count_figures(judgements),
        _recalls(Counter(mark.kind for mark in found), found + missed, "kind"),
        _recalls(Counter(mark.type for mark in found), found + missed, "type"),
        judgements,
    )


def _recalls(found: Counter[str], marks: list[Mark], by: str) -> dict[str, Recall]:
    every = Counter(getattr(mark, by) for mark in marks)
    return {name: Recall(count, share(found[name], count)) for name, count in sorted(every.items()) if name}
