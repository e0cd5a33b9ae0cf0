"""Letting go of old editions: what is kept can be read to the last byte, and nothing else lies about."""

import random
from datetime import timedelta

import pytest

from geo.atlas import vacuum as vacuuming
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.errors import AtlasError
from geo.atlas.kept.damage import damaged_file
from geo.atlas.kept.editions import files_of
from geo.atlas.search.indexes import FOLDER
from geo.atlas.vacuum import vacuum
from tests.atlas.conftest import article, write
from tests.atlas.test_building import contents, dying_build, figures
from tests.command.running import dateline


@pytest.fixture
def no_readers(monkeypatch):
    monkeypatch.setattr(vacuuming, "SPARED", timedelta(0))


def grown(place, editions):
    """An atlas in which articles are added and replaced; what each edition said."""
    said = {}
    for number in range(1, editions + 1):
        articles = [article(one) for one in range(3 * number)]
        articles[0]["text"] = article(100 + number)["text"]
        assert Build(place).run([write(place.with_suffix(".jsonl"), articles)]).edition == number
        said[number] = figures(open_atlas(place))
    return said


def data_files(place):
    return {str(file) for file in place.rglob("*.parquet") if "_delta_log" not in file.parts}


def needed(place, numbers):
    editions = [open_atlas(place, edition=number).edition for number in numbers]
    found = {file for one in editions for name, at in one.versions.items() for file in files_of(place, name, at)}
    return found | set(files_of(place, "editions", None))


@pytest.mark.parametrize("keep", [1, 2, 5])
def test_the_editions_kept_stay_whole_and_nothing_else_does(keep, tmp_path, no_readers):
    place = tmp_path / "atlas"
    said = grown(place, 4)
    watching, before = open_atlas(place), contents(place)
    would = vacuum(place, keep=keep, dry_run=True)
    assert contents(place) == before
    freed = vacuum(place, keep=keep)
    assert freed == would
    kept = list(said)[-keep:]
    assert freed.kept == tuple(kept)
    assert freed.gone == tuple(number for number in said if number not in kept)
    after = contents(place)
    assert freed.files == len(before) - len(after)
    assert freed.size == sum(len(content) for path, content in before.items() if path not in after)
    assert data_files(place) == needed(place, kept)
    assert damaged_file(place) is None
    assert {number: figures(open_atlas(place, edition=number)) for number in kept} == {one: said[one] for one in kept}
    assert figures(watching) == said[4]
    for number in freed.gone:
        with pytest.raises(AtlasError, match=f"Edition {number} .* no longer kept"):
            open_atlas(place, edition=number)
    assert vacuum(place, keep=keep).files == 0


def test_building_goes_on_after_a_vacuum(tmp_path, no_readers):
    place, fresh = tmp_path / "atlas", tmp_path / "fresh"
    grown(place, 3)
    vacuum(place, keep=1)
    more = write(tmp_path / "more.jsonl", [article(one) | {"text": "Kabul fell."} for one in range(12)])
    Build(place).run([more])
    Build(fresh).run([more])
    assert figures(open_atlas(place)) == figures(open_atlas(fresh))


def test_what_killed_builds_left_goes_and_building_goes_on(tmp_path, monkeypatch, no_readers):
    place = tmp_path / "atlas"
    said = grown(place, 2)
    file = write(tmp_path / "more.jsonl", [article(one) | {"text": "Kabul fell."} for one in range(12)])
    for writes in (3, 9, 15):
        assert dying_build(monkeypatch, writes, place, file)
    assert data_files(place) > needed(place, [1, 2])
    freed = vacuum(place, keep=2)
    assert (freed.gone, freed.kept) == ((), (1, 2))
    assert freed.files > 0
    assert data_files(place) == needed(place, [1, 2])
    assert {number: figures(open_atlas(place, edition=number)) for number in said} == said
    Build(place).run([file])
    Build(tmp_path / "fresh").run([file])
    assert figures(open_atlas(place)) == figures(open_atlas(tmp_path / "fresh"))


def test_what_a_reader_may_hold_stays_whatever_is_wished(tmp_path):
    place = tmp_path / "atlas"
    said = grown(place, 3)
    for wish in ({"keep": 1}, {"older_than": timedelta(0)}, {}):
        freed = vacuum(place, **wish)
        assert (freed.gone, freed.kept, freed.files) == ((), tuple(said), 0)


def test_by_age_the_newest_stays_however_old(tmp_path, no_readers):
    place = tmp_path / "atlas"
    grown(place, 3)
    assert vacuum(place, older_than=timedelta(days=1)).gone == ()
    assert vacuum(place).gone == ()
    freed = vacuum(place, older_than=timedelta(0))
    assert (freed.gone, freed.kept) == ((1, 2), (3,))


def test_organisations_and_indexes_go_with_their_editions(tmp_path, no_readers):
    place, table = tmp_path / "atlas", tmp_path / "mine.csv"
    head = "organisation,organisation_name,iso3,status,from,to\n"
    for number, iso3 in enumerate(("AFG", "RUS")):
        table.write_text(f"{head}CLUB,The Club,{iso3},member,2000-01-01,\n")
        articles = [article(0) | {"text": f"Kabul fell {number} times."}]
        Build(place, organisations=table).run([write(tmp_path / "a.jsonl", articles)])
    lists, indexes = place / "organisations", place / FOLDER
    assert (len(list(lists.iterdir())), len(list(indexes.glob("[!.]*")))) == (2, 2)
    vacuum(place, keep=1)
    assert (len(list(lists.iterdir())), len(list(indexes.glob("[!.]*")))) == (1, 1)
    assert [one.iso3 for one in open_atlas(place).memberships.periods("CLUB")] == ["RUS"]


def test_what_is_no_atlas_is_left_alone(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.parquet").write_text("Kabul.")
    with pytest.raises(AtlasError, match="is not an atlas"):
        vacuum(tmp_path / "letters")
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["one.parquet"]
    with pytest.raises(AtlasError, match="There is no atlas"):
        vacuum(tmp_path / "nowhere")


def test_the_command_says_what_it_freed(tmp_path):
    place = tmp_path / "atlas"
    grown(place, 2)
    assert b"Nothing to free: 2 editions up to 2 kept." in dateline("vacuum", "--atlas", place, "--keep", "1").stdout
    orphan = place / "mentions" / "part-of-nothing.parquet"
    orphan.write_bytes(random.Random(0).randbytes(12_345))
    said = dateline("vacuum", "--atlas", place, "--dry-run").stdout.decode()
    assert said == "Would free 12.3kB in 1 file: no edition let go, 2 editions up to 2 kept.\n"
    said = dateline("vacuum", "--atlas", place, "--older-than", "0").stdout.decode()
    assert said == "Freed 12.3kB in 1 file: no edition let go, 2 editions up to 2 kept.\n"
    assert not orphan.exists()
    dateline("vacuum", "--atlas", place, "--older-than", "0", "--keep", "1", check=2)
    assert b"There is no atlas" in dateline("vacuum", "--atlas", tmp_path / "nowhere", check=1).stderr
