"""How much is to be read is told beforehand, of files, folders and what is packed."""

import gzip
import json
import zipfile

import pyarrow as pa
import pytest
from pyarrow.parquet import write_table

from geo.command.expected import expected

LINES = "".join(
    json.dumps({"id": str(number), "text": f"Kabul fell to number {number}."}) + "\n" for number in range(500)
)


@pytest.fixture
def folder(tmp_path):
    whole = tmp_path / "folder"
    whole.mkdir()
    (whole / "a.jsonl").write_text(LINES)
    (whole / "b.jsonl.gz").write_bytes(gzip.compress(LINES.encode()))
    with zipfile.ZipFile(whole / "c.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner/a.jsonl", LINES)
        archive.writestr("b.txt", "Kabul fell.")
    (whole / ".hidden").write_text("nothing")
    return whole


def test_what_a_folder_holds_is_told_as_it_is_when_unpacked(folder):
    assert expected([folder]) == 3 * len(LINES) + len("Kabul fell.")
    assert expected([folder / "a.jsonl", str(folder / "c.zip")]) == 2 * len(LINES) + len("Kabul fell.")


def test_columns_are_told_unpacked(tmp_path):
    texts = [f"Kabul fell {number} times." for number in range(5000)]
    write_table(pa.table({"text": texts}), tmp_path / "a.parquet", use_dictionary=False)
    told = expected([tmp_path / "a.parquet"])
    assert sum(map(len, texts)) <= told <= 1.3 * sum(map(len, texts))


@pytest.mark.parametrize(
    "source", ["-", "https://example.org/a.jsonl", "page.html", "page.html.gz", "broken.zip", "gone.gz"]
)
def test_what_nobody_can_know_is_not_guessed(folder, source):
    for name in ("page.html", "page.html.gz", "broken.zip"):
        (folder.parent / name).write_bytes(b"<p>Kabul fell.</p>")
    asked = source if source == "-" or "://" in source else folder.parent / source
    assert expected([folder / "a.jsonl", asked]) == 0


def test_parts_of_gzip_one_after_another_note_only_the_last(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINES.encode()) * 3 + gzip.compress(b"{}"))
    assert expected([tmp_path / "a.jsonl.gz"]) == 0
