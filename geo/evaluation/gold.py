"""Annotated texts: what people marked in them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.toponyms.mention import USES, Use


class EvaluationError(ValueError):
    """A file that cannot be scored; the message is a sentence for people."""


# What GeoWebNews calls the uses (Gritta, Pilehvar and Collier, "A pragmatic guide to geoparsing evaluation", 2020).
TYPES: dict[str, Use] = {
    "Literal": "place",
    "Literal_Modifier": "place",
    "Mixed": "place",
    "Coercion": "place",
    "Embedded_Literal": "place",
    "Metonymic": "actor",
    "Non_Literal_Modifier": "modifier",
    "Demonym": "modifier",
    "Embedded_Non_Lit": "name",
}


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One name that a person marked. What has no country (continents, the EU) has `iso3` None and `kind` "none"."""

    start: int
    end: int
    iso3: str | None
    kind: str = ""
    use: Use | None = None
    type: str = ""


@dataclass(slots=True)
class Document:
    """A text with its marks; `ignored` are spans where a prediction is neither right nor wrong."""

    id: str
    corpus: str
    text: str
    marks: list[Mark]
    ignored: list[tuple[int, int]] = field(default_factory=list)


def read_gold(path: Path) -> list[Document]:
    """Read JSON Lines of `text` and `gold`: [{"start", "end", "iso3"} and, where known, "kind", "type" or "use"].

    A mark without a kind counts as a name, not as a demonym. Offsets are code points of `text`, ends exclusive.
    `doc` or `id` names the document, else its line number does; `corpus` says where it is from, else the file's name
    does. Raises EvaluationError for a line that is none of this.
    """
    documents = [_document(number, entry, path.stem) for number, entry in lines(path)]
    if not documents:
        raise EvaluationError(f"{path} holds no documents.")
    return documents


def lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield number and object of every line that is not blank; raises EvaluationError for one that is no object."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    entry = json.loads(line)
                    if not isinstance(entry, dict):
                        raise EvaluationError(f"{path}, line {number}: not a JSON object.")
                    yield number, entry
    except json.JSONDecodeError as error:
        raise EvaluationError(f"{path}, line {number}: not JSON ({error.msg}).") from error
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}.") from error


def _document(number: int, entry: dict[str, Any], corpus: str) -> Document:
    text, gold = entry.get("text"), entry.get("gold")
    if not isinstance(text, str) or not isinstance(gold, list):
        raise EvaluationError(f'Line {number}: an annotated text needs "text" and a list "gold".')
    marks = [_mark(number, mark, len(text)) for mark in gold]
    ignored = [(int(start), int(end)) for start, end in entry.get("ignore") or []]
    name = entry.get("doc", entry.get("id", number))
    return Document(str(name), str(entry.get("corpus") or corpus), text, marks, ignored)


def _mark(number: int, mark: Any, length: int) -> Mark:
    try:
        start, end = int(mark["start"]), int(mark["end"])
        iso3 = mark.get("iso3") or None
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise EvaluationError(f'Line {number}: a mark needs "start", "end" and "iso3"; got {mark!r}.') from error
    if not 0 <= start < end <= length:
        raise EvaluationError(
            f"Line {number}: a mark from {start} to {end} does not lie in a text of {length} characters."
        )
    kind, label = str(mark.get("kind") or ("" if iso3 else "none")), str(mark.get("type") or "")
    use = mark.get("use") if mark.get("use") in USES else TYPES.get(label)
    return Mark(start, end, iso3, kind, use, label)
