"""Building: what is added, replaced and left alone, and what a build that dies leaves behind."""

import json
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from deltalake import DeltaTable, write_deltalake

from geo.atlas import build
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.errors import AtlasError
from geo.atlas.kept import editions, sorting
from geo.atlas.selection import Selection
from geo.atlas.writing import remarks, writer
from tests.atlas.conftest import article, write

ALL = Selection()
HOME = Path(__file__).parents[2]


def figures(atlas):
    totals = atlas.totals(ALL)
    return totals.articles, totals.mentions, dict(atlas.countries(ALL)[["iso3", "mentions"]].itertuples(index=False))


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def built_afresh(folder, articles):
    Build(folder).run([write(folder.with_suffix(".jsonl"), articles)])
    return figures(open_atlas(folder))


def test_building_twice_changes_nothing(tmp_path):
    file = write(tmp_path / "a.jsonl", [article(number) for number in range(30)])
    first = Build(tmp_path / "atlas").run([file])
    before = contents(tmp_path / "atlas")
    second = Build(tmp_path / "atlas").run([file])
    assert (first.added, first.replaced, first.unchanged, first.refused) == (30, 0, 0, 0)
    assert (second.added, second.replaced, second.unchanged, second.refused) == (0, 0, 30, 0)
    assert first.edition == second.edition == 1
    assert contents(tmp_path / "atlas") == before


def test_adding_and_replacing_come_to_what_a_fresh_build_comes_to(tmp_path):
    old = [article(number) for number in range(40)]
    changed = [told | {"text": article(number + 500)["text"]} for number, told in enumerate(old)]
    moved = [told | {"date": "2010-10-10"} for told in old]
    new = [article(number) for number in range(40, 60)]
    Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", old)])
    mixed = [*changed[:10], *moved[10:15], *old[15:], *new]
    counts = Build(tmp_path / "atlas").run([write(tmp_path / "b.jsonl", mixed)])
    same = sum(one == other for one, other in zip(mixed, old, strict=False))
    assert (counts.added, counts.replaced, counts.unchanged) == (20, 40 - same, same)
    assert figures(open_atlas(tmp_path / "atlas")) == built_afresh(tmp_path / "fresh", mixed)
    counts = Build(tmp_path / "atlas").run([write(tmp_path / "c.jsonl", [*old, *new])])
    assert counts.replaced == 40 - same
    assert figures(open_atlas(tmp_path / "atlas")) == built_afresh(tmp_path / "again", [*old, *new])


def refused(atlas):
    """Where the refused ones stood; an article without a date is kept, with a remark."""
    return [row["where"] for row in atlas.refusals().to_dict("records") if not row["kept"]]


def test_the_same_id_twice_counts_once_and_is_told(tmp_path):
    first, other = article(1), article(2) | {"id": "a1"}
    counts = Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", [first, other, first])])
    assert (counts.added, counts.refused) == (1, 2)
    atlas = open_atlas(tmp_path / "atlas")
    assert atlas.article("a1").article.text == first["text"]
    assert refused(atlas) == [f"{tmp_path / 'a.jsonl'}:2", f"{tmp_path / 'a.jsonl'}:3"]


def test_refusals_are_those_of_each_sources_last_build(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "bad.txt").write_text("")
    (tmp_path / "a" / "good.txt").write_text("Moscow said no.")
    (tmp_path / "b" / "bad.xyz").write_text("?")
    counts = Build(tmp_path / "atlas").run([tmp_path / "a", tmp_path / "b"])
    atlas = open_atlas(tmp_path / "atlas")
    assert (counts.added, counts.refused) == (1, 2)
    assert refused(atlas) == [str(tmp_path / "a" / "bad.txt"), str(tmp_path / "b" / "bad.xyz")]
    assert all(atlas.refusals()["reason"])
    (tmp_path / "a" / "bad.txt").write_text("Kabul said so, too.")
    Build(tmp_path / "atlas").run([tmp_path / "a"])
    assert refused(atlas) == [str(tmp_path / "b" / "bad.xyz")]
    assert atlas.totals(ALL).articles == 2


def test_many_small_builds_come_to_what_one_comes_to(tmp_path, monkeypatch):
    monkeypatch.setattr(sorting, "_MANY_FILES", 3)
    articles = [article(number) for number in range(8)]
    for told in articles:
        Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", [told])])
    assert figures(open_atlas(tmp_path / "atlas")) == built_afresh(tmp_path / "fresh", articles)
    assert len(DeltaTable(tmp_path / "atlas" / "mentions").file_uris()) <= 3


class Killed(BaseException):
    """What no part of the build catches, as it catches no signal 9."""


