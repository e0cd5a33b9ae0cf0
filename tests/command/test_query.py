"""`dateline query`: the dashboard's figures on the command line."""

import csv
import io
import json
import os
import pty
import subprocess
from datetime import date
from types import SimpleNamespace

import pytest

from geo.atlas.answers.sentence import describe
from geo.atlas.selection import Selection
from tests.atlas.conftest import sample
from tests.command.running import COMMAND, dateline

__all__ = ["sample"]

FLAGS = [
    ([], Selection()),
    (
        ["--organisation", "CSTO", "--organisation", "SCO", "--combine", "without", "--memberships-on", "2010-01-01"],
        Selection(organisations=("CSTO", "SCO"), combine="without", memberships_on=date(2010, 1, 1)),
    ),
    (
        ["--organisation", "SCO", "--status", "member", "--status", "observer", "--since", "2006-03-01"],
        Selection(organisations=("SCO",), statuses=("member", "observer"), since=date(2006, 3, 1)),
    ),
    (["--until", "2012-12-19", "--no-undated"], Selection(until=date(2012, 12, 19), undated=False)),
    (["--source", "AFP", "--source", ""], Selection(sources=("AFP", ""))),
    (["--kind", "capital", "--kind", "seat", "--use", "actor"], Selection(kinds=("capital", "seat"), uses=("actor",))),
    (["--min-confidence", "0.8"], Selection(min_confidence=0.8)),
]


@pytest.mark.parametrize(
    ("flags", "selection"), FLAGS, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_every_flag_asks_what_the_filter_asks(flags, selection, sample):
    told = json.loads(dateline("query", "--atlas", sample.atlas.path, "--format", "json", *flags).stdout)
    assert told["rows"] == sample.atlas.countries(selection).to_dict("records")
    assert told["selection"] == describe(selection, sample.atlas)
    assert told["rows"]


@pytest.mark.parametrize("by", ["country", "day", "source", "organisation"])
def test_into_a_pipe_it_is_csv(by, sample):
    done = dateline("query", "--atlas", sample.atlas.path, "--by", by, "--organisation", "CSTO")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"))))
    expected = sample.atlas.counts(Selection(organisations=("CSTO",)), by, "arrow").to_pylist()
    assert len(rows) == len(expected) > 0
    for row, right in zip(rows, expected, strict=True):
        assert list(row) == list(right)
        assert [int(row["mentions"]), int(row["articles"])] == [right["mentions"], right["articles"]]
        assert float(row["share"]) == right["share"]


def test_countries_by_name_or_code(sample):
    told = json.loads(
        dateline(
            "query", "--atlas", sample.atlas.path, "--format", "json", "--country", "kazakhstan", "--country", "AFG"
        ).stdout
    )
    assert {row["iso3"] for row in told["rows"]} == {"AFG", "KAZ"}
    assert told["filters"] == {"countries": ["KAZ", "AFG"]}


def test_on_a_terminal_it_is_a_table(sample):
    leader, follower = pty.openpty()
    process = subprocess.Popen([COMMAND, "query", "--atlas", sample.atlas.path], stdout=follower)
    os.close(follower)
    shown = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        shown += piece
    os.close(leader)
    assert process.wait() == 0
    lines = shown.decode().splitlines()
    assert lines[0] == describe(Selection(), sample.atlas)
    assert lines[2].split() == ["iso3", "name", "mentions", "articles", "share"]
    first = SimpleNamespace(**sample.atlas.countries(Selection()).iloc[0])
    assert lines[3].split() == [
        first.iso3,
        first.name,
        f"{first.mentions:,}",
        str(first.articles),
        f"{first.share:.1%}",
    ]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--organisation", "CSTOO"], b"CSTO"),
        (["--source", "Reuter"], b"Reuters"),
        (["--country", "Kazakstan"], b"Kazakhstan"),
        (["--since", "26/08/2021"], b"2021-08-26"),
        (["--since", "2021-01-02", "--until", "2021-01-01"], b"is after"),
        (["--by", "planet"], b"planet"),
        (["--use", "name"], b"name"),
        (["--min-confidence", "2"], b"2"),
    ],
)
def test_wrong_usage_is_said_and_is_exit_code_2(flags, said, sample):
    assert said in dateline("query", "--atlas", sample.atlas.path, *flags, check=2).stderr


def test_without_an_atlas_it_is_exit_code_1(tmp_path):
    assert b"dateline build" in dateline("query", "--atlas", tmp_path / "none", check=1).stderr
