"""Links nobody would write by hand, and organisations that only one of two atlases knows: the page still stands."""

import json
from datetime import date
from pathlib import Path

import pytest

from dashboard.own_files import OwnFiles
from geo.atlas.build import Build
from geo.shipped import SEEDS
from geo.world.memberships import Memberships
from tests.dashboard.opening import open_page, words
from tests.dashboard.test_own_files import ended, file

OWN = """organisation,organisation_name,iso3,status,from,to
MYORG,My Own,KEN,member,2000-01-01,
MYORG,My Own,UGA,member,2000-01-01,
"""


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, and one article from before there was an SCO, with an organisation that the builder added."""
    folder = tmp_path_factory.mktemp("wild")
    (folder / "own.csv").write_text(OWN, "utf-8")
    old = {"id": "old", "text": "Kenya and China signed.", "date": "1995-05-05", "source": "The Old Paper"}
    (folder / "old.jsonl").write_text(json.dumps(old), "utf-8")
    Build(folder / "atlas", folder / "own.csv").run((SEEDS, folder / "old.jsonl"))
    return folder / "atlas"


@pytest.mark.parametrize("day", ["1800-01-01", "9999-12-31", "0001-01-01"])
def test_memberships_of_any_day_can_be_asked_for(atlas: Path, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    page = open_page(atlas, monkeypatch, on=day)
    assert "mentions of countries" in words(page)
    assert page.date_input(key="memberships_on").value == date.fromisoformat(day)


@pytest.mark.parametrize("mark", ["²@old", "٣@old", "9" * 5_000 + "@old", "@old", "-1@old", "12@"])
def test_a_mark_that_is_no_mark_opens_nothing(atlas: Path, monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    assert "Afghanistan" in words(open_page(atlas, monkeypatch, country="AFG", mark=mark))


def test_the_files_of_a_reader_know_the_organisations_of_the_atlas(
    atlas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = next(atlas.glob("organisations/*.csv"))
    for known in (held, None):
        files = OwnFiles(lambda known=known: known)  # type: ignore[misc]
        files.take([file("a.txt", b"Kenya and Uganda signed.")])
        files.read()
        ended(files.reading)
        with monkeypatch.context() as during:
            during.setattr("dashboard.rooms.own.held", lambda files=files: files)
            during.setattr("dashboard.rooms.own_dropped.held", lambda files=files: files)
            during.setattr("dashboard.rooms.own._chosen", lambda: "files")
            address = {"outline": ["MYORG", "SCO"], "source": ["The Old Paper"], "org": ["MYORG"], "room": "own"}
            page = open_page(atlas, monkeypatch, **address)
        files.close()
        assert "2 mentions of" in words(page)
        assert ("What these articles do not have" in words(page)) is True
        assert page.session_state["shown"].overlay == (("MYORG", "SCO") if known else ("SCO",))


@pytest.mark.parametrize(("combine", "begins"), [("any", min), ("all", max), ("without", lambda starts: starts[0])])
def test_the_time_before_a_bloc_is_that_of_all_its_organisations(
    atlas: Path, monkeypatch: pytest.MonkeyPatch, combine: str, begins: object
) -> None:
    codes = ["SCO", "CIS"]
    periods = Memberships.load().periods
    begun = begins([min(period.start for period in periods(code)) for code in codes])  # type: ignore[operator]
    seen = words(open_page(atlas, monkeypatch, room="blocs", org=codes, combine=combine))
    assert ("when it had no members" in seen) is (begun > date(1995, 5, 5))
    assert not begun > date(1995, 5, 5) or f"from before {begun.day} {begun:%B %Y} too" in seen
