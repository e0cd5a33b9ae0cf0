"""Train data/toponyms/usage.weights: how a name is used, from annotated news and Dateline's own example sentences.

    pip install scikit-learn
    python data/scripts/train_usage.py ../shared/corpora/dev.jsonl            write the weights
    python data/scripts/train_usage.py ../shared/corpora/dev.jsonl --check    cross-validate by document, write nothing

The annotated file is JSON Lines with `text` and `gold`: [{"start", "end", "iso3", "kind", "type"}], types as in TYPES;
a mention without one of them is passed over. What is learnt are the words around names; the names are never looked at.
The same input gives the same file to the byte.
"""

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from usage_examples import examples

from geo.evaluation.gold import TYPES
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import USES, Kind, Use
from geo.toponyms.usage_context import context
from geo.toponyms.usage_lists import rows
from geo.toponyms.usage_signs import signs
from geo.toponyms.usage_weights import WEIGHTS
from geo.toponyms.usage_words import Lexicon

KINDS: dict[str, Kind] = {"metonym": "seat", "none": "region"}
# Chosen by cross-validation: inverse strength of the L2 penalty, weight of an own example against an annotated mention.
STRENGTH, OWN = 0.2, 2.0
# Weights below this (in thousandths) change no decision and are left out.
SMALLEST = 15
FOLDS = 10


@dataclass
class Lessons:
    """Signs of mentions, their use, the document each is from (-1: own example), whether the geoparser finds it."""

    signs: list[dict[str, int]] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    found: list[bool] = field(default_factory=list)

    def add(self, text: str, spans: list[tuple[int, int, Kind]], uses: list[Use | None], document: int) -> None:
        """Add the mentions of one text; those without a use stand in rows, and are not learnt from."""
        for (start, end, kind), use, row in zip(spans, uses, rows(text, spans), strict=True):
            if use:
                around = context(Lexicon.load(), text, *(row or (start, end)))
                read = signs(around, kind, text[start:end], row is not None)
                self.signs.append(dict.fromkeys(read.names, 1))
                self.uses.append(use)
                self.documents.append(document)


