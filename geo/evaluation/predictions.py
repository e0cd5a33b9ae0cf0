"""What a geoparser read: from a file that `dateline extract` or another program wrote, or afresh."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from geo.evaluation.gold import Document, EvaluationError, lines

# A longer span would be right wherever one of its names is, and is refused.
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Prediction:
    """One mention that was read; whatever a program does not say stays empty, its confidence 1."""

    start: int
    end: int
    iso3: str | None
    kind: str = ""
    use: str = ""
    confidence: float = 1.0


Run = dict[str, list[Prediction]]


def read_run(path: Path) -> Run:
    """Read JSON Lines {"id" or "doc", "mentions": [{"start", "end", "iso3", "kind"?, "use"?, "confidence"?}]}.

    A document without a line counts as one in which nothing was found. Raises EvaluationError.
    """
    run: Run = {}
    for number, entry in lines(path):
        name, mentions = entry.get("doc", entry.get("id")), entry.get("mentions")
        if name is None or not isinstance(mentions, list):
            raise EvaluationError(f'{path}, line {number}: a line of predictions needs "id" and a list "mentions".')
        run[str(name)] = [_prediction(path, number, mention) for mention in mentions]
    return run


def _prediction(path: Path, number: int, mention: dict[str, Any]) -> Prediction:
    try:
        return Prediction(
            int(mention["start"]),
            int(mention["end"]),
            mention["iso3"] or None,
            str(mention.get("kind") or ""),
            str(mention.get("use") or ""),
            float(mention.get("confidence", 1.0)),
        )
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise EvaluationError(f'{path}, line {number}: a mention needs "start", "end", "iso3".') from error


def read_afresh(documents: Iterable[Document]) -> Run:
    """Let Dateline's geoparser read the documents."""
    from geo.toponyms.geoparser import Geoparser

    geoparser = Geoparser.load()
    return {
        document.id: [
            Prediction(m.start, m.end, m.iso3, m.kind, m.use, m.confidence) for m in geoparser.read(document.text)
        ]
        for document in documents
    }


def write_run(path: Path, run: Run) -> None:
    """Write what `read_run` reads."""
    with path.open("w", encoding="utf-8") as file:
        for name, mentions in run.items():
            file.write(json.dumps({"id": name, "mentions": [asdict(mention) for mention in mentions]}) + "\n")


def cut(run: Run, least: float, kinds: frozenset[str]) -> Run:
    """Leave out mentions below a confidence, and, if kinds are given, those of other kinds."""
    return {
        name: [m for m in mentions if m.confidence >= least and (not kinds or m.kind in kinds)]
        for name, mentions in run.items()
    }
