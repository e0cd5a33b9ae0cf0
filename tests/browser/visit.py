"""A visit to the page: opening it, waiting for what a reader would wait for, pointing at a country."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

# Where a country's middle lies on the screen: the point of a grid over its shape that is inside and nearest the centre.
_MIDDLE = """
(iso3) => {
  const path = [...document.querySelectorAll('.st-key-map .dl-plot path')].find((p) => p.__data__?.loc === iso3);
  if (!path) return null;
  const { x, y, width, height } = path.getBBox();
  const matrix = path.getScreenCTM();
  let best = null;
  for (let i = 1; i < 20; i++) for (let j = 1; j < 20; j++) {
    const point = new DOMPoint(x + (width * i) / 20, y + (height * j) / 20);
    if (!path.isPointInFill(point)) continue;
    const far = (i - 10) ** 2 + (j - 10) ** 2;
    if (!best || far < best.far) best = { far, at: point.matrixTransform(matrix) };
  }
  return best && [best.at.x, best.at.y];
}
"""


def visit(page: Page, address: str) -> Page:
    """Open an address and wait until the page and its map are drawn."""
    page.goto(address)
    settled(page)
    expect(page.locator(".dl-ready").first).to_be_visible(timeout=20_000)
    return page


def settled(page: Page) -> None:
    """Wait until the server has answered: the credits are drawn last."""
    expect(page.locator(".credits")).to_be_visible(timeout=20_000)
    expect(page.locator("[data-testid=stApp]")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=20_000
    )


# Go to another address of the page as back and forward do, and wait until the server has begun and ended its answer.
_TURN = """
(query) => new Promise((done, failed) => {
  const state = () => document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state');
  let begun = false;
  const watch = new MutationObserver((changes) => {
    begun ||= state() === 'running' || changes.some(({ oldValue }) => oldValue === 'running');
    if (begun && state() === 'notRunning') end(done);
  });
  const end = (how, what) => {
    watch.disconnect();
    clearInterval(again);
    clearTimeout(late);
    how(what);
  };
  const tell = () => begun || dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  // A page that is just settling does not always hear it.
  const again = setInterval(tell, 2000);
  const late = setTimeout(() => end(failed, new Error(`No answer to ${query}`)), 20000);
  watch.observe(document, { subtree: true, attributeFilter: ['data-test-script-state'], attributeOldValue: true });
  history.pushState({}, '', query || location.pathname);
  tell();
})
"""


def turn(page: Page, query: str) -> None:
    """Another address of the page that is open, "?room=blocs" or "" for the first, without loading everything anew."""
    page.evaluate(_TURN, query)
    settled(page)


def click_country(page: Page, iso3: str) -> None:
    """A real click of the mouse in the middle of a country."""
    at = page.evaluate(_MIDDLE, iso3)
    assert at, f"{iso3} is not on the map"
    page.mouse.move(*at)
    page.mouse.click(*at)


def address(page: Page) -> str:
    """The query of the address, without the host."""
    return urlsplit(page.url).query


def summary(page: Page) -> Locator:
    """The sentence above the map."""
    return page.locator(".st-key-summary .summary")


def mentions_by_country(page: Page) -> dict[str, int]:
    """What the table says: mentions by iso3."""
    rows = page.locator(".st-key-table tbody tr")
    expect(rows.first).to_be_visible()
    found: dict[str, int] = {}
    for row in rows.all():
        iso3 = row.locator("button").get_attribute("data-iso3")
        assert iso3
        found[iso3] = int(re.sub(r"\D", "", row.locator("td.mentions").inner_text()))
    return found
