"""Train what decides between readings (data/toponyms/evidence.json) and what is a place (data/toponyms/judge.npz).

    pip install lightgbm==4.6.0
    python data/scripts/train_judge.py ../shared/corpora/dev.jsonl [--write]

Without --write it only cross-validates, by document group in folds and by leaving out one corpus at a time, and
prints P, R and F1 as the scorer beside the corpora counts them. The corpora never become part of the product.
"""

import argparse
import json
import sys
import zlib
from collections import defaultdict
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from geo.shipped import DATA
from geo.toponyms import evidence
from geo.toponyms.features import FEATURES
from geo.toponyms.gazetteer import Gazetteer
from geo.toponyms.geoparser import ACCEPTED, Geoparser
from geo.toponyms.survey import Found, Survey

FOLDS = 5
DEPTH = 5
TREES = 120
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.1,
    "num_leaves": 20,
    "max_depth": DEPTH,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "verbose": -1,
    "seed": 1,
    "deterministic": True,
    "num_threads": 2,
}
# The corpora are of unlike size and kind of news; the smaller ones count for more a mention.
WEIGHTS = {"gwn": 1.5, "tr": 2.0, "lgl": 1.0, "gv": 1.2, "tud": 1.0}
# Where the weights of evidence start: people and kind alone. Each round reads the articles by the last one's weights.
START = {
    "people": 1.0,
    "country": 4.0,
    "capital": 2.0,
    "demonym": 4.0,
    "other_name": -1.0,
    "short_name": -1.0,
    "same_country": 1.0,
}
ROUNDS = 3
# "X, Y" says outright where X lies; the articles repeat it in so many other ways that the fit alone would say less.
LEAST = {"parent_country": 2.0, "parent_region": 1.5}
# Local American news, full of namesakes of capitals, would make Paris and Athens American everywhere.
READING_WEIGHTS = {"lgl": 0.4}
PLACE, NAME_PART, NEITHER, UNKNOWN = 1, 2, 0, -1
# Corpora that annotate every demonym; elsewhere one that is not annotated tells nothing.
_WITH_DEMONYMS = ("gwn",)


