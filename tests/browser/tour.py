"""Takes the pictures of the README and docs/tour.md anew: `make tour`, after whatever changes how the page looks."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from geo.shipped import SEEDS
from tests.browser.conftest import BROWSERS, DATELINE, FLAGS, process_serving
from tests.browser.visit import settled, visit

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SIZE = (1440, 900)
PASTED = (
    "Moscow said on Friday that its troops in Armenia would stay. In Tbilisi, Georgia's president met the French "
    "ambassador. Republicans in Atlanta, Georgia, disagreed with Washington."
)


def _why(page: Page) -> None:
    page.locator(".st-key-passages mark.own").first.click()
    expect(page.locator(".st-key-why .read")).to_be_visible()


def _wrong(page: Page) -> None:
    _why(page)
    page.get_by_role("button", name="That is wrong").click()


def _shown(page: Page) -> None:
    page.locator(".st-key-filter_measure button").click()


def _paste(page: Page) -> None:
    page.locator("textarea").fill(PASTED)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".whole-text mark").first).to_be_visible()


def _press(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


# What each picture shows: its file, the address within the page, and what is done there first.
PICTURES: dict[str, tuple[str, Callable[[Page], None] | None]] = {
    "map.png": ("?country=KAZ", None),
    "when.png": ("?from=2021-09-10&to=2021-09-17", None),
    "members.png": ("?strip=members&on=2001-12-31", None),
    "organisation.png": ("?organisation=SCO", None),
    "blocs.png": ("?room=blocs&org=SCO&org=CSTO&combine=without", None),
    "together.png": ("?room=together&country=KAZ", None),
    "power.png": ("?use=actor", None),
    "compare.png": ("?room=compare&use=actor&b.use=place", None),
    "find.png": ("?find=taliban+AND+%22foreign+minister%22&list=articles", None),
    "why.png": ("?country=RUS", _why),
    "wrong.png": ("?country=RUS", _wrong),
    "stories.png": ("", _shown),
    "own.png": ("?room=own", _paste),
    "download.png": ("?country=AFG", _press("Download")),
    "cite.png": ("?org=SCO", _press("Cite")),
}


def take(browser: Browser, served: str, folder: Path) -> list[Path]:
    """Photograph each of `PICTURES` into `folder`, light, in a window of `SIZE`; gives the files."""
    folder.mkdir(parents=True, exist_ok=True)
    width, height = SIZE
    taken = []
    for name, (query, act) in PICTURES.items():
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
        )
        page = context.new_page()
        if "room=own" in query:  # a room without a map until something is read
            page.goto(f"{served}/{query}")
            settled(page)
        else:
            visit(page, f"{served}/{query}")
        if act:
            act(page)
            settled(page)
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(1000)  # the map's last fade
        page.screenshot(path=folder / name)
        _lighten(folder / name)
        taken.append(folder / name)
        context.close()
    return taken


def _lighten(picture: Path) -> None:
    """Two hundred and fifty-six colours are enough for a map and its words, at half the weight."""
    with Image.open(picture) as full:
        few = full.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def main() -> None:
    """Build the seeds into a folder of their own, serve them, take the pictures, and leave nothing running."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        sys.exit("Chromium is missing: run 'sh tests/browser/chromium.sh'")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        subprocess.run([*DATELINE, "build", str(SEEDS), "--atlas", folder, "--quiet"], check=True)
        serve = [*DATELINE, "serve", "--atlas", folder, "--port", "0", "--no-browser"]
        with process_serving(serve) as served:
            browser = playwright.chromium.launch(executable_path=found, headless=True, args=FLAGS)
            for picture in take(browser, served, IMAGES):
                print(picture)
            browser.close()


if __name__ == "__main__":
    main()
