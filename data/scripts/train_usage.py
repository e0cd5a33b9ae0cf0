"""Train data/toponyms/usage.weights: how a name is used, from Dateline's own sentences and annotated news.

    pip install scikit-learn
    python data/scripts/train_usage.py ../shared/corpora/dev.jsonl            write the weights
    python data/scripts/train_usage.py ../shared/corpora/dev.jsonl --check    cross-validate by document, write nothing

The annotated news is what `dateline evaluate` takes. Of documents whose marks say the use, the uses are learnt; of
the others, which capitalised words after a place make another name of it in the eyes of their annotators: a name that
reads as part of another, and is marked as a place all the same, is taken for the next likeliest use. What is learnt are
the words around names; the names are never looked at. The same input gives the same file to the byte.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from usage_lessons import OWN, Lesson, lessons

from geo.toponyms.mention import USES
from geo.toponyms.usage_weights import WEIGHTS

# Chosen by cross-validation: inverse strength of the L2 penalty; weight of an own sentence, and of a name of which only
# its being marked is known, against a mention whose use is marked.
STRENGTH, OWN_WEIGHT, MARKED_WEIGHT = 0.2, 2.0, 0.5
NAME = USES.index("name")
# The probability from which a name of unmarked use is worth a lesson.
LIKELY_NAME = 0.3
# Weights below this (in thousandths) change no decision and are left out.
SMALLEST = 15
FOLDS = 10

Model = tuple[DictVectorizer, LogisticRegression]


def fit(learnt: Iterable[Lesson]) -> Model:
    """Fit softmax regression on what is known, then once more with what the first fit makes of the half-known."""
    known, half = [], []
    for lesson in learnt:
        (known if lesson.use else half).append(lesson)
    signs = [lesson.signs for lesson in known]
    uses = [USES.index(lesson.use) for lesson in known if lesson.use]
    weights = [OWN_WEIGHT if lesson.document == OWN else 1.0 for lesson in known]
    first = _fit(signs, uses, weights)
    if half:
        for lesson, chances in zip(half, first[1].predict_proba(_table(first, half)), strict=True):
            if chances[NAME] >= LIKELY_NAME:
                chances[NAME] = -1.0 if lesson.marked else 2.0
                signs.append(lesson.signs)
                uses.append(int(chances.argmax()))
                weights.append(MARKED_WEIGHT)
    return _fit(signs, uses, weights)


def _fit(signs: list[dict[str, int]], uses: list[int], weights: list[float]) -> Model:
    vectorizer = DictVectorizer(dtype=np.float64)
    model = LogisticRegression(C=STRENGTH, max_iter=500, tol=1e-6)
    model.fit(vectorizer.fit_transform(signs), uses, sample_weight=np.array(weights))
    return vectorizer, model


def _table(model: Model, learnt: list[Lesson]) -> object:
    return model[0].transform([lesson.signs for lesson in learnt])


def cross_validate(learnt: list[Lesson], seed: int = 0) -> tuple[list[Lesson], np.ndarray, list[tuple[bool, bool]]]:
    """Score every lesson of the news by weights that never saw its document.

    Returns the lessons whose use is known, their scores (row: lesson, column: use), and for each half-known one whether
    it is marked as a place and whether it reads as part of a name.
    """
    documents = sorted({lesson.document for lesson in learnt} - {OWN})
    order = np.random.default_rng(seed).permutation(documents)
    held: list[Lesson] = []
    scores: list[np.ndarray] = []
    names: list[tuple[bool, bool]] = []
    for fold in range(FOLDS):
        out = set(order[fold::FOLDS].tolist())
        model = fit(lesson for lesson in learnt if lesson.document not in out)
        known = [lesson for lesson in learnt if lesson.document in out and lesson.use]
        half = [lesson for lesson in learnt if lesson.document in out and not lesson.use]
        if known:
            held += known
            scores.append(model[1].decision_function(_table(model, known)))
        if half:
            chosen = model[1].predict(_table(model, half)) == NAME
            names += [(lesson.marked, bool(name)) for lesson, name in zip(half, chosen, strict=True)]
    return held, np.concatenate(scores), names


def calibrate(truth: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, float]:
    """Return what to add to the scores of the uses, and by what to divide them then, to be believed most.

    Own sentences come with shares of the uses that are nobody's news; the addition sets them right. Both are fitted to
    the scores of held-out mentions.
    """

    def surprise(values: np.ndarray) -> float:
        scaled = (scores + values[:-1]) / np.exp(values[-1])
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(truth)), truth]))

    found = minimize(surprise, np.zeros(len(USES) + 1)).x
    return found[:-1] - found[:-1].mean(), float(np.exp(found[-1]))


def report(learnt: list[Lesson], seeds: int) -> None:
    """Print accuracy and macro F1 of the cross-validated mentions, all and those the geoparser finds."""
    for seed in range(seeds):
        held, scores, names = cross_validate(learnt, seed)
        truth = truths(held)
        shift, divisor = calibrate(truth, scores)
        chosen = (scores + shift).argmax(axis=1)
        found = np.array([lesson.found for lesson in held])
        for name, keep in (("all", np.ones(len(held), bool)), ("found", found)):
            pairs = Counter(zip(truth[keep], chosen[keep], strict=True))
            share = 100 * sum(count for (one, other), count in pairs.items() if one == other) / keep.sum()
            print(f"shuffle {seed}  {name:5} {keep.sum():5d} mentions  right {share:.1f}  {_f1s(pairs)}")
        lost = Counter(names)
        print(f"           temperature {divisor:.2f}; of names without a marked use, read as a part:")
        for marked, label in ((True, "places"), (False, "others")):
            print(f"           {lost[marked, True]} of {lost[marked, True] + lost[marked, False]} {label}")


def truths(held: list[Lesson]) -> np.ndarray:
    """The uses of lessons that have one, as places in USES."""
    return np.array([USES.index(lesson.use) for lesson in held if lesson.use])


def _f1s(pairs: Counter) -> str:
    values = []
    for use in range(len(USES)):
        claimed = sum(count for (_, other), count in pairs.items() if other == use)
        true = sum(count for (one, _), count in pairs.items() if one == use)
        values.append(200 * pairs[use, use] / max(1, claimed + true))
    each = "  ".join(f"{use} {value:.1f}" for use, value in zip(USES, values, strict=True))
    return f"macro F1 {sum(values) / len(values):.1f}  {each}"


def write(path: Path, trained: Model, shift: np.ndarray, divisor: float) -> None:
    """Write bias with its shift, temperature and weights in thousandths, one sign a line, signs in order."""
    vectorizer, model = trained
    lines = ["# Weights by sign: " + " ".join(USES) + ", in thousandths. Written by data/scripts/train_usage.py."]
    lines.append(f"temperature\t{divisor:.3f}")
    lines.append("bias\t" + " ".join(str(round(1000 * value)) for value in model.intercept_ + shift))
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
    held, scores, _ = cross_validate(learnt)
    write(WEIGHTS, fit(learnt), *calibrate(truths(held), scores))


if __name__ == "__main__":
    main()
