"""Text in any encoding: read, and told of where it was not UTF-8."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles.decoding import decode

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data" / "encodings.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_plain_text_in(case, reading):
    out = reading("a.txt", case["text"].encode(case["encoding"]))
    assert ("bad encoding" in out.repaired_kinds) == case.get("told", False)
    if case.get("foreign"):
        assert (out.texts, out.refused_kinds) == ([], ["not English"])
    else:
        assert out.texts == [case["text"]]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_table_in(case, reading):
    table = 'text,date\n"' + case["text"].replace('"', '""') + '",2021-09-17\n'
    out = reading("a.csv", table.encode(case["encoding"]), any_language=True)
    assert len(out.texts) == 1
    assert out.texts == [case["text"]] or case.get("foreign")
    assert ("bad encoding" in out.repaired_kinds) == case.get("told", False)


def test_a_few_broken_bytes_are_replaced_and_told(reading):
    text = "“We won’t wait,” said the envoy – and “so what?” said the host’s aide."
    out = reading("a.txt", text.encode().replace(b"so what", b"so\xffwhat"))
    assert out.texts == [text.replace("so what", "so\ufffdwhat")]
    assert "bad encoding" in out.repaired_kinds


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"%PDF-1.7\n\0\0", bytes(range(256)) * 20])
def test_what_is_no_text_is_refused_as_such(content, reading):
    assert reading("a.txt", content).refused_kinds == ["not text"]


@given(st.text())
def test_utf8_is_always_itself(text):
    text = text.replace("\0", "").replace("\r", "").removeprefix("\ufeff")
    assert decode(text.encode("utf-8", "replace")) in (
        (text.encode("utf-8", "replace").decode(), ""),
        None,  # hardly anything but control characters
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig", "cp1252"])
def test_json_lines_in_other_encodings(encoding, reading):
    line = json.dumps({"text": "The Élysée’s envoy – who had left Kabul – said no."}, ensure_ascii=False) + "\n"
    out = reading("a.jsonl", (line * 2).encode(encoding))
    assert out.texts == ["The Élysée’s envoy – who had left Kabul – said no."] * 2
    assert out.repaired_kinds.count("bad encoding") == (2 if encoding == "cp1252" else 0)
