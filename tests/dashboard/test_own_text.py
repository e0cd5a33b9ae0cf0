"""A pasted text: read as a build reads it, counted as the atlas counts, and kept nowhere."""

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.rooms.own_text import LONGEST
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.shipped import SEEDS
from geo.toponyms.geoparser import Geoparser
from geo.world.countries import countries
from tests.dashboard.opening import html, open_page, words

TEXT = """Moscow said on Friday that Kazakh and Tajik troops had left Astana.

The Kremlin, which joined the Shanghai Cooperation Organisation, thanked China. <b>Iran</b> & Türkiye did not."""


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "atlas"
    Build(folder).run((SEEDS,))
    return folder


@pytest.fixture
def page(atlas: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return open_page(atlas, monkeypatch, room="own")


def read(page: AppTest, text: str) -> AppTest:
    page.text_area(key="own_typed").set_value(text)
    return page.button(key="own_go").click().run()


def recount(text: str) -> Counter[str]:
    """Mentions by country, straight from the geoparser."""
    found = Geoparser.load().read(text)
    return Counter(m.iso3 for m in found if m.iso3 in countries() and m.use != "name")


def test_a_text_is_counted_as_the_geoparser_reads_it(page: AppTest) -> None:
    page = read(page, TEXT)
    again = recount(TEXT)
    assert {"RUS", "KAZ", "TJK", "CHN", "IRN", "TUR"} <= set(again)
    assert f"{again.total()} mentions of {len(again)} countries" in words(page)
    marks = re.findall(r'<mark class="own use-[^>]*>', html(page).split('class="whole-text"')[1])
    assert len(marks) == again.total()
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td>', html(page))
    assert [unescape(name) for name, _ in rows] == [m.text for m in Geoparser.load().read(TEXT)]
    names = Counter(meant for _, meant in rows if not meant.endswith("not counted"))
    assert names == Counter({countries()[iso3].name: n for iso3, n in again.items()})


def test_its_counts_are_those_of_an_atlas_built_from_it(page: AppTest, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    Build(tmp_path / "atlas").run((tmp_path / "one.txt",))
    totals = open_atlas(tmp_path / "atlas").totals(Selection())
    assert f"{totals.mentions} mentions of {totals.countries} countries" in words(read(page, TEXT))


def test_words_are_shown_as_they_are(page: AppTest) -> None:
    page = read(page, TEXT + " <script>alert(1)</script>")
    assert "&lt;b&gt;" in html(page) and "<b>" not in html(page)
    assert "<script>" not in html(page)


def test_nothing_of_it_is_kept(page: AppTest, atlas: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = {path: path.stat().st_mtime_ns for path in atlas.rglob("*")}
    page = read(page, "Zanzibarbarossa went to Kabul.")
    assert "1 mention of 1 country" in words(page)
    assert {path: path.stat().st_mtime_ns for path in atlas.rglob("*")} == before
    assert "Zanzibarbarossa" not in caplog.text
    assert {name: page.query_params[name] for name in page.query_params} == {"room": "own"}
    page.button(key="own_forget").click().run()
    assert "Zanzibarbarossa" not in words(page)
    assert "own_read" not in page.session_state


def test_leaving_the_room_and_coming_back_keeps_it(page: AppTest) -> None:
    page = read(page, TEXT)
    page.button_group(key="room").set_value("map").run()
    assert "What was read" not in words(page)
    page.button_group(key="room").set_value("own").run()
    assert "What was read" in words(page)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is no text yet"),
        (" \n\t ", "There is no text yet"),
        ("Kabul. " * (LONGEST // 7 + 10), "at most 100,000 are read here"),
    ],
    ids=["empty", "blank", "long"],
)
def test_what_cannot_be_read_is_a_sentence(page: AppTest, text: str, said: str) -> None:
    page = read(page, text)
    assert said in words(page)
    assert "What was read" not in words(page)


def test_another_language_is_said(page: AppTest) -> None:
    french = (
        "Le président de la République a déclaré mardi que le gouvernement ne céderait pas aux pressions de la rue."
    )
    assert "This looks like French" in words(read(page, french * 3))


def test_a_text_without_countries_says_so(page: AppTest) -> None:
    seen = words(read(page, "Nothing was said about anything at all."))
    assert "No mention of a country is counted." in seen
    assert "No country is named in this text." in seen


def test_a_mark_of_the_text_says_why_and_offers_no_correction(page: AppTest) -> None:
    read(page, TEXT)
    marks = re.findall(r'data-mark="(\d+)@own"', html(page))
    assert [int(start) for start in marks] == [m.start for m in Geoparser.load().read(TEXT)]
    page.query_params["mark"] = f"{TEXT.index('Astana')}@own"
    seen = words(page.run())
    assert "Why here?" in seen and "“Astana” is read as Astana (capital of Kazakhstan)" in " ".join(seen.split())
    assert "Read by geocoder" in seen
    assert not [button for button in page.button if str(button.key) == "why_wrong"]
    page.button(key="why_close").click().run()
    assert "Why here?" not in words(page)
