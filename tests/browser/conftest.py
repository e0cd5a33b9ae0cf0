"""A real Chromium, a real atlas of the seeds and a real server, shared by every browser test.

Everything is started once for a session and stopped at its end; nothing outlives the run.
"""

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from geo.shipped import SEEDS

# The first is Chromium without its own windows: half the work of a visit.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]
DATELINE = [sys.executable, "-c", "from geo.command import main; main()"]
ADDRESS = re.compile(r"http://[^\s/]+:\d+")
PATIENCE_S = 60
# A loaded machine draws its first map late; what never comes fails all the same.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless browser for the whole session; each test opens its own page in it."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("Chromium is missing: run 'sh tests/browser/chromium.sh'", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def seeds_atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five seeds, read by `dateline build` into a folder of their own."""
    folder = tmp_path_factory.mktemp("seeds") / "atlas"
    built = subprocess.run([*DATELINE, "build", str(SEEDS), "--atlas", str(folder)], capture_output=True, text=True)
    if built.returncode:
        pytest.fail(f"dateline build ended with {built.returncode}:\n{built.stdout}{built.stderr}", pytrace=False)
    return folder


@contextmanager
def process_serving(command: list[str], environment: dict[str, str] | None = None) -> Iterator[str]:
    """Start a server, wait until it prints its address, hand that over, and stop it afterwards."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
    )
    said: list[str] = []
    address: queue.Queue[str | None] = queue.Queue()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if found := ADDRESS.search(line):
                address.put(found[0])
        address.put(None)

    threading.Thread(target=listen, daemon=True).start()
    try:
        try:
            url = address.get(timeout=PATIENCE_S)
        except queue.Empty:
            url = None
        if url is None:
            pytest.fail("the server gave no address:\n" + "".join(said), pytrace=False)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[str]]:
    """What starts a server of a test's own: `with serving(command) as address`."""
    return process_serving


@pytest.fixture(scope="session")
def served(seeds_atlas: Path) -> Iterator[str]:
    """The address of a real `dateline serve` over the seeds, on a port the system chose."""
    with process_serving([*DATELINE, "serve", "--atlas", str(seeds_atlas), "--port", "0", "--no-browser"]) as url:
        yield url


@pytest.fixture(scope="session")
def desk(chromium: Browser) -> Iterator[BrowserContext]:
    """One profile for all desktop windows, which so read Streamlit's scripts from its cache and not each anew."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
    yield context
    context.close()


@pytest.fixture
def page(desk: BrowserContext) -> Iterator[Page]:
    """A desktop window, 1440 x 900, light, without a trace of the test before it."""
    yield from _window(desk)


@pytest.fixture(scope="session")
def pocket(chromium: Browser) -> Iterator[BrowserContext]:
    """One profile for all phones, which so read Streamlit's scripts from its cache too."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
        color_scheme="light",
    )
    yield context
    context.close()


@pytest.fixture
def phone(pocket: BrowserContext) -> Iterator[Page]:
    """A phone, 390 x 844, that is touched and has no mouse."""
    yield from _window(pocket)


def _window(profile: BrowserContext) -> Iterator[Page]:
    page = profile.new_page()
    yield page
    page.close()
    profile.clear_cookies()
    profile.clear_permissions()
