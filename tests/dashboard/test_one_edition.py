"""A page is drawn from one edition, whatever is built while it is, and never from another atlas's."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import dashboard.asked
from dashboard.archive import Archive
from dashboard.correction import foreseen
from dashboard.timeline import timeline_data
from dashboard.view import View
from geo.atlas.answers.timeline import Undated
from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.build import Build
from geo.atlas.kept.editions import Edition
from geo.atlas.selection import Selection
from geo.corrections.correction import Correction, Reading
from geo.corrections.ledger import Ledger
from geo.toponyms.geoparser import Geoparser
from geo.world.countries import countries
from tests.dashboard.opening import open_page, words

FIRST = [{"id": "one", "text": "Kenya signed.", "date": "2021-08-26"}]
MORE = [{"id": f"more {at}", "text": "Kenya signed. Kenya paid.", "date": "2021-08-26"} for at in range(9)]


def build(folder: Path, articles: list[dict[str, str]]) -> Path:
    """Another edition of the atlas in a folder."""
    file = folder / "articles.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in articles), "utf-8")
    Build(folder / "atlas").run((file,))
    return folder / "atlas"


def archive(atlas: Path | Atlas) -> Archive:
    return Archive(atlas if isinstance(atlas, Atlas) else open_atlas(atlas), countries())


def test_a_build_that_ends_while_the_page_is_drawn_changes_nothing_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas, drawn = build(tmp_path, FIRST), dashboard.asked.asked

    def drawn_and_built(*given: object) -> None:
        drawn(*given)  # type: ignore[arg-type]
        build(tmp_path, MORE)

    with monkeypatch.context() as during:
        during.setattr(dashboard.asked, "asked", drawn_and_built)
        seen = words(open_page(atlas, monkeypatch, country="KEN"))
    assert "1 mention of countries in 1 article" in seen
    assert "Mentions 1 " in seen and "Articles 1 100% of 1" in seen
    seen = words(open_page(atlas, monkeypatch, country="KEN"))
    assert "All 19 mentions of countries in 10 articles" in seen and "Mentions 19 " in seen


class Moving(Atlas):
    """An atlas that has another edition as soon as somebody has asked for its edition."""

    @property
    def edition(self) -> Edition:
        now = super().edition
        if now.edition == 1:
            build(self.path.parent, MORE)
        return now


def test_a_timeline_is_remembered_for_the_edition_it_was_counted_in(tmp_path: Path) -> None:
    atlas = build(tmp_path, FIRST)
    timeline_data(archive(Moving(atlas)), View())
    assert timeline_data(archive(open_atlas(atlas, 1)), View())["mentions"] == [1]


def test_what_a_correction_changes_is_foreseen_for_each_atlas(tmp_path: Path) -> None:
    found: list[int] = []
    (mention,) = Geoparser.load().read("Kenya signed.")
    wrong = Correction("everywhere", "Kenya", Reading.of(mention), no_place=True, id="preview")
    for name, articles in (("atlas of the house", FIRST), ("files of a reader", FIRST + MORE)):
        (tmp_path / name).mkdir()
        held = archive(build(tmp_path / name, articles))
        found.append(foreseen(held, Ledger().with_corrections([wrong])).mentions)
    assert found == [1, 19]


@pytest.fixture
def unasked(tmp_path: Path) -> Iterator[Archive]:
    """An archive with nothing undated, which must not be asked for it, nor for capitals."""

    class Sparing(Atlas):
        def undated(self, selection: Selection, country: str | None = None) -> Undated:
            raise AssertionError("nothing here is undated")

        def capitals(self, selection: Selection) -> pd.DataFrame:
            raise AssertionError("no capital is drawn")

    yield archive(Sparing(build(tmp_path, FIRST)))


def test_an_archive_without_undated_articles_is_not_asked_for_them(unasked: Archive) -> None:
    assert timeline_data(unasked, View(country="KEN"))["mentions"] == [1]


def test_the_map_of_pairs_asks_for_no_capitals(unasked: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard.rooms import arcs

    monkeypatch.setattr("dashboard.mapped._dark", lambda: False)
    table = pd.DataFrame([("KEN", "Kenya", 1, 1, "once")], columns=["iso3", "name", "places", "articles", "told"])
    shown = arcs.arcs_map(unasked, View(), "map", "Named together", table, [arcs.Arc("KEN", "UGA", 1)], "Once.")
    assert shown["told"] == {"KEN": ["once", ""]}


def test_what_a_link_may_name_is_asked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    atlas, known, asked = build(tmp_path, FIRST), Archive.known, []

    def noted(self: Archive) -> object:
        asked.append(self)
        return known(self)

    monkeypatch.setattr(Archive, "known", noted)
    page = open_page(atlas, monkeypatch)
    assert len(asked) == 1
    page.multiselect(key="organisations").set_value(["CSTO"]).run()
    assert len(asked) == 1
    assert replace(View(), selection=Selection(organisations=("CSTO",))) == page.session_state["shown"]
