"""How long a reader waits, in a real browser: `python -m tests.bench.page ATLAS [--write]`.

Serves the atlas, opens it in Chromium and times, by the browser's own clock, from the key or the click to the frame in
which the answer stands: the first map, a country and its passages, a filter and its new map; then the same with ten
readers at once. --write puts the table into docs/performance.md. Server, browser and readers share the machine's cores.
"""

import argparse
import asyncio
import platform
import random
import re
import shutil
import statistics
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from geo.atlas.atlas import open_atlas
from geo.atlas.selection import Selection
from tests.browser.conftest import BROWSERS, DATELINE, FLAGS, process_serving

REPORT = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- page: begin -->", "<!-- page: end -->"
VISITS, ACTIONS, READERS, READER_ACTIONS = 10, 20, 10, 6
THINKING_S = 2.0
MOST_NAMED = 30  # countries that a reader opens one of
PATIENCE_MS = 60_000
# Filters that leave another map each: their members share little of the news.
BLOCS = ("NATO", "G7", "OPEC", "ASEAN")
GOALS_MS = {"first map, warm": 2000, "a country to its passages": 300, "a filter to the new map": 300}
GOALS_TOGETHER_MS = {"a country to its passages": 1000, "a filter to the new map": 1000}

# Notes when a map first stands, and when a key went down or a button was clicked.
WATCH = """
new MutationObserver(() => {
  if (!window.mapStood && document.querySelector(".dl-ready")) {
    requestAnimationFrame(() => { window.mapStood ??= performance.now(); });
  }
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
for (const kind of ["click", "keydown"]) {
  addEventListener(kind, (event) => { window.asked = event.timeStamp; }, { capture: true });
}
"""
# The fills of the countries on the map: what differs between two maps.
FILLS = "[...document.querySelectorAll('.st-key-map .dl-plot path')].map((p) => p.style.fill).join()"
# The frame in which a condition first holds, in milliseconds since the key or the click.
UNTIL = """([condition, argument]) => new Promise((done) => {
  const holds = new Function("argument", `return ${condition}`);
  const look = () => holds(argument) ? requestAnimationFrame(() => done(performance.now() - window.asked))
                                     : requestAnimationFrame(look);
  look();
})"""
OPENED = """document.querySelector(".st-key-country h2.country-name")?.textContent === argument
  && document.querySelector(".st-key-passages blockquote") !== null"""
IDLE = "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"


@dataclass
class Waits:
    """Milliseconds waited, by what for."""

    held: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, what: str, ms: float) -> None:
        self.held[what].append(ms)


async def opened(browser: Browser, url: str, waits: Waits | None = None, times: int = 1) -> Page:
    """A window of its own with the first page in it, opened `times` times; the first time its cache is empty."""
    # The page forbids scripts made of strings, which is how Playwright waits for a condition.
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page = await context.new_page()
    await page.add_init_script(WATCH)
    for visit in range(times):
        await page.goto(url)
        await page.wait_for_function("window.mapStood", timeout=PATIENCE_MS)
        if waits:
            stood = await page.evaluate("window.mapStood")
            waits.add("first map, warm" if visit else "first map, empty cache", stood)
    await page.wait_for_function(IDLE, timeout=PATIENCE_MS)
    return page


async def country(page: Page, waits: Waits, chance: random.Random) -> None:
    """Open one of the countries of the table, wait for its passages, and go back."""
    rows = page.locator(".st-key-table tbody tr button")
    row = rows.nth(chance.randrange(min(MOST_NAMED, await rows.count())))
    name = (await row.inner_text()).strip()
    await row.click()
    waits.add("a country to its passages", await page.evaluate(UNTIL, [OPENED, name]))
    await page.wait_for_function(IDLE, timeout=PATIENCE_MS)
    await page.locator(".st-key-close button").click()
    await page.locator(".st-key-table tbody tr button").first.wait_for(timeout=PATIENCE_MS)
    await page.wait_for_function(IDLE, timeout=PATIENCE_MS)


