"""The accuracy that no change may fall below: tests/floors.json, each figure beside the digest of the data behind it.

    python tests/toponyms/floors.py             print every figure and its floor
    python tests/toponyms/floors.py --update    raise the floors to what is reached now

A floor is never lowered: where a figure fell for a good reason, take its entry out of tests/floors.json by hand and say
in the commit why. A floor measured on other data is measured anew.
"""

import argparse
import hashlib
import json
import math
import sys
from pathlib import Path

from geo.evaluation.figures import Score, score
from geo.evaluation.gold import read_gold
from geo.evaluation.predictions import cut, read_afresh
from geo.evaluation.reliability import miscalibration, reliability
from geo.evaluation.words import Words

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared" / "corpora" / "dev.jsonl"
FLOORS = ROOT / "tests" / "floors.json"
MEND = "python tests/toponyms/floors.py --update"
# Names that a reader expects to be found without fail.
SURE_KINDS = frozenset(("country", "capital"))


def digest(path: Path = GOLD) -> str:
    """SHA-256 of the annotated texts, its first 16 digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def measure(path: Path = GOLD) -> dict[str, float]:
    """Read the annotated texts and return every figure by name, in per cent, cut to a tenth."""
    documents, words = read_gold(path), Words.beside(path)
    run = read_afresh(documents)
    figures = _figures(score(documents, run, words))
    sure = score(documents, cut(run, 0.0, SURE_KINDS), words)
    figures |= {
        f"{one.corpus} P of countries and capitals": one.precision for one in sure.tracks if one.track == "core"
    }
    return {name: math.floor(1000 * value + 1e-9) / 10 for name, value in sorted(figures.items())}


def _figures(result: Score) -> dict[str, float]:
    figures = {"confidence is share right": 1 - miscalibration(reliability(result.fullest))}
    for one in result.tracks:
        figures[f"{one.corpus} {one.track} F1"] = one.f1
        if one.track == "core":
            figures[f"{one.corpus} core P"], figures[f"{one.corpus} core R"] = one.precision, one.recall
            figures[f"{one.corpus} set F1"], figures[f"{one.corpus} focus"] = one.documents.f1, one.documents.focus
            for kind in sorted(SURE_KINDS & one.by_kind.keys()):
                figures[f"{one.corpus} R of {kind}"] = one.by_kind[kind].found
    for corpus, uses in result.uses.items():
        figures[f"{corpus} use right"], figures[f"{corpus} use macro F1"] = uses.right, uses.macro_f1
    return figures


def read_floors(path: Path = FLOORS) -> dict[str, dict]:
    """Name -> {"floor", "data"}; nothing where there is no file yet."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def raised(floors: dict[str, dict], figures: dict[str, float], data: str) -> tuple[dict[str, dict], list[str]]:
    """Return the floors after an update, and a sentence for each that was not lowered."""
    kept, refused = dict(floors), []
    for name, figure in figures.items():
        old = floors.get(name)
        if old and old["data"] == data and figure < old["floor"]:
            refused.append(f"{name}: {figure} is below its floor of {old['floor']}, which stays.")
        else:
            kept[name] = {"floor": figure, "data": data}
    return dict(sorted(kept.items())), refused


def main() -> None:
    """Print, or update; exit code 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached now")
    update = parser.parse_args().update
    if not GOLD.exists():
        sys.exit(f"{GOLD} is not there, so nothing can be measured.")
    floors, figures = read_floors(), measure()
    kept, refused = raised(floors, figures, digest())
    for name, figure in figures.items():
        floor = floors.get(name, {}).get("floor")
        print(f"{name:36} {figure:6.1f}  floor {'-' if floor is None else floor}")
    if update:
        FLOORS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    if refused:
        sys.exit("\n".join(refused))


if __name__ == "__main__":
    main()
