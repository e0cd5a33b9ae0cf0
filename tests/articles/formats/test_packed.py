"""gzip and zip: read through, and stopped where they would bring forth too much."""

import gzip
import io
import json
import zipfile

import pytest

from geo.articles.limits import Limits
from tests.articles.formats.outcome import STORY

LINES = "".join(json.dumps({"id": str(n), "text": f"{STORY} {n}", "date": "2021-09-17"}) + "\n" for n in range(200))


def zipped(members, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **({"compression": zipfile.ZIP_DEFLATED} | options)) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl.gz", gzip.compress(LINES.encode())),
        ("a.jsonl.gz", b"".join(gzip.compress(line.encode()) for line in LINES.splitlines(keepends=True))),
        ("a.zip", zipped({"in/a.jsonl": LINES, "in/": "", "__MACOSX/in/._a.jsonl": "\0", ".DS_Store": "\0"})),
        ("a.zip", zipped({"a.jsonl.gz": gzip.compress(LINES.encode())})),
        ("a.zip.gz", gzip.compress(zipped({"a.jsonl": LINES}))),
        ("a.zip", zipped({"inner.zip": zipped({"a.jsonl": LINES})})),
        ("a.zip", zipped({"a.jsonl": LINES}, compression=zipfile.ZIP_LZMA)),
    ],
)
def test_what_is_packed_is_read(name, content, reading):
    out = reading(name, content)
    assert len(out.articles) == 200
    assert out.reasons == []


def test_where_it_stands_names_the_way_in(tmp_path):
    from geo.articles.reader import read_located

    (tmp_path / "a.zip").write_bytes(zipped({"in/b.zip": zipped({"c.jsonl": LINES})}))
    first = next(read_located([tmp_path / "a.zip"]))
    assert first.where == f"{tmp_path}/a.zip/in/b.zip/c.jsonl:1"


@pytest.mark.parametrize("suffix", ["parquet", "csv", "md", "html"])
def test_other_formats_inside(suffix, tmp_path, reading):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": [STORY]}), tmp_path / "x.parquet")
    content = {
        "parquet": (tmp_path / "x.parquet").read_bytes(),
        "csv": f'text\n"{STORY}"\n'.encode(),
        "md": f"# Talks\n\n{STORY}".encode(),
        "html": f"<html><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>".encode(),
    }[suffix]
    for name, packed in (("a.zip", zipped({f"b.{suffix}": content})), (f"a.{suffix}.gz", gzip.compress(content))):
        out = reading(name, packed)
        assert len(out.articles) == 1
        assert STORY in out.texts[0]


def bomb(count):
    return gzip.compress(b"\0" * count, 9)


def nested(levels, width):
    content = zipped({"a.txt": b"a" * 2_000_000})
    for _ in range(levels):
        content = zipped({f"{n}.zip": content for n in range(width)}, compression=zipfile.ZIP_DEFLATED)
    return content


@pytest.mark.parametrize(
    ("name", "content", "limits", "option"),
    [
        ("a.txt.gz", bomb(40_000_000), Limits(), "--max-ratio"),
        ("a.jsonl.gz", bomb(40_000_000), Limits(), "--max-ratio"),
        ("a.csv.gz", gzip.compress(b"text\n" + b"x" * 40_000_000), Limits(), "--max-ratio"),
        ("a.zip", zipped({"a.txt": b"\0" * 40_000_000}), Limits(), "--max-ratio"),
        ("a.txt.gz", gzip.compress(LINES.encode()), Limits(unpacked=1000), "--max-unpacked"),
        ("a.txt.gz", gzip.compress(LINES.encode()), Limits(file=1000), "--max-file"),
        ("a.txt.gz", gzip.compress(LINES.encode()), Limits(article=1000), "--max-article"),
        ("a.zip", nested(3, 1), Limits(), "--max-depth"),
        ("a.gz.gz.gz.gz", gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"x")))), Limits(), "--max-depth"),
    ],
)
def test_bombs_are_stopped_and_the_option_named(name, content, limits, option, reading):
    out = reading(name, content, limits=limits)
    assert out.articles == []
    assert len(out.reasons) == 1
    assert option in out.reasons[0]


def test_a_bomb_of_many_small_archives_is_stopped_as_one(reading, monkeypatch):
    from geo.articles import limits as module

    monkeypatch.setattr(module, "_FLOOR", 10_000_000)
    out = reading("a.zip", nested(2, 40), limits=Limits(article=10_000_000, ratio=20))
    assert len(out.articles) + len(out.refused) < 10
    assert ("too large", "a.zip") in out.refused


def test_the_options_raise_the_limits(reading):
    out = reading("a.zip", zipped({"a.txt": b"Kabul. " * 4_000_000}), limits=Limits(ratio=10_000, article=10**8))
    assert len(out.articles) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl.gz", b""),
        ("a.jsonl.gz", b"not gzip at all"),
        ("a.zip", b"not zip at all"),
        ("a.zip", b""),
        ("a.zip", zipped({"a.jsonl": LINES})[:-30]),
    ],
)
def test_what_is_not_packed_as_it_claims(name, content, reading):
    out = reading(name, content)
    assert out.articles == []
    assert out.refused_kinds == (["not readable"] if content or name == "a.zip" else [])


def test_a_gzip_that_breaks_off_is_read_as_far_as_it_goes(reading):
    content = gzip.compress(LINES.encode(), 0)
    out = reading("a.jsonl.gz", content[: len(content) // 2])
    assert 50 < len(out.articles) < 150
    assert out.refused_kinds[-1] == "not readable"
    assert f"a.jsonl.gz:{len(out.articles)}, was read" in out.reasons[-1]


def test_a_damaged_member_costs_no_other(reading):
    content = bytearray(zipped({"a.txt": STORY + " One.", "b.txt": STORY + " Two."}, compression=zipfile.ZIP_STORED))
    at = content.index(b"One.")
    content[at : at + 3] = b"Ten"
    out = reading("a.zip", bytes(content))
    assert out.texts == [STORY + " Two."]
    assert out.refused == [("not readable", "a.txt")]


def test_a_locked_member_is_told(reading):
    content = bytearray(zipped({"a.txt": STORY}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    out = reading("a.zip", bytes(content))
    assert "password" in out.reasons[0]


def test_names_that_climb_or_hide_are_only_names(reading, tmp_path):
    out = reading("a.zip", zipped({"../../evil.txt": STORY, "a\x1b[31m.txt": STORY + " Two."}))
    assert len(out.articles) == 2
    assert not (tmp_path.parent / "evil.txt").exists()
    assert all(place.isprintable() for place in out.where)