def readings(documents: list[dict], surveys: list[Survey]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return signs, group, rightness and weight of every choice of each name whose country the gold tells."""
    signs, groups, right, weights = [], [], [], []
    for document, survey in zip(documents, surveys, strict=True):
        votes = defaultdict(list)
        for one in survey.found:
            if one.told is not None and len(one.told.choices) > 1:
                for gold in _touching(document, one):
                    if gold["kind"] != "none":
                        votes[one.candidate.form].append(gold["iso3"])
        for form, codes in votes.items():
            told = survey.told[form]
            code = max(sorted(set(codes)), key=codes.count)
            if any(choice.iso3 == code for choice in told.choices):
                group = groups[-1] + 1 if groups else 0
                for k, choice in enumerate(told.choices):
                    signs.append([*choice.static, *survey.evidence.signs(told, k)])
                    groups.append(group)
                    weights.append(READING_WEIGHTS.get(document["corpus"], 1.0))
                    right.append(choice.iso3 == code)
    return np.array(signs), np.array(groups), np.array(right, float), np.array(weights)


def fit_readings(signs: np.ndarray, groups: np.ndarray, right: np.ndarray, counts: np.ndarray) -> list[float]:
    """Return the weights of a conditional logit with an L2 penalty of 1, fitted by 400 steps of Adam."""
    weights = np.zeros(signs.shape[1])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, 401):
        scores = signs @ weights
        top = np.full(groups.max() + 1, -1e9)
        np.maximum.at(top, groups, scores)
        odds = np.exp(scores - top[groups])
        total = np.zeros(len(top))
        np.add.at(total, groups, odds)
        slope = signs.T @ ((odds / total[groups] - right) * counts) + weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= 0.1 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return [round(float(weight), 3) for weight in weights]


def _touching(document: dict, one: Found) -> list[dict]:
    return [gold for gold in document["gold"] if gold["start"] < one.end and one.start < gold["end"]]


def label(document: dict, one: Found, iso3: str | None, kind: str) -> int:
    """Whether a candidate of this country is a place, part of a name, neither, or beyond what the gold tells."""
    touching = _touching(document, one)
    good = [gold for gold in touching if gold["kind"] != "none" and gold["iso3"] == iso3]
    if good:
        return NAME_PART if all(gold["type"] == "Embedded_Non_Lit" for gold in good) else PLACE
    if not any(gold["kind"] != "none" for gold in touching) and any(
        start < one.end and one.start < end for start, end in document["ignore"]
    ):
        return UNKNOWN
    if kind == "demonym" and document["corpus"] not in _WITH_DEMONYMS:
        return UNKNOWN
    return NEITHER


def table(documents: list[dict], parser: Geoparser) -> dict[str, Any]:
    """Return matrix, labels, document of every candidate the judge would be asked about."""
    rows, labels, owners = [], [], []
    for at, document in enumerate(documents):
        survey = parser.survey(document["text"])
        asked = parser.asked(survey)
        for one, iso3, kind in asked:
            labels.append(label(document, one, iso3, kind))
            owners.append(at)
        rows.extend(parser.rows(survey, [one for one, _, _ in asked]))
    return {"rows": np.array(rows), "labels": np.array(labels), "owners": np.array(owners)}


def fit(rows: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> Any:
    """Return LightGBM's booster for place against everything else."""
    data = lightgbm.Dataset(rows, (labels == PLACE).astype(int), weight=weights, free_raw_data=False)
    return lightgbm.train(PARAMETERS, data, TREES)


def complete(booster: Any) -> dict[str, np.ndarray]:
    """Return the trees as arrays of complete trees, a leaf above the last level repeated below it."""
    inner, trees = 2**DEPTH - 1, booster.dump_model()["tree_info"]
    feature = np.zeros((len(trees), inner), np.uint8)
    threshold = np.full((len(trees), inner), np.inf, np.float32)
    leaf = np.zeros((len(trees), inner + 1), np.float32)

    def place(tree: int, at: int, node: dict) -> None:
        if at >= inner:
            leaf[tree, at - inner] = node["leaf_value"]
        elif "leaf_value" in node:
            place(tree, 2 * at + 1, node)
            place(tree, 2 * at + 2, node)
        else:
            feature[tree, at], threshold[tree, at] = node["split_feature"], node["threshold"]
            place(tree, 2 * at + 1, node["left_child"])
            place(tree, 2 * at + 2, node["right_child"])

    for tree, info in enumerate(trees):
        place(tree, 0, info["tree_structure"])
    names = np.frombuffer("\n".join(FEATURES).encode(), np.uint8)
    return {"names": names, "feature": feature, "threshold": threshold, "leaf": leaf}


def validate(documents: list[dict], parser: Geoparser, data: dict[str, Any], folds: np.ndarray) -> np.ndarray:
    """Return for every candidate the probability given by a judge that never saw its fold."""
    weights = np.array([WEIGHTS.get(documents[at]["corpus"], 1.0) for at in data["owners"]])
    chances = np.zeros(len(data["labels"]))
    mine = folds[data["owners"]]
    for fold in sorted(set(folds)):
        seen = (mine != fold) & (data["labels"] != UNKNOWN)
        booster = fit(data["rows"][seen], data["labels"][seen], weights[seen])
        chances[mine == fold] = booster.predict(data["rows"][mine == fold])
    return chances


def report(title: str, documents: list[dict], parser: Geoparser, data: dict[str, Any], chances: np.ndarray) -> None:
    """Print P, R and F1 per corpus of what the geoparser would say with these probabilities."""
    predictions = {}
    for at, document in enumerate(documents):
        mentions = parser.mentions(parser.survey(document["text"]), chances[data["owners"] == at])
        predictions[document["doc"]] = [
            {"start": m.start, "end": m.end, "iso3": m.iso3, "kind": m.kind, "use": m.use} for m in mentions
        ]
    import score

    print(f"{title} (accepted from {ACCEPTED})")
    mean = []
    for (corpus, track), got in score.run(documents, predictions).items():
        if track == "core":
            kinds = "  ".join(f"{kind} {100 * share:.1f}" for kind, (share, _) in sorted(got["kind"].items()))
            print(
                f"  {corpus:4} P {100 * got['P']:.1f} R {100 * got['R']:.1f} F1 {100 * got['F1']:.1f} "
                f"set {100 * got['setF1']:.1f} focus {100 * got['focus']:.1f}  recall: {kinds}"
            )
            mean.append(got["F1"])
    print(f"  mean F1 {100 * np.mean(mean):.2f}")


def reliability(data: dict[str, Any], chances: np.ndarray) -> None:
    """Print how often candidates of each tenth of probability are right."""
    known = data["labels"] != UNKNOWN
    for low in np.arange(0, 1, 0.1):
        inside = known & (chances >= low) & (chances < low + 0.1)
        if inside.any():
            right = (data["labels"][inside] == PLACE).mean()
            print(
                f"  {low:.1f}-{low + 0.1:.1f}  said {chances[inside].mean():.2f}  right {right:.2f}  of {inside.sum()}"
            )


def main() -> None:
    """Cross-validate and, if asked, write the weights."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--corpora", action="store_true", help="also leave out one corpus at a time")
    given = arguments.parse_args()
    sys.path.insert(0, str(given.gold.resolve().parent))
    documents = [json.loads(line) for line in given.gold.read_text(encoding="utf-8").splitlines()]
    parser = Geoparser.untrained()
    parser.weights = [START.get(sign, 0.0) for sign in evidence.SIGNS]
    for _ in range(ROUNDS):
        weights = fit_readings(*readings(documents, [parser.survey(document["text"]) for document in documents]))
        weights = [max(weight, LEAST.get(sign, weight)) for sign, weight in zip(evidence.SIGNS, weights, strict=True)]
        parser.weights = weights
        evidence.forget_priors(Gazetteer.load().known())
    print("evidence:", dict(zip(evidence.SIGNS, weights, strict=True)))
    data = table(documents, parser)
    print(f"{len(data['labels'])} candidates, {(data['labels'] == PLACE).sum()} places")
    folds = np.array([zlib.crc32(str(document["group"]).encode()) % FOLDS for document in documents])
    chances = validate(documents, parser, data, folds)
    report(f"{FOLDS} folds by document", documents, parser, data, chances)
    reliability(data, chances)
    if given.corpora:
        names = sorted({document["corpus"] for document in documents})
        folds = np.array([names.index(document["corpus"]) for document in documents])
        report("one corpus left out", documents, parser, data, validate(documents, parser, data, folds))
    if given.write:
        known = data["labels"] != UNKNOWN
        weight = np.array([WEIGHTS.get(documents[at]["corpus"], 1.0) for at in data["owners"]])
        booster = fit(data["rows"][known], data["labels"][known], weight[known])
        np.savez_compressed(DATA / "toponyms" / "judge.npz", **complete(booster))
        (DATA / "toponyms" / "evidence.json").write_text(
            json.dumps(dict(zip(evidence.SIGNS, weights, strict=True)), indent=1) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
