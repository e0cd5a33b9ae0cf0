"""Many processes reading: they come to what one comes to, whatever happens to them."""

import signal
import subprocess
import sys
import time
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from geo.articles.article import Article
from geo.atlas import build
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.errors import AtlasError
from geo.atlas.reading import readers as reading
from geo.atlas.reading.readers import Readers
from geo.atlas.reading.shard import Task
from geo.atlas.reading.workers import Workers
from geo.atlas.selection import Selection
from tests.atlas import poison
from tests.atlas.conftest import article, write
from tests.atlas.test_building import built_afresh, figures, refused

ALL = Selection()
POISONED = (3, 17, 18)


@pytest.fixture
def small_shards(monkeypatch):
    monkeypatch.setattr(build, "_SHARD", 1500)


def poisoned(count):
    articles = [article(number) for number in range(count)]
    for number in POISONED:
        articles[number]["text"] += " POISON."
    return articles


def test_two_workers_come_to_what_one_process_comes_to(tmp_path, small_shards):
    articles = [article(number) for number in range(80)]
    file = write(tmp_path / "a.jsonl", [*articles, articles[5], {"id": "empty", "text": ""}])
    told = []
    counts = Build(tmp_path / "atlas", readers=Readers(2), progress=lambda *piece: told.append(piece)).run([file])
    assert (counts.added, counts.replaced, counts.unchanged, counts.refused) == (80, 0, 0, 2)
    assert figures(open_atlas(tmp_path / "atlas")) == built_afresh(tmp_path / "fresh", articles)
    assert sum(articles for articles, _ in told) == 80
    assert sum(text for _, text in told) == sum(len(one["text"].encode()) for one in articles)
    changed = [one | {"text": "Moscow said no to Kabul."} for one in articles[:40]]
    file = write(tmp_path / "b.jsonl", [*changed, *articles[40:]])
    counts = Build(tmp_path / "atlas", readers=Readers(2)).run([file])
    assert (counts.added, counts.replaced, counts.unchanged, counts.refused) == (0, 40, 40, 0)
    assert figures(open_atlas(tmp_path / "atlas")) == built_afresh(tmp_path / "other", [*changed, *articles[40:]])


@pytest.mark.parametrize(("unit", "cause"), [(poison.dying, "signal 9"), (poison.failing, "MemoryError: all is full")])
def test_an_article_that_ends_its_reader_is_found_and_set_aside(unit, cause, tmp_path, monkeypatch, small_shards):
    monkeypatch.setattr(build, "read_shard", unit)
    articles = poisoned(40)
    file = write(tmp_path / "a.jsonl", articles)
    counts = Build(tmp_path / "atlas", readers=Readers(2)).run([file])
    monkeypatch.undo()
    assert (counts.added, counts.refused) == (40 - len(POISONED), len(POISONED))
    atlas = open_atlas(tmp_path / "atlas")
    assert refused(atlas) == sorted(f"{file}:{number + 1}" for number in POISONED)
    reasons = [row["reason"] for row in atlas.refusals().to_dict("records") if not row["kept"]]
    assert all(cause in reason for reason in reasons)
    healthy = [one for number, one in enumerate(articles) if number not in POISONED]
    assert figures(atlas) == built_afresh(tmp_path / "fresh", healthy)


def test_the_shard_of_a_worker_that_was_killed_is_read_again(tmp_path, monkeypatch, small_shards):
    monkeypatch.setattr(build, "read_shard", poison.dying_once)
    articles = [article(number) for number in range(40)]
    for number in (4, 30):
        articles[number]["url"] = f"file://{tmp_path / f'died-of-{number}'}"
    counts = Build(tmp_path / "atlas", readers=Readers(2)).run([write(tmp_path / "a.jsonl", articles)])
    monkeypatch.undo()
    assert (counts.added, counts.refused) == (40, 0)
    assert len(list(tmp_path.glob("died-of-*"))) == 2
    assert figures(open_atlas(tmp_path / "atlas")) == built_afresh(tmp_path / "fresh", articles)


