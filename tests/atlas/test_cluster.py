"""A Dask cluster reading: it comes to what this machine comes to, whatever happens to its workers."""

import asyncio
import shutil
import sys
from dataclasses import replace

import pytest
from click.testing import CliRunner

from geo.articles.article import Article
from geo.atlas import build
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.errors import AtlasError
from geo.atlas.reading import cluster
from geo.atlas.reading.cluster import Cluster
from geo.atlas.reading.readers import Readers
from geo.atlas.reading.shard import Task, read_shard
from geo.command import build as build_command
from tests.atlas import poison
from tests.atlas.conftest import article, write
from tests.atlas.dask_cluster import HOME, DaskCluster
from tests.atlas.test_building import built_afresh, figures, refused


@pytest.fixture
def dask(tmp_path):
    (tmp_path / "dask").mkdir()
    one = DaskCluster(tmp_path / "dask")
    yield one
    one.end()


def test_what_a_killed_worker_had_is_read_by_others_and_counted_once(tmp_path, monkeypatch, dask):
    monkeypatch.setattr(build, "_SHARD", 500)
    monkeypatch.setattr(build, "_FLUSH", 60_000)
    articles = [article(number) for number in range(200)]
    file = write(tmp_path / "a.jsonl", [*articles, articles[5], {"id": "empty", "text": ""}])
    workers, told = [dask.worker("--no-nanny") for _ in range(2)], []

    def kill_one_half_way(articles, text):
        told.append(articles)
        if sum(told) > 100:
            workers[0].kill()

    counts = Build(tmp_path / "atlas", progress=kill_one_half_way, readers=Readers(scheduler=dask.address)).run([file])
    assert workers[0].wait() < 0
    assert workers[1].poll() is None
    assert (counts.added, counts.replaced, counts.unchanged, counts.refused) == (200, 0, 0, 2)
    assert sum(told) == 200
    assert figures(open_atlas(tmp_path / "atlas")) == built_afresh(tmp_path / "fresh", articles)
    assert Build(tmp_path / "atlas", readers=Readers(scheduler="tcp://nobody.invalid:1")).run([file]).unchanged == 200


@pytest.mark.long
@pytest.mark.parametrize(
    ("unit", "how", "said"),
    [
        (poison.hanging, "--no-nanny", "took longer than 2 seconds"),
        (poison.felling, "--nanny", "ends the process that reads it (worker after worker of the cluster)"),
    ],
)
def test_an_article_that_ends_readers_or_workers_is_found_and_set_aside(unit, how, said, tmp_path, monkeypatch, dask):
    monkeypatch.setattr(build, "_SHARD", 400)
    monkeypatch.setattr(build, "read_shard", unit)
    articles = [article(number) for number in range(12)]
    articles[5]["text"] += " POISON."
    file = write(tmp_path / "a.jsonl", articles)
    dask.worker(how)
    counts = Build(tmp_path / "atlas", readers=Readers(scheduler=dask.address, limit=2)).run([file])
    monkeypatch.undo()
    assert (counts.added, counts.refused) == (11, 1)
    atlas = open_atlas(tmp_path / "atlas")
    assert refused(atlas) == [f"{file}:6"]
    assert said in atlas.refusals()["reason"].str.cat()
    assert figures(atlas) == built_afresh(tmp_path / "fresh", articles[:5] + articles[6:])


def test_workers_with_another_geoparser_are_refused(tmp_path, dask):
    shutil.copytree(HOME / "geo", tmp_path / "code" / "geo")
    (tmp_path / "code" / "data").symlink_to(HOME / "data")
    with (tmp_path / "code" / "geo" / "toponyms" / "judge.py").open("a") as code:
        code.write("# of another opinion\n")
    dask.worker("--no-nanny", code=tmp_path / "code")
    file = write(tmp_path / "a.jsonl", [article(1)])
    with pytest.raises(AtlasError, match=r"has another edition of Dateline \(.*schema.*install the same everywhere"):
        Build(tmp_path / "atlas", readers=Readers(scheduler=dask.address)).run([file])


def test_where_nobody_reads_a_sentence_says_what_to_start(tmp_path, monkeypatch, dask):
    file = write(tmp_path / "a.jsonl", [article(number) for number in range(40)])
    monkeypatch.setattr(cluster, "_PATIENCE", 1.0)
    monkeypatch.setattr(cluster, "_ANSWER", 0.5)

    def complaint(address):
        with pytest.raises(AtlasError) as told:
            Build(tmp_path / "atlas", readers=Readers(scheduler=address)).run([file])
        return str(told.value)

    assert f"start some with `dask worker {dask.address}`" in complaint(dask.address)
    dask.scheduler.kill()
    assert "start one with `dask scheduler`" in complaint(dask.address)
    assert "write it as tcp://host:8786" in complaint("host")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "pip install 'dateline-atlas[cluster]'" in complaint(dask.address)


def test_a_scheduler_that_goes_leaves_what_was_finished(monkeypatch, dask):
    dask.worker("--no-nanny")
    said = Article("", "Kabul fell.", "", None, "", "")
    shards = iter([[Task("", str(number), replace(said, id=str(number)), False)] for number in range(30)])
    work = Cluster(dask.address, read_shard, limit=60).work(shards)
    assert next(work).articles == 1
    monkeypatch.setattr(cluster, "_PATIENCE", 2.0)  # not before: a worker may take as long to begin
    dask.end()
    with pytest.raises(AtlasError, match="has gone"):
        for done in work:
            assert done.articles == 1
    assert len(list(shards)) > 10  # no more were taken than were soon to be read


def test_the_command_takes_a_scheduler_or_jobs(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_ANSWER", 0.5)
    file = write(tmp_path / "a.jsonl", [article(1)])
    given = [str(file), "--atlas", str(tmp_path / "atlas"), "--scheduler", "tcp://127.0.0.1:1"]
    done = CliRunner().invoke(build_command.build, given)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: No scheduler answers at tcp://127.0.0.1:1")
    done = CliRunner().invoke(build_command.build, [*given, "--jobs", "2"])
    assert done.exit_code == 2
    assert "name one of them" in done.stderr


def test_a_notebook_with_a_loop_of_its_own_may_build(tmp_path, dask):
    dask.worker("--no-nanny")

    async def cell():
        return Build(tmp_path / "atlas", readers=Readers(scheduler=dask.address)).run(
            [write(tmp_path / "a.jsonl", [article(1)])]
        )

    assert asyncio.run(cell()).added == 1