def lessons(gold: Path) -> Lessons:
    """Return own sentences and annotated mentions, these at the spans the geoparser reads where it finds them."""
    found = Lessons()
    for example in examples():
        found.add(example.text, example.spans, list(example.uses), -1)
    found.found = [False] * len(found.uses)
    with gold.open(encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    documents = [document for document in documents if any(mark.get("type") for mark in document["gold"])]
    for number, document in enumerate(documents):
        _add_document(found, document, number)
    return found


def _add_document(lessons: Lessons, document: dict, number: int) -> None:
    text = document["text"]
    spans: dict[tuple[int, int], tuple[Kind, Use | None, bool]] = {}
    read = Geoparser.load().read(text)
    for mention in read:
        spans[mention.start, mention.end] = (mention.kind, None, False)
    for mark in document["gold"]:
        use = TYPES.get(mark.get("type") or "")
        hit = [m for m in read if m.start < mark["end"] and mark["start"] < m.end and m.iso3 == mark["iso3"]]
        if use and hit:
            spans[hit[0].start, hit[0].end] = (hit[0].kind, use, True)
        elif use and not any(m.start < mark["end"] and mark["start"] < m.end for m in read):
            spans[mark["start"], mark["end"]] = (KINDS.get(mark["kind"], mark["kind"]), use, False)
    ordered = sorted(spans)
    marks = [spans[span] for span in ordered]
    lessons.add(
        text, [(*span, mark[0]) for span, mark in zip(ordered, marks, strict=True)], [m[1] for m in marks], number
    )
    lessons.found += [mark[2] for mark in marks if mark[1]]


def fit(lessons: Lessons, rows: np.ndarray) -> tuple[DictVectorizer, LogisticRegression]:
    """Fit softmax regression on the lessons given by row number."""
    vectorizer = DictVectorizer(dtype=np.float64)
    table = vectorizer.fit_transform([lessons.signs[row] for row in rows])
    weight = np.array([OWN if lessons.documents[row] < 0 else 1.0 for row in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=500, tol=1e-6)
    model.fit(table, [USES.index(lessons.uses[row]) for row in rows], sample_weight=weight)
    return vectorizer, model


def cross_validate(lessons: Lessons, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return rows, uses and scores of the annotated mentions, each scored by weights that never saw its document."""
    documents = np.array(lessons.documents)
    order = np.random.default_rng(seed).permutation(documents.max() + 1)
    held, truth, scores = [], [], []
    for fold in range(FOLDS):
        test = np.flatnonzero(np.isin(documents, order[fold::FOLDS]))
        vectorizer, model = fit(lessons, np.setdiff1d(np.arange(len(documents)), test))
        held.append(test)
        truth.append(np.array([USES.index(lessons.uses[row]) for row in test]))
        scores.append(model.decision_function(vectorizer.transform([lessons.signs[row] for row in test])))
    return np.concatenate(held), np.concatenate(truth), np.concatenate(scores)


def temperature(truth: np.ndarray, scores: np.ndarray) -> float:
    """Return the divisor of the scores under which the probabilities of held-out mentions are most believable."""

    def surprise(divisor: float) -> float:
        scaled = scores / divisor
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(truth)), truth]))

    return float(minimize_scalar(surprise, bounds=(0.3, 5), method="bounded").x)


def report(lessons: Lessons, seeds: int) -> None:
    """Print accuracy and macro F1 of the cross-validated mentions, all and those the geoparser finds."""
    for seed in range(seeds):
        held, truth, scores = cross_validate(lessons, seed)
        chosen = scores.argmax(axis=1)
        found = np.array(lessons.found)[held]
        for name, keep in (("all", np.ones(len(held), bool)), ("found", found)):
            pairs = Counter(zip(truth[keep], chosen[keep], strict=True))
            right = sum(count for (one, other), count in pairs.items() if one == other)
            share = 100 * right / keep.sum()
            print(f"shuffle {seed}  {name:5} {keep.sum():5d} mentions  right {share:.1f}  {_f1s(pairs)}")
        print(f"           temperature {temperature(truth, scores):.2f}")


def _f1s(pairs: Counter) -> str:
    values = []
    for use in range(len(USES)):
        claimed = sum(count for (_, other), count in pairs.items() if other == use)
        true = sum(count for (one, _), count in pairs.items() if one == use)
        values.append(200 * pairs[use, use] / max(1, claimed + true))
    each = "  ".join(f"{use} {value:.1f}" for use, value in zip(USES, values, strict=True))
    return f"macro F1 {sum(values) / len(values):.1f}  {each}"


def write(path: Path, vectorizer: DictVectorizer, model: LogisticRegression, divisor: float) -> None:
    """Write bias, temperature and weights in thousandths, one sign a line, signs in order."""
    lines = ["# Weights by sign: " + " ".join(USES) + ", in thousandths. Written by data/scripts/train_usage.py."]
    lines.append(f"temperature\t{divisor:.3f}")
    lines.append("bias\t" + " ".join(str(round(1000 * value)) for value in model.intercept_))
    for name, column in sorted(vectorizer.vocabulary_.items()):
        weights = [round(1000 * value) for value in model.coef_[:, column]]
        if max(map(abs, weights)) >= SMALLEST:
            lines.append(f"{name}\t" + " ".join(map(str, weights)))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Train, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--check", action="store_true", help="cross-validate and write nothing")
    parser.add_argument("--seeds", type=int, default=2)
    options = parser.parse_args()
    learnt = lessons(options.gold)
    if options.check:
        report(learnt, options.seeds)
        return
    _, truth, scores = cross_validate(learnt)
    write(WEIGHTS, *fit(learnt, np.arange(len(learnt.uses))), temperature(truth, scores))


if __name__ == "__main__":
    main()
