"""`dateline blocs`, `together` and `compare` say what the atlas answers."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.atlas.answers.blocs import Bloc
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.errors import AtlasError
from geo.atlas.selection import Selection
from geo.command import main
from geo.command.blocs import blocs
from geo.command.compare import compare
from geo.command.together import together

SAID = "Kazakhstan and Russia met in Astana. Uzbekistan and Kazakhstan signed. China and India did not. France waited."


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("answers")
    lines = [
        {"id": str(at), "text": f"{SAID} {'Moscow said so. ' * (at % 3)}", "source": "AB"[at % 2], "date": "2021-09-01"}
        for at in range(12)
    ]
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    Build(folder / "atlas").run((folder / "articles.jsonl",))
    return folder / "atlas"


def run(command, place, *options):
    return CliRunner().invoke(command, ["--atlas", str(place), *options])


def rows(answer):
    assert answer.exit_code == 0, answer.output
    return list(csv.DictReader(io.StringIO(answer.stdout.removeprefix("\ufeff"))))


def test_partners_and_pairs(place):
    atlas = open_atlas(place)
    wanted = atlas.together(Selection(sources=("A",)), "KAZ")
    found = rows(run(together, place, "Kazakhstan", "--source", "A"))
    assert [(row["iso3"], int(row["places"])) for row in found] == list(
        zip(wanted["iso3"], wanted["places"], strict=True)
    )
    assert {row["iso3"] for row in found} == {"RUS", "UZB"}
    pairs = rows(run(together, place, "KAZ", "UZB", "CHN", "--within", "article"))
    assert {(row["iso3"], row["other"]) for row in pairs} == {("CHN", "KAZ"), ("CHN", "UZB"), ("KAZ", "UZB")}


def test_all_blocs_or_the_members_of_one(place):
    atlas = open_atlas(place)
    every = {row["bloc"]: row for row in rows(run(blocs, place))}
    assert int(every["SCO"]["mentions"]) == atlas.totals(Selection(organisations=("SCO",))).mentions
    members = rows(run(blocs, place, "--organisation", "SCO", "--organisation", "CSTO", "--combine", "without"))
    wanted = atlas.bloc_members(Selection(), Bloc(("SCO", "CSTO"), "without"))
    assert [row["iso3"] for row in members] == list(wanted["iso3"])
    assert {"CHN", "IND", "UZB"} <= {row["iso3"] for row in members}


def test_two_sides(place):
    answer = run(compare, place, "--source", "A", "--against", "--source B", "--format", "json")
    told = json.loads(answer.stdout)
    wanted = open_atlas(place).difference(Selection(sources=("A",)), Selection(sources=("B",)))
    assert [(row["iso3"], row["one"], row["other"]) for row in told["rows"]] == list(
        zip(wanted["iso3"], wanted["one"], wanted["other"], strict=True)
    )
    assert "from B" in told["against"]


def test_a_table_says_both_sides(place):
    answer = run(compare, place, "--use", "actor", "--against", "--use place", "--format", "table")
    assert "Against: " in answer.stdout
    assert "certain" in answer.stdout


@pytest.mark.parametrize("option", ["--country KAZ", "--edition 1", "--atlas elsewhere"])
def test_what_holds_for_both_sides_is_not_said_of_one(place, option):
    answer = run(compare, place, "--against", f"--source B {option}")
    assert answer.exit_code == 2
    assert f"{option.split()[0]} holds for both sides" in answer.stderr


def test_a_country_chooses_rows_or_is_wrong_usage(place):
    for command, *asked in ((blocs, "--organisation", "SCO"), (together, "KAZ", "--within", "article")):
        answer = run(command, place, *asked, "--country", "Uzbekistan", "--format", "json")
        told = json.loads(answer.stdout)
        assert [row["iso3"] for row in told["rows"]] == ["UZB"]
        assert told["filters"]["countries"] == ["UZB"]
    for command, *asked in ((blocs,), (together, "KAZ", "CHN")):
        answer = run(command, place, *asked, "--country", "Uzbekistan")
        assert answer.exit_code == 2
        assert "--country chooses among" in answer.stderr


@pytest.mark.parametrize("address", ["s3://bucket/atlas", "memory://"])
def test_an_address_is_no_folder_to_keep_an_atlas_in(address, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for command in ("build", "report", "query", "vacuum", "diff"):
        answer = CliRunner().invoke(main, [command, "--atlas", address])
        assert answer.exit_code == 2
        assert "is an address, and an atlas is kept in a folder" in answer.stderr
    for call in (open_atlas, lambda place: Build(place).run([])):
        with pytest.raises(AtlasError, match="is an address"):
            call(Path(address))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("against", ["--source nobody", '--source "', "--sauce B"])
def test_another_side_that_is_none_is_wrong_usage(place, against):
    answer = run(compare, place, "--against", against)
    assert answer.exit_code == 2
    assert "Error" in answer.output


def test_who_nobody_knows_is_wrong_usage(place):
    answer = run(together, place, "Kazakstan")
    assert answer.exit_code == 2
    assert "Did you mean Kazakhstan" in answer.output
