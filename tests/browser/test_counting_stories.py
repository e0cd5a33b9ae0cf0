"""Once, not forty times: the page counts by story, says both numbers, and shows who copied whom."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.shipped import SEEDS
from tests.browser.conftest import DATELINE
from tests.browser.test_accessibility import faults_in_both
from tests.browser.visit import mentions_by_country, settled, summary, visit

pytestmark = pytest.mark.browser

COPIES = 3


@pytest.fixture(scope="module")
def copied(
    tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., AbstractContextManager[str]]
) -> Iterator[str]:
    """The five seeds, and the second of them in three other papers, word for word."""
    folder = tmp_path_factory.mktemp("copied")
    texts = [path.read_text("utf-8") for path in sorted(Path(SEEDS).glob("*.txt"))]
    lines = [{"id": f"seed-{at}", "text": text, "date": "2021-09-17", "source": "A"} for at, text in enumerate(texts)]
    lines += [lines[1] | {"id": f"copy-{at}", "source": f"Paper {at}"} for at in range(COPIES)]
    (folder / "copied.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    atlas = folder / "atlas"
    subprocess.run([*DATELINE, "build", str(folder / "copied.jsonl"), "--atlas", str(atlas), "--quiet"], check=True)
    with serving([*DATELINE, "serve", "--atlas", str(atlas), "--port", "0", "--no-browser"]) as url:
        yield url


def test_a_story_is_counted_once_in_two_clicks(page: Page, served: str, copied: str) -> None:
    alone = mentions_by_country(visit(page, served))
    by_article = mentions_by_country(visit(page, copied))
    expect(summary(page)).to_contain_text("8 articles (5 stories)")
    page.get_by_role("button", name="Shown: mentions").click()
    page.get_by_role("radio", name="Story", exact=True).click()
    expect(summary(page)).to_contain_text("5 stories (8 articles)")
    settled(page)
    page.keyboard.press("Escape")
    assert mentions_by_country(page) == alone  # as if nobody had copied: counted another way, from the seeds alone
    assert by_article != alone
    assert page.url.endswith("?by=story")
    expect(page.locator(".st-key-table thead")).to_contain_text("Stories")


def test_a_copy_names_its_copies(page: Page, copied: str) -> None:
    visit(page, f"{copied}/?by=story&country=AFG")
    line = page.locator(".st-key-passages .byline", has_text=re.compile(rf"· {COPIES} copies$"))
    expect(line).to_have_count(1)
    visit(page, f"{copied}/?article=copy-1")
    beside = page.locator(".st-key-copies")
    expect(beside).to_contain_text(f"The same story in {COPIES} other articles")
    expect(beside).to_contain_text("100% of the shorter one’s phrases and 100% of its figures shared")
    assert faults_in_both(page) == []
    beside.locator("button").first.click()
    expect(page).to_have_url(re.compile(r"article=(seed-1|copy-0|copy-2)$"))
