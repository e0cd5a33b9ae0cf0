"""`docs/data-dictionary.md` says what the tables really hold."""

import re
from pathlib import Path

import pytest

from geo.atlas.answers.answer_columns import ANSWERS
from geo.atlas.answers.columns import ARTICLES, COUNTS, MENTIONS
from geo.atlas.kept.tables import EDITIONS, SCHEMA, TABLES

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
HANDED_OUT = {
    **{f"counts by {by}": columns for by, columns in COUNTS.items()},
    "mentions": MENTIONS,
    "articles": ARTICLES,
    **ANSWERS,
}
KEPT = {**TABLES, "editions": EDITIONS}
_ROW = re.compile(r"\| `(\w+)` \| ([^|]+) \| ([^|]*) \| ([^|]+) \|")


def written(part: str) -> dict[str, list[tuple[str, ...]]]:
    """The rows of each table in one part of the page, by its heading."""
    text = PAGE.read_text("utf-8").split(f"\n## {part}\n")[1].split("\n## ")[0]
    sections = [section.split("\n", 1) for section in text.split("\n### ")[1:]]
    return {
        heading: [tuple(cell.strip() for cell in row) for row in _ROW.findall(body)]
        for heading, body in sections
        if heading != "The formats"
    }


@pytest.mark.parametrize("table", HANDED_OUT)
def test_what_is_handed_out(table):
    rows = [(column.name, str(column.type), column.unit, column.meaning) for column in HANDED_OUT[table]]
    mended = "\n".join("| `{}` | {} | {} | {} |".format(*row) for row in rows)
    assert written("What it hands out")[table] == rows, f"write under '### {table}' of {PAGE.name}:\n{mended}"


@pytest.mark.parametrize("table", KEPT)
def test_what_is_kept(table):
    said = written("What it keeps").get(table, [])
    columns = [(field.name, str(field.type)) for field in KEPT[table]]
    assert [row[:2] for row in said] == columns, f"describe {table} in docs/{PAGE.name}: {columns}"
    assert all(meaning for *_, meaning in said)


def test_no_table_is_described_that_is_none():
    assert set(written("What it hands out")) == set(HANDED_OUT)
    assert set(written("What it keeps")) == set(KEPT)
    assert f"schema {SCHEMA} is this page's" in PAGE.read_text("utf-8"), f"say schema {SCHEMA} in {PAGE.name}"
