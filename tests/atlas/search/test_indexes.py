"""The index files: exact for every edition, made where they are missing, whole or not there at all."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.build import Build
from geo.atlas.kept.editions import every, files_of, newest
from geo.atlas.search import index as one_index
from geo.atlas.search import indexes
from geo.atlas.search.index import SearchError
from geo.atlas.search.indexes import index_of, stale_indexes
from geo.atlas.selection import Selection
from geo.atlas.writing import writer
from tests.atlas.conftest import article, write

HOME = Path(__file__).parents[3]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An atlas of thirty articles."""
    return build(tmp_path, [article(number) for number in range(30)])


def build(folder: Path, articles: list[dict[str, str]]) -> Path:
    Build(folder / "atlas").run([write(folder / "a.jsonl", articles)])
    return folder / "atlas"


def found(atlas: Atlas, search: str) -> set[str]:
    return set(atlas.found(Selection(search=search), 1000)["article_id"])


def needed(place: Path) -> list[Path]:
    edition = newest(place)
    assert edition is not None
    return [Path(file) for file in files_of(place, "articles", edition.versions["articles"])]


def held(place: Path) -> set[Path]:
    return set((place / indexes.FOLDER).glob("*.fts"))


def test_a_build_leaves_every_article_indexed(place: Path):
    assert held(place) == {index_of(place, file) for file in needed(place)}
    assert open_atlas(place).unindexed() == 0


def test_each_edition_finds_what_it_holds(tmp_path: Path, place: Path):
    first = open_atlas(place)
    before = found(first, "kabul")
    articles = [article(number) for number in range(40)]
    articles[3]["text"] = "Only a zebra crossed."
    gone = min(before)
    articles[int(gone[1:])]["text"] = "Another zebra."
    build(tmp_path, articles)
    assert found(open_atlas(place), "zebra") == {"a3", gone}
    assert gone not in found(open_atlas(place), "kabul")
    old = open_atlas(place, edition=1)
    assert found(old, "kabul") == before
    assert found(old, "zebra") == set()
    assert old.totals(Selection(search="NOT zebra")).articles == 30
    assert open_atlas(place).totals(Selection(search="NOT zebra")).articles == 38


def test_a_missing_index_is_made_by_who_needs_it(place: Path):
    before = found(open_atlas(place), "kabul")
    for path in held(place):
        path.unlink()
    atlas = open_atlas(place)
    assert atlas.unindexed() == 30
    told: list[int] = []
    atlas.index(told.append)
    assert sum(told) == 30
    assert found(atlas, "kabul") == before
    for path in held(place):
        path.unlink()
    indexes._opened.cache_clear()
    assert found(open_atlas(place), "kabul") == before


def test_a_damaged_index_is_made_anew(place: Path):
    before = found(open_atlas(place), "kabul")
    for path in held(place):
        path.write_bytes(b"no database at all" * 100)
    indexes._opened.cache_clear()
    assert found(open_atlas(place), "kabul") == before


def test_a_reader_that_may_not_write_is_told_so(place: Path):
    for path in held(place):
        path.unlink()
    (place / indexes.FOLDER / ".making").unlink()
    (place / indexes.FOLDER).rmdir()
    (place / indexes.FOLDER).write_text("in the way")
    atlas = open_atlas(place)
    with pytest.raises(SearchError, match=r"cannot be made .*run `dateline build` on it again"):
        atlas.totals(Selection(search="kabul"))
    assert atlas.totals(Selection()).articles == 30


def test_python_without_fts5_builds_and_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Without:
        sqlite_version = "3.0"
        Error = sqlite3.Error

        @staticmethod
        def connect(path: str) -> sqlite3.Connection:
            connection = sqlite3.connect(path)
            connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_DENY if action == 29 else sqlite3.SQLITE_OK)
            return connection

    monkeypatch.setattr(one_index, "available", one_index.available.__wrapped__)
    monkeypatch.setattr(writer, "available", one_index.available)
    monkeypatch.setattr(one_index, "sqlite3", Without)
    atlas = open_atlas(build(tmp_path, [article(1)]))
    with pytest.raises(SearchError, match=r"compiled without full-text search \(FTS5\): use a Python"):
        atlas.totals(Selection(search="kabul"))
    assert atlas.totals(Selection()).articles == 1


def test_a_search_that_takes_too_long_is_stopped(place: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(indexes, "LONGEST_S", -1.0)
    monkeypatch.setattr(one_index, "_STEPS", 1)
    with pytest.raises(SearchError, match="was stopped: longer beginnings"):
        open_atlas(place).totals(Selection(search="ka* OR s*"))


KILLED = """
import os, signal, sys
from pathlib import Path
from geo.atlas.search.index import make
make(Path(sys.argv[1]), Path(sys.argv[2]), lambda articles: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_killed_while_it_indexes_it_leaves_nothing_that_is_read(place: Path):
    before = found(open_atlas(place), "kabul")
    (file,) = needed(place)
    index = index_of(place, file)
    index.unlink()
    indexes._opened.cache_clear()
    killed = subprocess.run([sys.executable, "-c", KILLED, file, index], cwd=HOME, env=os.environ)
    assert killed.returncode == -9
    assert [left.suffix for left in (place / indexes.FOLDER).iterdir() if left.name[0] != "."] == [".part"]
    assert stale_indexes(place, needed(place))
    assert found(open_atlas(place), "kabul") == before
    assert held(place) == {index}
    assert stale_indexes(place, needed(place)) == []


def test_indexes_of_editions_let_go_are_stale(tmp_path: Path, place: Path):
    old = held(place)
    articles = [article(number) | {"text": "A zebra."} for number in range(30)]
    build(tmp_path, articles)
    assert [edition.edition for edition in every(place)] == [1, 2]
    assert set(stale_indexes(place, needed(place))) == old
    both = {file for edition in every(place) for file in files_of(place, "articles", edition.versions["articles"])}
    assert stale_indexes(place, both) == []
