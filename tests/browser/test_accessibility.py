"""axe-core finds nothing at all, in light and dark, on pages first proved not empty."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.visit import settled, visit

pytestmark = pytest.mark.browser

# What must be seen before silence means anything: the address, and a part of the page with its least length of text.
STATES = {
    "first": ("", ".st-key-table tbody", 100),
    "country": ("?country=AFG", ".st-key-passages", 500),
    "members": ("?strip=members&on=2016-01-01&ties=all", ".st-key-strip .finding", 60),
    "filtered": ("?org=CSTO&from=2021-09-20&to=2021-08-01&country=ZZZ", ".notice", 60),
    "nothing": ("?org=ASEAN&kind=seat&to=2021-08-26", ".notice", 60),
}


@pytest.fixture(params=["light", "dark"])
def window(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, color_scheme=request.param)
    yield context.new_page()
    context.close()


def faults(page: Page) -> list[str]:
    """What axe finds, however slight: the rule and the elements it holds against."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {[node['target'] for node in rule['nodes']][:5]}" for rule in found]


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(window: Page, served: str, state: str) -> None:
    query, part, least = STATES[state]
    visit(window, f"{served}/{query}")
    expect(window.locator(part).first).to_be_visible()
    assert len(window.locator(part).first.inner_text()) >= least
    assert faults(window) == []


def test_axe_finds_nothing_in_the_top_countries(window: Page, served: str) -> None:
    window.goto(f"{served}/?strip=countries")
    settled(window)
    expect(window.locator(".panels button")).to_have_count(12)
    assert faults(window) == []


def test_axe_finds_nothing_in_an_organisation(window: Page, served: str) -> None:
    visit(window, f"{served}/?organisation=SCO")
    assert len(window.locator(".organisation tbody").inner_text()) > 2000
    assert faults(window) == []


def test_axe_finds_nothing_in_an_article(window: Page, served: str) -> None:
    visit(window, f"{served}/?country=TJK")
    window.locator("[class*=st-key-open_] button").first.click()
    text = window.locator(".st-key-article .whole-text")
    expect(text).to_be_visible()
    expect(window.locator(".st-key-article_map .dl-ready")).to_be_visible()
    settled(window)
    assert len(text.inner_text()) > 1000
    assert faults(window) == []


def test_axe_finds_nothing_in_an_open_filter(window: Page, served: str) -> None:
    visit(window, served)
    for name in ("Countries: all", "Dates: all", "Names: all", "Shown: mentions"):
        window.get_by_role("button", name=name).click()
        body = window.locator("[data-testid=stPopoverBody]")
        expect(body).to_contain_text(re.compile(r"\w{4,}"))
        assert faults(window) == []
        window.keyboard.press("Escape")
        expect(body).to_be_hidden()


def test_axe_would_have_found_something(window: Page, served: str) -> None:
    """A check that never fails proves nothing: an image without a text, put into the page, is found."""
    visit(window, served)
    window.evaluate("document.querySelector('.st-key-summary').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")
    assert any(line.startswith("image-alt") for line in faults(window))
