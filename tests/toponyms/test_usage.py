"""How names are used, by the rows of hard_uses.csv and by what must hold for any text."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.toponyms.mention import KINDS, USES
from geo.toponyms.usage import Usage
from geo.toponyms.usage_lists import rows
from geo.toponyms.usage_weights import pack, unpack

HARD = Path(__file__).parent.parent / "data" / "hard_uses.csv"
# The share of the names in hard_uses.csv that must be read as marked; raise it when it has risen.
SHARE = 0.95
_NAME = re.compile(r"\[([^\]]+)\]")


@pytest.fixture(scope="module")
def usage() -> Usage:
    return Usage.load()


def hard_rows() -> list[tuple[str, list[tuple[int, int, str]], list[str], bool]]:
    found = []
    with HARD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text, spans, at = "", [], 0
            kinds = row["kinds"].split()
            for name, kind in zip(_NAME.finditer(row["text"]), kinds, strict=True):
                text += row["text"][at : name.start()]
                spans.append((len(text), len(text) + len(name[1]), kind))
                text += name[1]
                at = name.end()
            uses = row["uses"].split()
            assert len(uses) == len(spans)
            found.append((text + row["text"][at:], spans, uses, row["must"] == "1"))
    return found


@pytest.mark.parametrize(
    ("text", "spans", "uses"), [row[:3] for row in hard_rows() if row[3]], ids=lambda v: str(v)[:50]
)
def test_rows_that_must_pass(usage: Usage, text: str, spans: list, uses: list[str]) -> None:
    assert [use for use, _, _ in usage.of_all(text, spans)] == uses


def test_share_of_hard_rows(usage: Usage) -> None:
    wrong, count = [], 0
    for text, spans, uses, _ in hard_rows():
        for reading, (start, end, _), use in zip(usage.of_all(text, spans), spans, uses, strict=True):
            count += 1
            if reading[0] != use:
                wrong.append(f"{use} read as {reading[0]}: {text[start:end]} in {text!r}")
    assert count > 140
    share = 1 - len(wrong) / count
    assert share >= SHARE, f"{share:.3f} right, {SHARE} wanted; see docs/usage.md to train\n" + "\n".join(wrong)


def test_the_name_itself_is_never_looked_at(usage: Usage) -> None:
    for one, other in (("Moscow", "Zzyzzx"), ("China", "Blorp"), ("France", "Qux")):
        for sentence in ("{} said no.", "in {} today", "the {} Times", "{}'s concern", "{} troops", "University of {}"):
            readings = []
            for name in (one, other):
                start = sentence.index("{}")
                readings.append(usage.of(sentence.format(name), start, start + len(name), "country"))
            assert readings[0] == readings[1]


def test_a_name_in_a_row_is_read_by_the_whole_row(usage: Usage) -> None:
    text = "Russia and China agreed to meet."
    together = usage.of_all(text, [(0, 6, "country"), (11, 16, "country")])
    assert [use for use, _, _ in together] == ["actor", "actor"]
    assert together[0] == together[1]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Russia, China and Iran met", ["Russia", "China", "Iran"], ["Russia, China and Iran"] * 3),
        ("Lyon, France", ["Lyon", "France"], [None, None]),
        ("Russia and  China", ["Russia", "China"], ["Russia and  China"] * 2),
        ("Russia said China", ["Russia", "China"], [None, None]),
        ("", [], []),
    ],
)
def test_rows_of_names(text: str, names: list[str], expected: list[str | None]) -> None:
    spans = [(text.index(name), text.index(name) + len(name), "country") for name in names]
    found = [None if row is None else text[slice(*row)] for row in rows(text, spans)]
    assert found == expected


@given(st.text(max_size=300), st.data())
def test_any_text_is_answered(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    kinds = st.sampled_from(KINDS)
    spans = [(a, b, data.draw(kinds)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    readings = Usage.load().of_all(text, spans)
    assert len(readings) == len(spans)
    for use, probability, why in readings:
        assert use in USES
        assert 0.25 <= probability <= 1
        assert why
        assert len(why) < 100


@given(st.lists(st.tuples(*[st.integers(-100_000, 100_000)] * 4), min_size=1, max_size=50))
def test_packed_weights_add_up(weights: list[tuple[int, ...]]) -> None:
    assert list(unpack(sum(pack(list(row)) for row in weights))) == [
        sum(column) for column in zip(*weights, strict=True)
    ]
