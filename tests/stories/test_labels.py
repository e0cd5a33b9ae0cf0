"""Agreement with the pairs of a real archive that were read by hand, where that archive is at hand."""

import csv
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from geo.stories import Stories, compare

LABELS = Path("tests/data/story_labels.csv")


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_stories", "tests/bench/stories.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not module.ARCHIVE.exists():
        pytest.skip(f"the archive {module.ARCHIVE.name} is not here")
    return module


def test_pairs_read_by_hand(bench: ModuleType) -> None:
    articles = bench.load(bench.ARCHIVE)
    with LABELS.open(encoding="utf-8", newline="") as rows:
        read = [row for row in csv.DictReader(rows) if row["is"] != "either"]
    wrong = {True: 0, False: 0}
    for row in read:
        same = compare(articles[row["one"]], articles[row["other"]]).same
        wrong[same] += same is not (row["is"] == "same")
    assert wrong[True] <= 10, "more is folded that is another story: python tests/bench/stories.py says where"
    assert wrong[False] <= 8, "more copies are told apart: python tests/bench/stories.py says where"


def test_a_month_of_the_archive_holds_no_heap_of_templates(bench: ModuleType) -> None:
    """Chains of look-alikes would gather hundreds of notices into one story."""
    told = {name: article for name, article in bench.load(bench.ARCHIVE).items() if article.date.month == 3}
    stories = Stories(lambda ids: [told[name] for name in ids])
    done = stories.add(told.values())
    assert len(told) > 5000 and 150 < len(told) - len(set(done.stories.values())) < 800
    assert max(len(stories.members(story)) for story in set(done.stories.values())) <= 4
