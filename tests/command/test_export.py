"""`dateline export`: files with the dashboard's figures; what is in them is tested in `tests/export`."""

import csv
import json

import geopandas
import pytest

from geo.atlas.answers.sentence import describe
from geo.atlas.selection import Selection
from tests.atlas.conftest import sample
from tests.command.running import dateline

__all__ = ["sample"]

CSTO = ["--organisation", "CSTO", "--organisation", "SCO", "--combine", "without"]
SELECTION = Selection(organisations=("CSTO", "SCO"), combine="without")


def test_four_formats_one_answer(sample, tmp_path):
    counts = dict(sample.atlas.countries(SELECTION)[["iso3", "mentions"]].itertuples(index=False))
    assert counts
    for format in ("csv", "jsonl", "geojson", "geoparquet"):
        done = dateline("export", "--atlas", sample.atlas.path, "--format", format, "-o", tmp_path / format, *CSTO)
        assert describe(SELECTION, sample.atlas) in done.stderr.decode()
        assert not done.stdout
    with (tmp_path / "csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["iso3"]: int(row["mentions"]) for row in csv.DictReader(file)} == counts
    lines = [json.loads(line) for line in (tmp_path / "jsonl").read_text("utf-8").splitlines()]
    assert {row["iso3"]: row["mentions"] for row in lines} == counts
    for frame in (geopandas.read_file(tmp_path / "geojson"), geopandas.read_parquet(tmp_path / "geoparquet")):
        assert dict(zip(frame["iso3"], frame["mentions"], strict=True)) == counts


@pytest.mark.parametrize("what", ["mentions", "articles"])
def test_what_a_row_is(what, sample, tmp_path):
    asked = ["--format", "jsonl", "--what", what, "-o", tmp_path / "out", "--country", "Kazakhstan", "--quiet"]
    done = dateline("export", "--atlas", sample.atlas.path, *asked)
    assert not done.stderr
    counts = sample.atlas.countries(Selection()).set_index("iso3").loc["KAZ"]
    assert len((tmp_path / "out").read_bytes().splitlines()) == counts[what]


def test_what_goes_wrong_is_a_sentence(sample, tmp_path):
    here = ["export", "--atlas", sample.atlas.path, "--format"]
    unplaced = dateline(*here, "geojson", "--what", "articles", "-o", tmp_path / "x", check=1)
    assert b"no places of their own" in unplaced.stderr
    assert b"cannot be written" in dateline(*here, "csv", "-o", tmp_path / "no" / "x", check=1).stderr
    assert b"--output" in dateline(*here, "csv", check=2).stderr
    assert b"xlsx" in dateline(*here, "xlsx", "-o", tmp_path / "x", check=2).stderr
    assert not list(tmp_path.iterdir())
