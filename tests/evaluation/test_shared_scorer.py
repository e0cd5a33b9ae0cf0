"""The figures agree to the last digit with those of the scorer that came with the annotated news."""

import importlib.util
import math
import random
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from geo.evaluation.figures import Score, score
from geo.evaluation.gold import Document, read_gold
from geo.evaluation.predictions import Prediction, Run
from geo.evaluation.words import Words
from geo.toponyms.mention import USES

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
GOLD = CORPORA / "dev.jsonl"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason=f"{GOLD} is not there")
_CAPITALISED = re.compile(r"\b[A-Z]\w+")


def noisy_run(documents: list[Document]) -> Run:
    """Predictions with every sort of error: missed, shifted, of another country, made up, with and without a use."""
    chance = random.Random(7)
    countries = sorted({mark.iso3 for document in documents for mark in document.marks if mark.iso3})
    run: Run = {}
    for document in documents[: int(0.95 * len(documents))]:
        found = []
        for mark in document.marks:
            if chance.random() < 0.8:
                iso3 = mark.iso3 if chance.random() < 0.85 else chance.choice(countries)
                start = max(0, mark.start - chance.choice((0, 0, 0, 3)))
                kind, use = chance.choice(("country", "place", "demonym")), chance.choice((*USES, ""))
                found.append(Prediction(start, mark.end + chance.choice((0, 0, 90)), iso3, kind, use))
        for word in _CAPITALISED.finditer(document.text):
            if chance.random() < 0.03:
                kind, use = chance.choice(("demonym", "place")), chance.choice(USES)
                found.append(Prediction(word.start(), word.end(), chance.choice(countries), kind, use))
        run[document.id] = sorted(found, key=lambda one: one.start)
    return run


@pytest.fixture(scope="module")
def shared() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_scorer", CORPORA / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return read_gold(GOLD)


@pytest.fixture(scope="module")
def run(documents: list[Document]) -> Run:
    return noisy_run(documents)


@pytest.fixture(scope="module")
def ours(documents: list[Document], run: Run) -> Score:
    return score(documents, run, Words.beside(GOLD))


@pytest.fixture(scope="module")
def predictions(run: Run) -> dict:
    fields = ("start", "end", "iso3", "kind", "use")
    return {name: [{field: getattr(one, field) for field in fields} for one in found] for name, found in run.items()}


def test_every_figure_is_the_shared_scorers(shared: ModuleType, predictions: dict, ours: Score) -> None:
    theirs = shared.run(shared.load_gold(path=str(GOLD)), predictions)
    assert [(one.corpus, one.track) for one in ours.tracks] == list(theirs)
    for one in ours.tracks:
        other, about = theirs[one.corpus, one.track], one.documents
        assert (one.marks, about.documents) == (other["gold"], other["docs"])
        mine = [one.precision, one.recall, one.f1, about.precision, about.recall, about.f1, about.focus]
        assert mine == [other[key] for key in ("P", "R", "F1", "setP", "setR", "setF1", "focus")]
        counts = [one.counts.articles, one.counts.map, one.counts.distance]
        for value, key in zip(counts, ("rho", "map_rho", "map_tvd"), strict=True):
            assert math.isclose(value, other[key], rel_tol=1e-12)
        assert {kind: (recall.found, recall.marks) for kind, recall in one.by_kind.items()} == other["kind"]
        types = {name: value for name, value in other["use"].items() if name}
        assert {name: (recall.found, recall.marks) for name, recall in one.by_type.items()} == types
        assert 0.2 < one.f1 < 0.9, "the run is to be neither perfect nor hopeless"


def test_uses_are_the_shared_scorers(shared: ModuleType, predictions: dict, ours: Score) -> None:
    gold = [document for document in shared.load_gold(path=str(GOLD)) if document["corpus"] == "gwn"]
    theirs: Counter = shared.uses(gold, predictions)
    assert ours.uses["gwn"].table == theirs
    assert ours.uses["gwn"].mentions == theirs.total()