async def bloc(page: Page, waits: Waits, chance: random.Random) -> None:
    """Filter by an organisation, wait for the new map, and take the filter out."""
    await page.locator(".st-key-filter_organisations button").first.click()
    box = page.get_by_role("combobox", name="Members of")
    await box.click()
    await box.fill(chance.choice(BLOCS))
    await page.wait_for_timeout(150)
    before = await page.evaluate(FILLS)
    await page.keyboard.press("Enter")
    waits.add("a filter to the new map", await page.evaluate(UNTIL, [f"{FILLS} !== argument", before]))
    await page.wait_for_function(IDLE, timeout=PATIENCE_MS)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await page.locator(".st-key-reset button").click()
    await page.wait_for_function(f"{FILLS} === argument".replace("argument", repr(before)), timeout=PATIENCE_MS)
    await page.wait_for_function(IDLE, timeout=PATIENCE_MS)


async def reader(browser: Browser, url: str, waits: Waits, seed: int) -> None:
    """One of several readers: looks, thinks, looks again."""
    chance = random.Random(seed)
    page = await opened(browser, url)
    await asyncio.sleep(chance.uniform(0, THINKING_S))
    for at in range(READER_ACTIONS):
        await (bloc if at % 2 else country)(page, waits, chance)
        await asyncio.sleep(chance.uniform(0.5, 1.5) * THINKING_S)
    await page.context.close()


async def measure(url: str) -> tuple[Waits, Waits]:
    """One reader, then ten."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        sys.exit("Chromium is missing: run 'sh tests/browser/chromium.sh'")
    alone, together = Waits(), Waits()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, headless=True, args=FLAGS)
        page = await opened(browser, url, alone, times=VISITS + 1)
        chance = random.Random(0)
        for _ in range(ACTIONS):
            await country(page, alone, chance)
            await bloc(page, alone, chance)
        await page.context.close()
        await asyncio.gather(*(reader(browser, url, together, seed) for seed in range(READERS)))
        await browser.close()
    return alone, together


def table(waits: Waits, goals: dict[str, int]) -> str:
    """The waits as Markdown."""
    lines = ["| wait, ms | median | p95 | most | times | goal, p95 |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for what, held in waits.held.items():
        p95 = statistics.quantiles(held, n=20, method="inclusive")[-1] if len(held) > 1 else held[0]
        goal = f"{goals[what]:,}" if what in goals else ""
        lines.append(
            f"| {what} | {statistics.median(held):,.0f} | {p95:,.0f} | {max(held):,.0f} | {len(held)} | {goal} |"
        )
    return "\n".join(lines)


def report(atlas: Path) -> str:
    """The measured part of docs/performance.md."""
    totals = open_atlas(atlas).totals(Selection())
    with process_serving([*DATELINE, "serve", "--atlas", str(atlas), "--port", "0", "--no-browser"]) as url:
        alone, together = asyncio.run(measure(url))
    return f"""An atlas of {totals.articles:,} articles and {totals.mentions:,} counted mentions, served on this machine
with Python {platform.python_version()}, headless Chromium without a GPU; server and browsers share the cores.

One reader:

{table(alone, GOALS_MS)}

{READERS} readers at once, each in a window of its own, each thinking about {THINKING_S:.0f} s between two clicks:

{table(together, GOALS_TOGETHER_MS)}"""


def main() -> None:
    """Measure, print, and with --write keep the figures."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("atlas", type=Path)
    wanted.add_argument("--write", action="store_true")
    asked = wanted.parse_args()
    said = report(asked.atlas)
    print(said)
    if asked.write:
        before = REPORT.read_text("utf-8") if REPORT.exists() else f"# Performance\n\n## The page\n\n{BEGIN}\n{END}\n"
        kept = re.sub(f"{BEGIN}.*?{END}", lambda _: f"{BEGIN}\n{said}\n{END}", before, flags=re.DOTALL)
        REPORT.write_text(kept, "utf-8")


if __name__ == "__main__":
    main()
