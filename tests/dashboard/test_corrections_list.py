"""The readers' corrections on the page: listed in words, taken back, opened, and handed on as a file."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import corrections_list
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.corrections.correction import Correction, Meaning, Reading, digest_of, signed
from geo.corrections.ledger import Ledger, ledger_of, read, written
from tests.dashboard.opening import open_page, words

TEXT = "Georgia signed the treaty. Kenya did not."
STATE = Meaning("USA", "place", "Georgia", 32.75, -83.5)


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    """Two articles about Georgia; in one it is put right, and Kenya is no place anywhere."""
    lines = [{"id": name, "text": TEXT} for name in ("one", "two")]
    (tmp_path / "two.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    Build(tmp_path / "atlas").run((tmp_path / "two.jsonl",))
    georgia, kenya = open_atlas(tmp_path / "atlas").article("one").mentions
    here = {"article": "one", "start": 0, "end": 7, "digest": digest_of(TEXT)}
    one = Correction("mention", "Georgia", Reading.of(georgia), meaning=STATE, **here)  # type: ignore[arg-type]
    other = Correction("everywhere", "Kenya", Reading.of(kenya), no_place=True)
    kept = [signed(one, "ann <b>", "the state"), signed(other, "bob")]
    Build(tmp_path / "atlas").run([], lambda now: now.with_corrections(kept))
    return tmp_path / "atlas"


def opened(atlas: Path, monkeypatch: pytest.MonkeyPatch, writing: str = "1", **address: str) -> AppTest:
    monkeypatch.setenv("DATELINE_WRITING", writing)
    page = open_page(atlas, monkeypatch, **address)
    assert "Readers’ corrections" in [str(one.label) for one in page.expander]
    page.session_state["corrections"] = True
    return page.run()


def buttons(page: AppTest, begins: str) -> list[str]:
    return [str(button.key) for button in page.button if str(button.key).startswith(begins)]


def test_each_correction_is_said_and_taken_back(atlas: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(atlas, monkeypatch)
    seen = words(page)
    assert "“Kenya”, not Kenya (country) but no place ." in seen and "by bob" in seen
    assert "“Georgia”, not Georgia (country) but Georgia (place in the United States) ." in seen
    assert "Corrected for this mention by ann <b>" in seen and "“the state”" in seen
    assert any(str(caption.value).startswith("2 corrections in force") for caption in page.caption)
    first, second = ledger_of(atlas).active
    assert buttons(page, "take_back_") == [f"take_back_{second.id}", f"take_back_{first.id}"]
    page.button(key=f"take_back_{second.id}").click().run()
    assert ledger_of(atlas).active == (first,)
    assert open_atlas(atlas).totals(Selection()).mentions == 4
    assert "“Kenya”, not" not in words(page)


def test_a_correction_leads_to_its_article(atlas: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(atlas, monkeypatch)
    (see,) = buttons(page, "see_")
    page.button(key=see).click().run()
    assert page.session_state["shown"].article == "one" and page.session_state["shown"].mark == "0"
    assert "Why here?" in words(page) and not page.session_state["corrections"]


@pytest.mark.parametrize(("writing", "address"), [("0", {}), ("1", {"edition": "2"})], ids=["read only", "edition"])
def test_where_nothing_may_be_changed_they_can_be_read(
    atlas: Path, monkeypatch: pytest.MonkeyPatch, writing: str, address: dict[str, str]
) -> None:
    page = opened(atlas, monkeypatch, writing, **address)
    assert "“Georgia”, not" in words(page)
    assert not buttons(page, "take_back_")


def test_the_file_is_one_that_another_atlas_takes_in(atlas: Path, tmp_path: Path) -> None:
    ledger = ledger_of(atlas)
    (tmp_path / "shared.jsonl").write_bytes(written(Ledger(ledger.active)))
    assert read(tmp_path / "shared.jsonl").active == ledger.active


def test_many_come_a_few_at_a_time(atlas: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections_list, "_AT_ONCE", 1)
    page = opened(atlas, monkeypatch)
    assert len(buttons(page, "take_back_")) == 1
    page.button(key="corrections_more").click().run()
    assert len(buttons(page, "take_back_")) == 2


def test_without_any_there_is_no_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.jsonl").write_text(json.dumps({"text": TEXT}), "utf-8")
    Build(tmp_path / "atlas").run((tmp_path / "one.jsonl",))
    page = open_page(tmp_path / "atlas", monkeypatch)
    assert "Readers’ corrections" not in [str(one.label) for one in page.expander]
