"""Texts to build an atlas of: real ones, again and again under new ids and days, as JSON Lines of a given size."""

import gzip
import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARCHIVE = ROOT.parent / "shared" / "archive" / "newswire-1987.jsonl.gz"
# Copies lie further apart than copies of one story do, so that no more stories are found than the texts hold.
_APART = timedelta(days=240)


def texts(folder: Path, megabytes: int) -> Path:
    """A file of so many million bytes of text."""
    path = folder / f"{megabytes}.jsonl"
    left = megabytes * 1e6
    with path.open("w", encoding="utf-8") as file:
        for told in _again_and_again():
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
            left -= len(told["text"].encode())
            if left <= 0:
                return path
    raise AssertionError("there is no end of texts")


def _again_and_again() -> Iterator[dict[str, str]]:
    originals = list(_archive() if ARCHIVE.exists() else _seeds())
    for turn in count():
        for told in originals:
            day = (date.fromisoformat(told["date"]) + turn * _APART).isoformat()
            yield told | {"id": f"{told['id']}-{turn}", "date": day}


def _archive() -> Iterator[dict[str, str]]:
    with gzip.open(ARCHIVE, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _seeds() -> Iterator[dict[str, str]]:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        yield {"id": path.stem, "date": "1987-01-01", "source": "", "title": "", "text": path.read_text("utf-8")}
