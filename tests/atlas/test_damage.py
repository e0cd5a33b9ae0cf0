"""Files whose bytes have changed: whoever asks is told which one, in a sentence, and never with a wrong figure."""

import random
import re

import pytest

from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.errors import AtlasError
from geo.atlas.kept.damage import damaged_file
from geo.atlas.selection import Selection
from tests.atlas.conftest import article, write
from tests.atlas.test_building import figures
from tests.command.running import dateline

ALL = Selection()
TABLES = [
    "articles",
    "mentions",
    "article_countries",
    "month_mentions",
    "day_articles",
    "copies",
    "refusals",
    "editions",
]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("damage")
    articles = [article(number) for number in range(60)]
    articles += [one | {"id": f"copy of {one['id']}", "source": "Another"} for one in articles[:40]]
    Build(folder / "atlas").run([write(folder / "a.jsonl", articles)])
    return folder / "atlas"


def flipped(sound, seed):
    """Bytes changed anywhere in the first half, where the rows are, or from there on, where their places are told."""
    chance, changed = random.Random(seed), bytearray(sound)
    half = len(sound) // 2
    for spot in chance.sample(range(4, half) if seed % 2 else range(half, len(sound)), 20):
        changed[spot] ^= 0xFF
    return bytes(changed)


def everything(atlas):
    """All that can be asked of an atlas, as one value."""
    asked = [atlas.totals(one) for one in (ALL, Selection(by="story"), Selection(min_confidence=0.61))]
    ids = [name for batch in atlas.all_articles(as_="batches") for name in batch["article_id"].to_pylist()]
    asked += [atlas.articles(ALL, "AFG", limit=500), atlas.mentions(as_="batches").read_all(), atlas.refusals()]
    asked += [atlas.counts(by=by) for by in ("country", "day", "source", "organisation")]
    return str([*asked, [atlas.article(name) for name in ids]])


def what_is_said(place):
    try:
        return everything(open_atlas(place))
    except AtlasError as error:
        return error


@pytest.mark.parametrize("table", TABLES)
def test_flipped_bytes_are_told_with_the_name_of_the_file(table, place):
    (data,) = (place / table).glob("*.parquet")
    sound, whole = data.read_bytes(), what_is_said(place)
    assert isinstance(whole, str)
    told = 0
    try:
        for seed in range(6):
            data.write_bytes(flipped(sound, seed))
            said = what_is_said(place)
            if isinstance(said, AtlasError):
                told += 1
                assert str(said) == (
                    f"The atlas at {place} is damaged in {table}/{data.name}: put that file back from a copy, or move "
                    "the folder away and build it anew from its sources."
                )
    finally:
        data.write_bytes(sound)
    assert told >= 3
    assert what_is_said(place) == whole


def test_a_reader_that_is_open_already_is_told_too(place):
    (data,) = (place / "mentions").glob("*.parquet")
    sound, atlas = data.read_bytes(), open_atlas(place)
    batches = atlas.mentions(as_="batches")
    data.write_bytes(flipped(sound, 1)[: len(sound) // 3])
    try:
        one_by_one = Selection(min_confidence=0.61)
        for ask in (lambda: atlas.names(one_by_one, "AFG"), lambda: atlas.mentions(), batches.read_all):
            with pytest.raises(AtlasError, match=f"is damaged in mentions/{data.name}"):
                ask()
        assert figures(atlas)[0] == 100
        said = dateline("query", "--atlas", place, "--min-confidence", "0.61", check=1)
        assert re.search(rb"^Error: The atlas at .* is damaged in mentions/\S+: put that file back", said.stderr)
    finally:
        data.write_bytes(sound)


@pytest.mark.parametrize("table", ["mentions", "editions"])
@pytest.mark.parametrize("left", [b"", b"{}", b'{"add": {"path": "pa', b"\0" * 300], ids=repr)
def test_a_broken_log_is_told_with_its_name(table, left, place):
    log = max((place / table / "_delta_log").glob("*.json"))
    sound = log.read_bytes()
    log.write_bytes(left)
    try:
        for attempt in (lambda: open_atlas(place), lambda: Build(place).run([])):
            with pytest.raises(AtlasError, match=rf"is damaged in {table}/_delta_log[^:]*: put that file back"):
                attempt()
    finally:
        log.write_bytes(sound)
    assert figures(open_atlas(place))[0] == 100
    assert damaged_file(place) is None


def test_an_error_without_damage_stays_what_it_is(place):
    atlas = open_atlas(place)
    with pytest.raises(LookupError):
        atlas.totals(Selection(organisations=("SOC",)))
    with pytest.raises(ValueError, match="A table can be had as"):
        atlas.mentions(as_="stone")
