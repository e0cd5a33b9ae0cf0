"""`dateline correct` as a user runs it."""

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.command import main

TEXTS = {
    "a": "Georgia and Russia agreed, Tbilisi said. In Georgia nobody believed it.",
    "b": "The governor of Georgia spoke in Atlanta. Georgia and Florida agreed, and Savannah waited.",
}


def built(folder: Path) -> Path:
    lines = [orjson.dumps({"id": id, "text": text}) for id, text in TEXTS.items()]
    (folder / "two.jsonl").write_bytes(b"\n".join(lines))
    Build(folder / "atlas").run([folder / "two.jsonl"])
    return folder / "atlas"


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    return built(tmp_path)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for commands that change nothing."""
    return built(tmp_path_factory.mktemp("untouched"))


def figures(atlas: Path) -> dict[str, int]:
    counts = open_atlas(atlas).countries(Selection())
    return dict(zip(counts["iso3"], counts["mentions"], strict=True))


def run(*arguments: object, check: int = 0, given: str = "") -> str:
    done = CliRunner().invoke(main, [str(one) for one in arguments], input=given)
    assert done.exit_code == check, done.output
    return done.output


def correct(*arguments: object, check: int = 0, given: str = "") -> str:
    return run("correct", *arguments, check=check, given=given)


def test_corrected_listed_shared_and_taken_back(atlas: Path, tmp_path: Path) -> None:
    before = figures(atlas)
    add = ("add", "--atlas", atlas, "--text", "Georgia", "--read", "GEO", "--is", "Georgia", "--in", "USA")
    said = correct(*add, "--who", "ann", "--note", "the state", "--yes")
    assert "2 mentions in 1 articles change." in said
    assert f"Georgia: mentions {before['GEO']} -> {before['GEO'] - 2}, articles 1 -> 1" in said
    assert figures(atlas) == {**before, "GEO": before["GEO"] - 2, "USA": before["USA"] + 2}
    listed = correct("list", "--atlas", atlas)
    assert "“Georgia” (country GEO) everywhere: Georgia (USA)  [ann," in listed
    assert "the state" in listed
    correct("export", "--atlas", atlas, tmp_path / "shared.jsonl")
    id = listed.split()[0]
    correct("undo", "--atlas", atlas, id, "--yes")
    assert figures(atlas) == before
    assert correct("list", "--atlas", atlas) == "Nothing has been corrected here.\n"
    correct("import", "--atlas", atlas, tmp_path / "shared.jsonl", "--yes")
    assert figures(atlas)["GEO"] == before["GEO"] - 2
    assert "Nothing in it is new." in correct("import", "--atlas", atlas, tmp_path / "shared.jsonl", "--yes")


def test_one_mention_alone_and_the_report_of_one_that_fits_no_more(atlas: Path, tmp_path: Path) -> None:
    before = figures(atlas)
    correct("add", "--atlas", atlas, "--text", "Georgia", "--article", "a", "--at", 0, "--no-place", "--yes")
    assert figures(atlas)["GEO"] == before["GEO"] - 1
    (tmp_path / "two.jsonl").write_bytes(orjson.dumps({"id": "a", "text": "Georgia and Armenia agreed."}))
    Build(atlas).run([tmp_path / "two.jsonl"])
    report = run("report", "--atlas", atlas)
    assert "1 corrections by readers" in report
    assert "has no effect: its article has changed since" in report
    assert "of no effect: its article has changed since" in correct("list", "--atlas", atlas)


def test_saying_no_changes_nothing(atlas: Path) -> None:
    before = figures(atlas)
    add = ("add", "--atlas", atlas, "--text", "Tbilisi", "--no-place")
    assert "Nothing was changed." in correct(*add, check=1, given="n\n")
    assert figures(atlas) == before
    assert not (atlas / "corrections.jsonl").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--text", "Georgia", "--no-place"], "read in several ways: say which with --read (GEO, USA)"),
        (["--text", "Oz", "--no-place"], "No name 'Oz' is read so here"),
        (["--text", "Georgia"], "Say one thing"),
        (["--text", "Georgia", "--read", "GEO", "--is", "Springfield"], "say which with --in"),
        (["--text", "Georgia", "--read", "GEO", "--is", "Xyzzyville"], "The gazetteer has no country or place"),
        (["--text", "Georgia", "--at", "3", "--no-place"], "name it with --article"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
def test_what_is_not_clear_is_asked_for(untouched: Path, options: list[str], said: str) -> None:
    assert said in correct("add", "--atlas", untouched, *options, "--yes", check=2)


def test_an_unknown_id_and_a_file_that_is_none(untouched: Path, tmp_path: Path) -> None:
    assert "There is no correction 'zzz' in force" in correct("undo", "--atlas", untouched, "zzz", check=2)
    (tmp_path / "wrong.jsonl").write_text("{}\n")
    assert "the first line must be" in correct("import", "--atlas", untouched, tmp_path / "wrong.jsonl", check=1)
