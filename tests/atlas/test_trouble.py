"""A disk that is full, a folder that cannot be written, a file whose bytes have changed: one sentence, nothing lost."""

import os
import random
import shutil
import subprocess
from contextlib import contextmanager

import pytest

from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.errors import AtlasError
from tests.atlas.conftest import article, write
from tests.atlas.test_building import built_afresh, contents, figures

FEW = [article(number) for number in range(30)]
MORE = [one | {"text": "Kabul fell."} for one in FEW[:10]] + [article(number) for number in range(30, 60)]


@contextmanager
def small_disk(place, options):
    """A file system of its own in memory; it takes a right to mount that a container seldom gives."""
    place.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True).returncode
    ):
        pytest.skip("mounting a small disk takes root")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_full_disk_is_told_and_building_goes_on_once_there_is_room(tmp_path):
    few, more = write(tmp_path / "few.jsonl", FEW), write(tmp_path / "more.jsonl", MORE)
    with small_disk(tmp_path / "disk", "size=1m") as disk:
        atlas, ballast = disk / "atlas", disk / "ballast"
        Build(atlas).run([few])
        before, watching = figures(open_atlas(atlas)), open_atlas(atlas)
        free = shutil.disk_usage(disk).free
        # Full at once, then a little later each time: every step of writing runs out of room somewhere.
        for room in range(0, 61440, 4096):
            ballast.write_bytes(bytes(max(free - room, 0)))
            try:
                Build(atlas).run([more])
            except AtlasError as error:
                assert str(error) == (
                    f"The atlas at {atlas} could not be written (the disk is full: make room and build again); "
                    "what it held is as it was."
                )
            else:
                break
            assert figures(watching) == before
            assert figures(open_atlas(atlas)) == before
            ballast.unlink()
            free = shutil.disk_usage(disk).free
        assert room > 0
        ballast.unlink(missing_ok=True)
        Build(atlas).run([more])
        assert figures(watching) == built_afresh(tmp_path / "fresh", [*MORE[:10], *FEW[10:], *MORE[10:]])


def test_a_disk_that_cannot_be_written_is_told_and_can_be_read(tmp_path):
    few, more = write(tmp_path / "few.jsonl", FEW), write(tmp_path / "more.jsonl", MORE)
    with small_disk(tmp_path / "disk", "size=8m") as disk:
        Build(disk / "atlas").run([few])
        before, held = figures(open_atlas(disk / "atlas")), contents(disk)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for atlas in (disk / "atlas", disk / "new"):
            with pytest.raises(AtlasError, match=rf"^The atlas cannot be written at {atlas}: Read-only file system.$"):
                Build(atlas).run([more])
        assert figures(open_atlas(disk / "atlas")) == before
        assert contents(disk) == held


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    more = write(tmp_path / "more.jsonl", MORE)
    Build(tmp_path / "atlas").run([write(tmp_path / "few.jsonl", FEW)])
    (tmp_path / "atlas" / ".building").chmod(0o400)
    with pytest.raises(AtlasError, match="cannot be written at"):
        Build(tmp_path / "atlas").run([more])


@pytest.mark.parametrize(
    "table", ["articles", "mentions", "article_countries", "day_mentions", "day_articles", "editions"]
)
def test_flipped_bytes_stop_a_build_with_the_name_of_the_file_and_what_to_do(table, tmp_path):
    atlas, more = tmp_path / "atlas", write(tmp_path / "more.jsonl", MORE)
    Build(atlas).run([write(tmp_path / "few.jsonl", FEW)])
    (data,) = (atlas / table).glob("*.parquet")
    sound, whole = data.read_bytes(), figures(open_atlas(atlas))
    chance, flipped = random.Random(table), bytearray(sound)
    for place in chance.sample(range(len(sound) // 2, len(sound)), 40):
        flipped[place] ^= 0xFF
    data.write_bytes(flipped)
    with pytest.raises(AtlasError) as told:
        Build(atlas).run([more])
    assert str(told.value) == (
        f"The atlas at {atlas} is damaged in {table}/{data.name}: put that file back from a copy, or move the folder "
        "away and build it anew from its sources. Nothing was changed."
    )
    data.write_bytes(sound)
    assert figures(open_atlas(atlas)) == whole
    Build(atlas).run([more])
    assert figures(open_atlas(atlas)) == built_afresh(tmp_path / "fresh", [*MORE[:10], *FEW[10:], *MORE[10:]])
