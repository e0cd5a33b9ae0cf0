"""axe-core finds nothing at all, in light and dark, in any room, on pages first proved not empty."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.visit import settled, turn, visit

pytestmark = pytest.mark.browser

SERVE_NOTHING = (
    "from pathlib import Path; from dashboard.serve import listening, run\n"
    "run(Path('none'), listening('127.0.0.1', 0), ('127.0.0.1',))"
)
# What must be seen before silence means anything: the address, and a part of the page with its least length of text.
STATES = {
    "first": ("", ".st-key-table tbody", 100),
    "country": ("?country=AFG", ".st-key-passages", 500),
    "members": ("?strip=members&on=2016-01-01&ties=all", ".st-key-strip .finding", 60),
    "top countries": ("?strip=countries", ".panels li:nth-child(12)", 10),
    "range": ("?range=yes", ".st-key-table tbody", 100),
    "stories and logarithms": ("?by=story&scale=log&measure=share", ".st-key-table thead:has-text('Stories')", 20),
    "filtered": ("?org=CSTO&from=2021-09-20&to=2021-08-01&country=ZZZ", ".notice", 60),
    "nothing": ("?org=ASEAN&kind=seat&to=2021-08-26", ".notice", 60),
    "organisation": ("?organisation=SCO", ".organisation tbody", 2000),
    "blocs": ("?room=blocs", "ol:has(button[data-key=NATO])", 100),
    "bloc": ("?room=blocs&org=SCO&org=CSTO&combine=without", "ol:has(button[data-key=CHN])", 50),
    "matrix": ("?room=together", "table:has(button[data-pair])", 50),
    "partners": ("?room=together&country=KAZ", "ol:has(button[data-key=UZB])", 100),
    "pair": ("?room=together&country=KAZ&with=UZB", ".st-key-passages", 200),
    "beginnings": ("?room=compare", ".st-key-begin_0", 20),
    "comparison": ("?room=compare&use=actor&b.use=place", "ol:has(button[data-key=RUS])", 100),
    "own text": ("?room=own", ".stMain", 200),
}


@pytest.fixture(scope="module")
def window(chromium: Browser, served: str) -> Iterator[Page]:
    """One window for every state: the page is loaded once, and then goes from address to address."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
    yield visit(context.new_page(), served)
    context.close()


def faults(page: Page) -> list[str]:
    """What axe finds, however slight: the rule and the elements it holds against."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {[node['target'] for node in rule['nodes']][:5]}" for rule in found]


def faults_in_both(page: Page) -> list[str]:
    """The same in the light theme and in the dark one; the page is left light."""
    found = [f"light: {fault}" for fault in faults(page)]
    app = page.locator("[data-testid=stApp]")
    light = app.evaluate("app => getComputedStyle(app).backgroundColor")
    page.emulate_media(color_scheme="dark")
    expect(app).not_to_have_css("background-color", light)
    if at_once := faults(page):
        # Colours pass from one theme to the other part by part; what was measured in between is looked at again.
        page.wait_for_timeout(1000)
        at_once = faults(page)
    found += [f"dark: {fault}" for fault in at_once]
    page.emulate_media(color_scheme="light")
    expect(app).to_have_css("background-color", light)
    return found


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(window: Page, state: str) -> None:
    query, part, least = STATES[state]
    turn(window, query)
    expect(window.locator(part).first).to_be_visible()
    assert len(window.locator(part).first.inner_text()) >= least
    assert faults_in_both(window) == []


def test_axe_finds_nothing_in_an_article(window: Page) -> None:
    turn(window, "?country=TJK")
    window.locator("[class*=st-key-open_] button").first.click()
    text = window.locator(".st-key-article .whole-text")
    expect(text).to_be_visible()
    expect(window.locator(".st-key-article_map .dl-ready")).to_be_visible()
    settled(window)
    assert len(text.inner_text()) > 1000
    assert faults_in_both(window) == []


def test_axe_finds_nothing_in_an_open_filter(window: Page) -> None:
    turn(window, "")
    for name in ("Countries: all", "Dates: all", "Names: all", "Shown: mentions"):
        window.get_by_role("button", name=name).click()
        body = window.locator("[data-testid=stPopoverBody]")
        expect(body).to_contain_text(re.compile(r"\w{4,}"))
        assert faults_in_both(window) == []
        window.keyboard.press("Escape")
        expect(body).to_be_hidden()


def test_axe_finds_nothing_while_the_keyboard_is_in_the_map(window: Page) -> None:
    turn(window, "?disputed=yes")
    window.locator(".dl-disputed summary").click()
    expect(window.locator(".dl-disputed")).to_contain_text("Crimea")
    window.locator(".st-key-map .dl-stage").focus()
    window.keyboard.press("Tab")
    expect(window.locator(".dl-hint")).to_be_visible()
    assert faults_in_both(window) == []


def test_axe_finds_nothing_without_an_atlas(page: Page, serving: Callable[..., AbstractContextManager[str]]) -> None:
    with serving([sys.executable, "-c", SERVE_NOTHING]) as url:
        page.goto(url)
        expect(page.locator(".notice.large")).to_contain_text("There is no atlas to show yet")
        assert faults_in_both(page) == []


def test_axe_would_have_found_something(window: Page) -> None:
    """A check that never fails proves nothing: an image without a text, put into the page, is found."""
    turn(window, "?measure=articles")
    window.evaluate("document.querySelector('.st-key-summary').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")
    assert any(line.startswith("dark: image-alt") for line in faults_in_both(window))
