"""Takes the README's screenshot anew: `make tour`, after anything that changes how the page looks."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from geo.shipped import SEEDS
from tests.browser.conftest import BROWSERS, DATELINE, FLAGS, process_serving
from tests.browser.visit import visit

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SIZE = (1440, 900)
# What each picture shows: its file, and the address within the page.
PICTURES = {"map.png": "?country=KAZ"}


def take(browser: Browser, served: str, folder: Path) -> list[Path]:
    """Photograph each of `PICTURES` into `folder`, light, in a window of `SIZE`; gives the files."""
    folder.mkdir(parents=True, exist_ok=True)
    width, height = SIZE
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
    )
    taken = []
    for name, query in PICTURES.items():
        page = visit(context.new_page(), f"{served}/{query}")
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