def test_an_article_that_hangs_its_reader_is_found_and_set_aside(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "_SHARD", 400)
    monkeypatch.setattr(build, "read_shard", poison.hanging)
    articles = [article(number) for number in range(12)]
    articles[5]["text"] += " POISON."
    file = write(tmp_path / "a.jsonl", articles)
    counts = Build(tmp_path / "atlas", readers=Readers(2, limit=3)).run([file])
    monkeypatch.undo()
    assert (counts.added, counts.refused) == (11, 1)
    atlas = open_atlas(tmp_path / "atlas")
    assert refused(atlas) == [f"{file}:6"]
    assert "took longer than 3 seconds; --time-limit" in atlas.refusals()["reason"].str.cat()
    assert figures(atlas) == built_afresh(tmp_path / "fresh", articles[:5] + articles[6:])


def test_a_worker_is_not_taken_to_hang_because_its_answer_is_taken_late():
    slow, refused, was_late = 0, 0, False

    def shards():  # the second and the fourth go to the second worker, who dozes while the first one answers
        for number in count():
            if slow == 2:
                return
            yield [Task("", str(number), Article(str(number), "slow" if number in (1, 3) else ""), False)]

    with closing(Workers(2, poison.dozing, limit=1.0)) as workers:
        for done in workers.work(shards()):
            slow += done.text > 0
            refused += len(done.refused)
            if slow == 1 and not done.text and not was_late:
                was_late = True
                time.sleep(1.1)  # as long as it takes to publish
    assert was_late
    assert (slow, refused) == (2, 0)


def test_a_process_that_reads_alone_dies_of_an_article_once_and_then_reads_it_apart(tmp_path, monkeypatch):
    articles = [article(number) for number in range(8)]
    articles[3]["text"] += " POISON."
    file = write(tmp_path / "a.jsonl", articles)
    alone = [sys.executable, "-m", "tests.atlas.poison", tmp_path / "atlas", file]
    assert subprocess.run(alone, cwd=Path(__file__).parents[2]).returncode == -signal.SIGKILL
    monkeypatch.setattr(build, "read_shard", poison.dying)
    for added in (7, 0):  # and what was found is remembered
        counts = Build(tmp_path / "atlas").run([file])
        assert (counts.added, counts.refused) == (added, 1)
        assert refused(open_atlas(tmp_path / "atlas")) == [f"{file}:4"]
    monkeypatch.undo()
    assert Build(tmp_path / "atlas").run([file]).added == 1
    assert figures(open_atlas(tmp_path / "atlas")) == built_afresh(tmp_path / "fresh", articles)


def test_workers_that_cannot_start_are_told_in_a_sentence_and_nothing_is_lost(tmp_path, monkeypatch):
    Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", [article(1)])])
    monkeypatch.setattr(build, "read_shard", poison.stillborn)
    with pytest.raises(AtlasError, match=r"cannot be started \(exit code 3\).*--jobs 1"):
        Build(tmp_path / "atlas", readers=Readers(2)).run([write(tmp_path / "b.jsonl", [article(2)])])
    assert open_atlas(tmp_path / "atlas").totals(ALL).articles == 1


def test_without_a_number_a_few_articles_start_no_workers(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "Workers", None)
    few = [article(number) for number in range(20)]
    assert Build(tmp_path / "atlas", readers=Readers(0)).run([write(tmp_path / "a.jsonl", few)]).added == 20
    monkeypatch.undo()
    monkeypatch.setattr(reading, "_FEW", 500)
    monkeypatch.setattr(build, "_SHARD", 100)
    assert Build(tmp_path / "more", readers=Readers(0)).run([write(tmp_path / "b.jsonl", few)]).added == 20
    assert figures(open_atlas(tmp_path / "more")) == figures(open_atlas(tmp_path / "atlas"))