def deadly(writes, die):
    """What ends every way to write a table: after so many writes, death."""

    def until_death(call):
        def counted(*args, **kwargs):
            nonlocal writes
            writes -= 1
            if writes < 0:
                die()
            return call(*args, **kwargs)

        return counted

    return until_death


def dying_build(monkeypatch, writes, place, file):
    """Build, to be killed after so many writes; whether it was."""

    def die():
        raise Killed

    with monkeypatch.context() as patch:
        until_death = deadly(writes, die)
        for module in (writer, editions):
            patch.setattr(module, "write_deltalake", until_death(write_deltalake))
        patch.setattr(writer.DeltaTable, "delete", until_death(DeltaTable.delete))
        try:
            Build(place).run([file])
        except Killed:
            return True
    return False


# Fourteen tables added to, seven sums and four tables taken from, refusals, edition.
WRITES = 27


def test_a_build_that_dies_between_any_two_writes_leaves_the_last_edition(tmp_path, monkeypatch):
    old = [article(number) for number in range(20)]
    new = [told | {"text": "Brazil beat Japan in Lima."} for told in old[:5]] + [article(n) for n in range(20, 30)]
    new.append({"id": "empty", "text": ""})
    place = tmp_path / "atlas"
    Build(place).run([write(tmp_path / "old.jsonl", old)])
    before, watching = figures(open_atlas(place)), open_atlas(place)
    file = write(tmp_path / "new.jsonl", new)
    # Every fourth of them, and the last: each costs seconds, and kills at random moments are tested elsewhere.
    for writes in (*range(0, WRITES, 4), WRITES - 1):
        assert dying_build(monkeypatch, writes, place, file)
        assert figures(watching) == before
        assert figures(open_atlas(place)) == before
    assert not dying_build(monkeypatch, WRITES, place, file), "there are more writes now: put their number into WRITES"
    whole = {told["id"]: told for told in [*old, *new[:-1]]}
    assert figures(watching) == built_afresh(tmp_path / "fresh", list(whole.values()))


KILLED = """
import os, signal, sys
from pathlib import Path
from geo.atlas.writing import writer
from geo.atlas.build import Build
from tests.atlas.test_building import deadly

die = deadly(int(sys.argv[1]), lambda: os.kill(os.getpid(), signal.SIGKILL))
writer.write_deltalake = die(writer.write_deltalake)
Build(Path(sys.argv[2])).run([sys.argv[3]])
"""


def test_a_first_build_that_was_killed_is_no_atlas_and_the_next_one_makes_it(tmp_path):
    file = write(tmp_path / "a.jsonl", [article(1)])
    killed = subprocess.run([sys.executable, "-c", KILLED, "2", tmp_path / "atlas", file], cwd=HOME)
    assert killed.returncode == -signal.SIGKILL
    with pytest.raises(AtlasError, match="never finished"):
        open_atlas(tmp_path / "atlas")
    assert Build(tmp_path / "atlas").run([file]).added == 1
    assert figures(open_atlas(tmp_path / "atlas")) == built_afresh(tmp_path / "fresh", [article(1)])


def test_readers_in_many_threads_see_whole_editions_while_builds_go_on(tmp_path):
    place = tmp_path / "atlas"
    text = {"text": "Moscow said no to Kabul."}
    Build(place).run([write(tmp_path / "a.jsonl", [text | {"id": "0"}])])
    atlas, done, seen = open_atlas(place), threading.Event(), set()

    def ask():
        while not done.is_set():
            counts = atlas.countries(ALL)
            seen.add(tuple(counts["mentions"]) + tuple(counts["articles"]) + tuple(counts["share"]))

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask) for _ in range(4)]
        for number in range(1, 6):
            Build(place).run([write(tmp_path / "a.jsonl", [text | {"id": str(number)}])])
        done.set()
        for future in asking:
            future.result()
    assert seen <= {(n, n, n, n, 1.0, 1.0) for n in range(1, 7)}
    assert atlas.totals(ALL).articles == 6
    assert atlas.edition.edition == 6


def test_two_builds_at_once_do_not_mix(tmp_path):
    place = tmp_path / "atlas"
    file = write(tmp_path / "a.jsonl", [article(1)])
    Build(place).run([file])
    with (place / ".building").open("w") as lock:
        holder = subprocess.Popen(
            [sys.executable, "-c", "import fcntl, time; fcntl.flock(0, 2); print(1, flush=True); time.sleep(60)"],
            stdin=lock, stdout=subprocess.PIPE,
        )  # fmt: skip
        try:
            assert holder.stdout.readline()
            with pytest.raises(AtlasError, match="Another build"):
                Build(place).run([file])
        finally:
            holder.kill()
            holder.wait()


