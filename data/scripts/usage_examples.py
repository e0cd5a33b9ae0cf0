"""Reads data/toponyms/usage_examples.txt: sentences with their names marked and alternatives in braces."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from geo.shipped import DATA
from geo.toponyms.mention import Kind, Use

EXAMPLES = DATA / "toponyms" / "usage_examples.txt"
_USES: dict[str, Use] = {"p": "place", "a": "actor", "m": "modifier", "n": "name"}
_CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")
_NAME = re.compile(r"\[([^\[\]/]+)/([pamn])\]")


@dataclass
class Example:
    """A text and its names: (start, end, kind) in order, and the use of each."""

    text: str
    spans: list[tuple[int, int, Kind]]
    uses: list[Use]


def examples(path: Path = EXAMPLES) -> list[Example]:
    """Return every sentence of the file, one for each choice of its longest list of alternatives."""
    kinds = _kinds()
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [_example(sentence, kinds) for line in lines for sentence in _sentences(line)]


def _sentences(line: str) -> list[str]:
    count = max((choices.count("|") + 1 for choices in _CHOICE.findall(line)), default=1)
    return [_CHOICE.sub(lambda found, at=at: _nth(found[1].split("|"), at), line) for at in range(count)]


def _nth(choices: list[str], at: int) -> str:
    return choices[at % len(choices)]


def _example(sentence: str, kinds: dict[str, Kind]) -> Example:
    text, spans, uses, at = "", [], [], 0
    for found in _NAME.finditer(sentence):
        text += sentence[at : found.start()]
        spans.append((len(text), len(text) + len(found[1]), kinds.get(found[1].lower(), "place")))
        text += found[1]
        uses.append(_USES[found[2]])
        at = found.end()
    return Example(text + sentence[at:], spans, uses)


def _kinds() -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    with (DATA / "capitals.csv").open(encoding="utf-8", newline="") as file:
        kinds.update((row["name"].lower(), "capital") for row in csv.DictReader(file))
    with (DATA / "seats.csv").open(encoding="utf-8", newline="") as file:
        kinds.update((row["name"].lower(), "seat") for row in csv.DictReader(file))
    with (DATA / "names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kinds[row["name"].lower()] = "demonym" if "demonym" in row["kind"] else "country"
    return kinds | {
        "soviet": "historic",
        "europe": "region",
        "asia": "region",
        "european": "demonym",
        "asian": "demonym",
    }
