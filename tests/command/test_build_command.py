import json
import os
import pty
import select
import subprocess

import pytest

from geo.atlas.atlas import open_atlas
from geo.atlas.selection import Selection
from geo.command.build_progress import build_progress, line
from tests.command.running import COMMAND, dateline


def test_the_seeds_are_read_from_any_folder_when_nothing_is_named(tmp_path):
    done = dateline("build", cwd=tmp_path)
    assert b"5 added, 0 replaced, 0 unchanged, 0 refused" in done.stdout
    assert done.stderr == b""
    atlas = open_atlas(tmp_path / "atlas")
    totals = atlas.totals(Selection())
    assert (totals.articles, totals.undated, str(totals.first), str(totals.last)) == (5, 2, "2021-08-26", "2021-09-17")
    assert atlas.countries(Selection())["iso3"][0] == "AFG"
    again = dateline("build", "--quiet", cwd=tmp_path)
    assert (again.stdout, again.stderr) == (b"", b"")
    assert b"0 added, 0 replaced, 5 unchanged" in dateline("build", cwd=tmp_path).stdout


def test_a_folder_with_broken_files_is_built_and_reported(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Moscow said no.")
    (tmp_path / "in" / "empty.txt").write_text("")
    (tmp_path / "in" / "b.jsonl").write_text('{"id": "b", "text": "Kabul fell.", "date": "03/04/2021"}\nnonsense\n')
    done = dateline("build", tmp_path / "in", "--atlas", tmp_path / "atlas")
    assert b"2 added" in done.stdout
    assert b"2 refused" in done.stdout
    told = json.loads(dateline("report", "--atlas", tmp_path / "atlas", "--json").stdout)
    assert (told["articles"], told["undated"], told["mentions"]) == (2, 2, 2)
    assert {c["iso3"]: c["mentions"] for c in told["countries"]} == {"RUS": 1, "AFG": 1}
    assert {r["where"].rpartition("/")[2] for r in told["refused"]} == {"empty.txt", "b.jsonl:2"}
    assert "b.jsonl:1" in {r["where"].rpartition("/")[2] for r in told["repaired"]}
    words = dateline("report", "--atlas", tmp_path / "atlas").stdout.decode()
    for word in ("2 articles", "Russia", "Afghanistan", "empty.txt", "b.jsonl:2", "03/04/2021"):
        assert word in words


def test_standard_input(tmp_path):
    given = b'{"id": "a", "text": "Kabul fell."}\n'
    done = dateline("build", "-", "--atlas", tmp_path / "atlas", given=given)
    assert b"1 added" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nowhere.txt"], 2, "nowhere.txt"),
        (["empty"], 1, "Not one article"),
        (["a.txt", "--organisations", "nowhere.csv"], 2, "nowhere.csv"),
        (["a.txt", "--organisations", "bad.csv"], 1, "bad.csv"),
        (["a.txt", "--atlas", "a.txt"], 2, "a.txt"),
        (["a.txt", "--atlas", "empty/../letters"], 1, "name another folder"),
    ],
)
def test_errors_for_people(arguments, code, said, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("Kabul.")
    (tmp_path / "a.txt").write_text("Kabul fell.")
    (tmp_path / "bad.csv").write_text("organisation,iso3,status,from,to\nSCO,ATL,member,2001-01-01,\n")
    done = dateline("build", *arguments, check=code, cwd=tmp_path)
    assert said in done.stderr.decode()


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "a.txt").write_text("Kabul fell.")
    done = dateline("build", tmp_path / "a.txt", "--atlas", tmp_path / "file" / "atlas", check=1)
    assert done.stderr.decode().startswith("Error: The atlas cannot be written")


def test_report_without_an_atlas_says_what_to_run(tmp_path):
    done = dateline("report", "--atlas", tmp_path / "none", check=1)
    assert "dateline build" in done.stderr.decode()
    assert done.stdout == b""


def test_a_users_organisations_are_checked_and_kept(tmp_path):
    (tmp_path / "mine.csv").write_text(
        "organisation,organisation_name,iso3,status,from,to\nCLUB,The Club,AFG,member,2000-01-01,\n"
    )
    dateline("build", "--organisations", tmp_path / "mine.csv", "--atlas", tmp_path / "atlas")
    assert list(open_atlas(tmp_path / "atlas").countries(Selection(organisations=("CLUB",)))["iso3"]) == ["AFG"]


def test_a_bar_is_drawn_on_a_terminal_alone(tmp_path):
    (tmp_path / "a.txt").write_text("Kabul fell. " * 100)
    here, there = pty.openpty()
    arguments = [COMMAND, "build", tmp_path / "a.txt", "--atlas", tmp_path / "atlas"]
    done = subprocess.run(arguments, stderr=there, stdout=subprocess.PIPE, check=True)
    drawn = os.read(here, 65536) if select.select([here], [], [], 0)[0] else b""
    os.close(there)
    os.close(here)
    assert b"B/s" in drawn
    assert b" articles/s" in drawn
    assert b"100%" in drawn
    assert b"1 added" in done.stdout


def test_a_log_gets_plain_lines_and_quiet_none(capsys):
    for quiet in (False, True):
        with build_progress(4_000_000, quiet, every=0) as tell:
            tell(100, 1_000_000)
            tell(50, 500_000)
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("100 articles, 1.0 MB; ")
    assert second.startswith("150 articles, 1.5 MB; ")


@pytest.mark.parametrize(
    ("articles", "text", "seconds", "total", "said"),
    [
        (1500, 3_000_000, 3, 12_000_000, "1,500 articles, 3.0 MB; 500 articles/s, 1.00 MB/s; 9 s left"),
        (10, 1_000_000, 10, 61_000_000, "10 articles, 1.0 MB; 1 articles/s, 0.10 MB/s; 10 min left"),
        (10, 1_000_000, 10, 0, "10 articles, 1.0 MB; 1 articles/s, 0.10 MB/s"),
        (0, 0, 0, 100, "0 articles, 0.0 MB; 0 articles/s, 0.00 MB/s"),
    ],
)
def test_a_line_of_a_log(articles, text, seconds, total, said):
    assert line(articles, text, seconds, total) == said


def test_jobs_is_the_number_of_processes_that_read(tmp_path):
    (tmp_path / "a.jsonl").write_text("".join(f'{{"id": "{n}", "text": "Kabul fell."}}\n' for n in range(5)))
    done = dateline("build", tmp_path / "a.jsonl", "--atlas", tmp_path / "atlas", "--jobs", "2")
    assert b"5 added" in done.stdout
    assert done.stderr == b""
    dateline("build", tmp_path / "a.jsonl", "--atlas", tmp_path / "atlas", "--jobs", "0", check=2)
