"""Links that hold an edition: the same figures after later builds, a notice, and a sentence when it has gone."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.archive import Archive
from dashboard.citation import Citation, citation, permanent
from dashboard.view import View
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.kept.editions import table_path
from geo.atlas.selection import Selection
from geo.world.countries import countries
from tests.dashboard.opening import open_page, words

Opened = Callable[..., AppTest]
FIRST = [{"id": "one", "text": "Kenya signed. Uganda did not.", "source": "AFP", "date": "2021-08-26"}]
THEN = [{"id": "one", "text": "Chad signed.", "source": "Reuters", "date": "2021-08-26"}, {"text": "Mali and Kenya."}]


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    """Two editions: in the second, the one article of the first says something else and has another source."""
    for at, articles in enumerate((FIRST, THEN)):
        file = tmp_path / f"{at}.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in articles), "utf-8")
        Build(tmp_path / "atlas").run((file,))
    return tmp_path / "atlas"


@pytest.fixture
def opened(atlas: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    return partial(open_page, atlas, monkeypatch)


def test_a_link_to_an_edition_shows_its_figures(opened: Opened) -> None:
    page = opened(edition="1", source="AFP")
    assert "2 mentions of countries in 1 article from AFP" in words(page)
    assert "You look at edition 1" in words(page)
    assert page.query_params["edition"] in ("1", ["1"])
    assert "not known here" not in words(page)


def test_the_notice_leads_to_the_newest(opened: Opened) -> None:
    page = opened(edition="1")
    page.button(key="to_newest").click().run()
    assert "All 3 mentions of countries in 2 articles" in words(page)
    assert "You look at edition" not in words(page)
    assert "edition" not in page.query_params


def test_the_newest_edition_is_no_old_one(opened: Opened) -> None:
    page = opened(edition="2")
    assert "All 3 mentions" in words(page)
    assert "You look at edition" not in words(page)


def test_an_edition_that_was_cleared_away_is_a_sentence_and_no_figure(opened: Opened, atlas: Path) -> None:
    before = open_atlas(atlas, 1)._current().edition.versions["articles"]
    log = table_path(atlas, "articles") / "_delta_log" / f"{before:020}.json"
    for line in log.read_text("utf-8").splitlines():
        if added := json.loads(line).get("add"):
            (table_path(atlas, "articles") / added["path"]).unlink()
    page = opened(edition="1")
    assert "Edition 1 is no longer kept" in words(page)
    assert "The newest is edition 2" in words(page)
    assert "mentions of countries in" not in words(page)
    page.button(key="to_newest").click().run()
    assert "All 3 mentions" in words(page)


def test_an_edition_that_never_was_is_a_sentence(opened: Opened) -> None:
    page = opened(edition="77")
    assert "There is no edition 77 yet" in words(page)
    assert "mentions of countries in" not in words(page)


@pytest.fixture
def cited(atlas: Path) -> Citation:
    archive = Archive(open_atlas(atlas), countries())
    view = View(selection=Selection(sources=("Reuters",)), country="TCD")
    return citation(archive, view, "https://news.example.org/map/?country=KEN", date(2026, 11, 22))


def test_a_citation_says_what_when_and_where(cited: Citation) -> None:
    text = cited.plain()
    assert "Chad in the news: 1 mention of countries in 1 article from Reuters" in text
    assert "Edition 2 of the atlas, made" in text
    assert f"with Dateline {cited.dateline} (geoparser {cited.geocoder})" in text
    assert text.endswith(
        "Retrieved 22 November 2026 from https://news.example.org/map/?source=Reuters&country=TCD&edition=2"
    )


def test_every_form_carries_the_same(cited: Citation) -> None:
    (entry,) = json.loads(cited.csl_json())
    assert entry["URL"] == cited.url and entry["accessed"] == {"date-parts": [[2026, 11, 22]]}
    tags = dict(line.split("  - ", 1) for line in cited.ris().splitlines())
    assert tags["UR"] == cited.url and tags["TI"] == cited.title == entry["title"]
    assert cited.ris().startswith("TY  - DATA\r\n") and cited.ris().endswith("ER  - \r\n")
    bibtex = cited.bibtex()
    assert bibtex.startswith("@misc{dateline-edition-2-20261122,")
    assert f"url = {{{cited.url}}}" in bibtex and "urldate = {2026-11-22}" in bibtex
    assert bibtex.count("{") == bibtex.count("}")


def test_words_from_outside_break_no_form(cited: Citation) -> None:
    wild = replace(cited, title='50 % of {A} & B_1 "x" \\input{y}\r\nER  - \nTY  - BOOK')
    assert "\\input{" not in wild.bibtex().replace("\\textbackslash{}input\\{y\\}", "")
    assert r"50 \% of \{A\} \& B\_1" in wild.bibtex()
    assert sum(line.startswith("ER  -") for line in wild.ris().splitlines()) == 1
    assert json.loads(wild.csl_json())[0]["title"] == wild.title


def test_a_permanent_link_holds_the_view_and_the_edition() -> None:
    view = View(selection=Selection(organisations=("SCO", "CSTO"), combine="without"), measure="share")
    link = permanent(view, 5, "http://localhost:8501/?old=1")
    assert link == "http://localhost:8501/?org=SCO&org=CSTO&combine=without&measure=share&edition=5"


def test_a_damaged_copy_of_the_atlas_is_no_edition(opened: Opened, atlas: Path, tmp_path: Path) -> None:
    shutil.copytree(atlas, tmp_path / "kept")
    shutil.rmtree(atlas / "mentions")
    assert "mentions of countries in" not in words(opened(edition="1"))