def test_a_users_organisations_travel_with_the_edition(tmp_path):
    place, table = tmp_path / "atlas", tmp_path / "mine.csv"
    table.write_text("organisation,organisation_name,iso3,status,from,to\nCLUB,The Club,AFG,member,2000-01-01,\n")
    file = write(tmp_path / "a.jsonl", [{"id": "1", "text": "Moscow said no to Kabul.", "date": "2010-01-01"}])
    assert Build(place, organisations=table).run([file]).edition == 1
    table.unlink()
    club = Selection(organisations=("CLUB",))
    assert list(open_atlas(place).countries(club)["iso3"]) == ["AFG"]
    Build(place).run([write(tmp_path / "b.jsonl", [{"id": "2", "text": "Iran said no to Kabul."}])])
    assert dict(open_atlas(place).countries(club)[["iso3", "mentions"]].itertuples(index=False)) == {"AFG": 2}
    assert open_atlas(place).memberships.periods("CLUB")[0].iso3 == "AFG"


@pytest.mark.parametrize("name", ["plain", "with space", "ünïcode", "what?", "st*r", "ha#sh", "quo'te", "a&b=c"])
def test_folders_of_any_name(name, tmp_path):
    place = tmp_path / name / "atlas"
    Build(place).run([write(tmp_path / "a.jsonl", [article(1)])])
    Build(place).run([write(tmp_path / "b.jsonl", [article(1) | {"text": "Kabul."}, article(2)])])
    assert open_atlas(place).totals(ALL).articles == 2


@pytest.mark.parametrize("name", ["br[1]", "100%", "pi|pe"])
def test_a_folder_no_table_can_be_kept_in_is_named(name, tmp_path):
    with pytest.raises(AtlasError, match="Name another folder"):
        Build(tmp_path / name).run([write(tmp_path / "a.jsonl", [article(1)])])


def test_what_is_no_atlas_is_told_with_what_to_run(tmp_path):
    with pytest.raises(AtlasError, match=r"There is no atlas at .*dateline build"):
        open_atlas(tmp_path / "nowhere")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("Kabul.")
    with pytest.raises(AtlasError, match=r"is not an atlas.*dateline build"):
        open_atlas(tmp_path / "letters")
    with pytest.raises(AtlasError, match="holds other files"):
        Build(tmp_path / "letters").run([tmp_path / "letters"])
    assert {path.name for path in (tmp_path / "letters").iterdir()} <= {"one.txt", ".building"}


def test_an_atlas_of_another_schema_is_told_with_what_to_run(tmp_path, monkeypatch):
    place = tmp_path / "atlas"
    with monkeypatch.context() as patch:
        patch.setattr(editions, "SCHEMA", 99)
        Build(place).run([write(tmp_path / "a.jsonl", [article(1)])])
    for attempt in (lambda: open_atlas(place), lambda: Build(place).run([])):
        with pytest.raises(AtlasError, match=r"schema 99.*dateline build"):
            attempt()


def test_a_damaged_atlas_is_told_in_a_sentence(tmp_path):
    place = tmp_path / "atlas"
    Build(place).run([write(tmp_path / "a.jsonl", [article(number) for number in range(5)])])
    (data,) = (place / "day_mentions").glob("*.parquet")
    data.write_bytes(b"PAR1" + bytes(50))
    with pytest.raises(AtlasError, match=r"is damaged in day_mentions/.*build it anew"):
        open_atlas(place)


def test_the_log_of_an_edition_names_a_version_of_every_table(tmp_path):
    Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", [article(1)])])
    versions = open_atlas(tmp_path / "atlas").edition.versions
    logs = {path.parent.parent.name for path in (tmp_path / "atlas").glob("*/_delta_log/*.json")}
    assert json.loads(json.dumps(dict(versions))) == dict(versions)
    assert versions.keys() == logs - {"editions"}


def test_a_long_build_publishes_as_it_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "_FLUSH", 2000)
    articles = [article(number) for number in range(12)]
    counts = Build(tmp_path / "atlas").run([write(tmp_path / "a.jsonl", articles)])
    monkeypatch.undo()
    assert counts.edition > 3
    assert figures(open_atlas(tmp_path / "atlas")) == built_afresh(tmp_path / "fresh", articles)


def test_remarks_beyond_what_is_held_come_to_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(remarks, "_HELD", 4)
    undated = [{"id": str(number), "text": "Moscow said no to Kabul."} for number in range(11)]
    file = write(tmp_path / "a.jsonl", [*undated, *undated[:2]])
    counts = Build(tmp_path / "atlas").run([file])
    assert (counts.added, counts.repaired, counts.refused) == (11, 13, 2)
    told = open_atlas(tmp_path / "atlas").refusals()
    assert list(told["where"]) == sorted(f"{file}:{n}" for n in (12, 13)) + sorted(f"{file}:{n}" for n in range(1, 14))
    assert Build(tmp_path / "atlas").run([file]).edition == 1
