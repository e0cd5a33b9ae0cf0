"""An article full of markup, scripts and links is shown as it stands: nothing runs, no other host is asked."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DATELINE, process_serving
from tests.browser.visit import settled, visit

pytestmark = pytest.mark.browser

PAYLOADS = [
    line
    for line in (Path(__file__).parents[1] / "data" / "payloads.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("##")
]
TITLE = "<script>window.pwned=1</script> **Kenya** ![x](https://evil.example/t.png) :red[hot] $a$"
SOURCE = "<img src=x onerror=window.pwned=1> ![x](https://evil.example/s.png)"
ACTIVE = "script, img, iframe, svg[onload], link, base, style, a"


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over an atlas of articles written by somebody who means harm."""
    folder = tmp_path_factory.mktemp("wild")
    text = "\n\n".join(f"Kenya said {payload} to Uganda." for payload in PAYLOADS)
    lines = [
        {"id": "a&b=<c>", "title": TITLE, "source": SOURCE, "url": "javascript:window.pwned=1", "text": text},
        {"id": "data", "source": SOURCE, "url": "data:text/html,<script>alert(1)</script>", "text": "Kenya spoke."},
        {"id": "good", "source": "News", "url": "https://example.org/kenya", "text": "Kenya spoke again."},
    ]
    (folder / "wild.jsonl").write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    build = [*DATELINE, "build", str(folder / "wild.jsonl"), "--atlas", str(folder / "atlas")]
    built = subprocess.run(build, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    with process_serving([*DATELINE, "serve", "--atlas", str(folder / "atlas"), "--port", "0", "--no-browser"]) as url:
        yield url


@pytest.fixture
def watched(page: Page, wild: str) -> Iterator[Page]:
    """A page that fails the test if anything ran, asked another host, or opened a dialog or window."""
    asked: list[str] = []
    opened: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.on("popup", lambda popup: opened.append(popup.url))
    yield page
    assert page.evaluate("window.pwned") is None
    assert not opened
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(wild).netloc}


def test_passages_show_every_sign_and_nothing_else(watched: Page, wild: str) -> None:
    visit(watched, f"{wild}/?country=KEN")
    panel = watched.locator(".st-key-country")
    expect(panel.locator(".passage").first).to_be_visible()
    assert panel.locator(f":is({ACTIVE}):not(.chips a)").count() == 0  # these are the page's own, to organisations
    expect(panel).to_contain_text(SOURCE)
    expect(panel.get_by_role("button", name=TITLE)).to_be_visible()


def test_a_whole_article_shows_every_sign_and_nothing_else(watched: Page, wild: str) -> None:
    visit(watched, f"{wild}/?country=KEN")
    watched.get_by_role("button", name=TITLE).click()
    body = watched.locator(".st-key-article .whole-text")
    expect(body).to_be_visible()
    settled(watched)
    seen = body.evaluate("node => node.textContent")
    for payload in PAYLOADS:
        assert payload in seen
    assert watched.locator(".st-key-article .article-title").evaluate("node => node.textContent") == TITLE
    assert body.locator(ACTIVE).count() == 0
    assert watched.locator("a[href^='javascript:'], a[href^='data:']").count() == 0
    expect(watched.locator(".st-key-article")).to_contain_text("Address given: javascript:window.pwned=1")
    assert body.locator("mark.own").count() >= len(PAYLOADS)


def test_filters_show_a_source_as_it_stands(watched: Page, wild: str) -> None:
    visit(watched, wild)
    watched.get_by_role("button", name="Sources: all").click()
    watched.get_by_role("combobox", name="Said by").click()
    option = watched.get_by_role("option").first
    expect(option).to_be_visible()
    assert SOURCE in watched.get_by_role("option").all_inner_texts()
    watched.get_by_role("option").filter(has_text="evil.example").click()
    expect(watched.locator(".summary")).to_contain_text(SOURCE)
    settled(watched)


def test_a_wild_link_is_only_words(watched: Page, wild: str) -> None:
    bad = "%3Cimg%20src%3Dx%20onerror%3Dwindow.pwned%3D1%3E"
    visit(
        watched, f"{wild}/?org={bad}&country={bad}&source=!%5Bx%5D(https://evil.example/l.png)&{bad}={bad}&from={bad}"
    )
    notice = watched.locator(".notice")
    expect(notice).to_contain_text("<img src=x onerror=window.pwned=1>")
    assert notice.locator(ACTIVE).count() == 0


def test_only_web_addresses_are_links(watched: Page, wild: str) -> None:
    for article, links in (("good", 1), ("data", 0)):
        visit(watched, f"{wild}/?article={article}")
        expect(watched.locator(".st-key-article .whole-text")).to_be_visible()
        assert watched.locator(".st-key-article a").count() == links
