"""Names that mean several things, each sentence saying which: tests/data/hard_names.csv.

A name stands in brackets, ~ is a line break. Expected, for each name in turn: a country's code; `none` for a mention
without a country; `name` for a part of another name, or nothing; `-` for nothing that counts. `A|B` takes either.
"""

import csv
import re
from pathlib import Path

import pytest

from geo.toponyms.geoparser import Geoparser

ROWS = list(csv.DictReader((Path(__file__).parent.parent / "data" / "hard_names.csv").open(encoding="utf-8")))
_NAME = re.compile(r"\[([^\]]+)\]")


@pytest.fixture(scope="module")
def geoparser() -> Geoparser:
    return Geoparser.load()


def plain(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its brackets, and where each name lies in it."""
    marked, spans, taken = marked.replace("~", "\n"), [], 0
    for match in _NAME.finditer(marked):
        start = match.start() - taken
        spans.append((start, start + len(match[1])))
        taken += 2
    return _NAME.sub(r"\1", marked), spans


def told(mentions, start, end) -> str:
    """What the geoparser said of a span, in the words of the file."""
    over = [m for m in mentions if m.start < end and start < m.end]
    counted = [m for m in over if m.use != "name"]
    if not counted:
        return "name" if over else "-"
    return counted[0].iso3 or "none"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['about']}: {row['text'][:40]}")
def test_hard_name(geoparser, row):
    text, spans = plain(row["text"])
    expected = row["expected"].split(";")
    assert len(expected) == len(spans), "as many answers as names"
    mentions = geoparser.read(text)
    for (start, end), answer in zip(spans, expected, strict=True):
        said = told(mentions, start, end)
        allowed = {"name": {"name", "-"}, "-": {"-", "name", "none"}}.get(answer, set(answer.split("|")))
        assert said in allowed, f"{text[start:end]}: {said}, not {answer}; {[m for m in mentions if m.start < end]}"


def test_every_name_that_must_be_covered_is():
    about = {row["about"] for row in ROWS}
    must = (
        "Georgia Jordan Lebanon Palestine Congo Guinea Niger Korea Ireland Dominica Turkey Chad Mali Cuba Peru "
        "Washington Mexico Paris London Athens Moscow Tripoli Santiago Victoria Hyderabad York"
    )
    assert not set(must.split()) - about
    assert {"New York", "San Jose", "person", "company", "team", "word", "seat", "historic"} <= about
