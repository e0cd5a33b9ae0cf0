"""The reasons of a reading in words: text from outside stays text, and nothing is said that is not so."""

from dataclasses import replace

import pytest

from dashboard.why_words import called, corrected_html, moves_html, reading_html, rivals_html, version_html
from geo.atlas.answers.correcting import Consequences, CountryChange
from geo.corrections.correction import Correction, Reading
from geo.toponyms.explanation import Candidate
from geo.toponyms.mention import Mention

STATE = Mention(0, 7, "Georgia", "USA", "place", "actor", "Georgia", confidence=0.971, why=("region USA", "x"))
WILD = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("name", "kind", "iso3", "what", "said"),
    [
        ("Georgia", "country", "GEO", "name", "Georgia (country)"),
        ("Georgia", "place", "USA", "region", "Georgia (state, province or region in the United States)"),
        ("Paris", "capital", "FRA", "capital", "Paris (capital of France)"),
        ("Kremlin", "seat", "RUS", "presidency", "Kremlin (seat of government of Russia)"),
        ("Soviet Union", "historic", "SUN", "until 1991", "Soviet Union (former country)"),
        ("European Union", "organisation", None, "political", "European Union (organisation)"),
    ],
)
def test_what_a_name_is_called(name: str, kind: str, iso3: str | None, what: str, said: str) -> None:
    assert called(name, kind, iso3, what) == said


def test_how_it_is_read_and_how_surely() -> None:
    html = reading_html(STATE, "region", STATE)
    assert "“Georgia” is read as <b>Georgia (state, province or region in the United States)</b>" in html
    assert "used as an actor; 97% sure." in html
    gone = reading_html(replace(STATE, iso3=None, confidence=1.0), "", STATE)
    assert "<b>no place</b>" in gone
    assert "corrected, so taken as certain" in gone


def test_words_from_outside_stay_words() -> None:
    wild = replace(STATE, text=WILD, name=WILD)
    one = Correction("everywhere", WILD, Reading.of(wild), no_place=True, who=WILD, note=WILD, at=WILD, id="a")
    rivals = [Candidate(WILD, "USA", "place", 0.6, True), Candidate(WILD, None, "region", 0.4, False)]
    for html in (reading_html(wild, "", wild), corrected_html(one), rivals_html(rivals), version_html(WILD, "b")):
        assert "<img" not in html
        assert "&lt;img" in html


def test_what_would_change_is_said_in_figures() -> None:
    found = Consequences(4, 1, (CountryChange("GEO", (1005, 1001), (7, 6)),), older=1)
    html = moves_html(found)
    assert "4 mentions in 1 article change" in html
    assert "1,005 → <b>1,001</b>" in html
    assert "7 → <b>6</b>" in html
    assert "Another version of the geoparser has read 1 of the articles" in html
    assert "changes nothing" in moves_html(Consequences(0, 0, (), 0))
