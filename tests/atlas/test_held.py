"""What a build holds in memory does not grow with what it has read."""

from weakref import WeakSet

from geo.atlas import build
from geo.atlas.build import Build
from geo.atlas.writing.folding import Folding
from geo.atlas.writing.gathered import Gathered
from tests.atlas.conftest import write
from tests.stories.made import TEXTS


def test_no_more_than_two_lots_of_rows_are_held_and_nothing_is_left_of_those_that_were_folded(tmp_path, monkeypatch):
    lots: WeakSet[Gathered] = WeakSet()
    seen, left = [], []

    class Lot(Gathered):
        def __init__(self):
            super().__init__()
            lots.add(self)

    fold = Folding.fold

    def folding(self, fresh, taken):
        fold(self, fresh, taken)
        seen.append(len(lots))
        left.extend(self._desk.execute("SELECT table_name FROM duckdb_tables()").fetchall())

    monkeypatch.setattr(build, "_FLUSH", 12_000)
    monkeypatch.setattr(build, "Gathered", Lot)
    monkeypatch.setattr(Folding, "fold", folding)
    told = [
        {"id": f"{text[:9]} {day}", "text": text, "date": f"2024-01-0{day}"} for text in TEXTS[:6] for day in (1, 2)
    ]
    Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", told)])
    assert len(seen) > 1
    assert max(seen) <= 2
    assert not left
