"""The page below a path, as it is and behind nginx with the very lines of `docs/serving.md`."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DATELINE, process_serving
from tests.browser.visit import click_country, visit

pytestmark = pytest.mark.browser
BASE = "/map"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MANUAL = Path(__file__).parents[2] / "docs" / "serving.md"


@pytest.fixture(scope="module")
def below(seeds_atlas: Path) -> Iterator[str]:
    """A real `dateline serve --base-path`: its address, without the path."""
    command = [*DATELINE, "serve", "--atlas", str(seeds_atlas), "--port", "0", "--base-path", BASE]
    with process_serving(command) as url:
        yield url


@contextmanager
def nginx_before(url: str, folder: Path) -> Iterator[str]:
    """A real nginx with the manual's block, in front of a server."""
    block = re.search(r"```nginx\n(.*?)```", MANUAL.read_text("utf-8"), re.DOTALL)
    assert block
    assert "http://127.0.0.1:8501" in block[1]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; {temporary} server {{ listen 127.0.0.1:{port};\n"
        f"{block[1].replace('http://127.0.0.1:8501', url)} }} }}\n"
    )
    process = subprocess.Popen([str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, "nginx ended; what is above says why"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=15)


def explore(page: Page, site: str) -> None:
    """The map is drawn, a click brings the sentences, and the link reopens: nothing lies outside the path."""
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("websocket", lambda opened: asked.append(opened.url.replace("ws://", "http://")))
    visit(page, f"{site}{BASE}/")
    click_country(page, "AFG")
    expect(page.locator(".st-key-passages mark").first).to_be_visible(timeout=20_000)
    assert page.url.startswith(f"{site}{BASE}/?")
    assert "country=AFG" in page.url
    visit(page, page.url)
    expect(page.locator(".st-key-passages mark").first).to_be_visible(timeout=20_000)
    assert any("/_stcore/stream" in url for url in asked)
    assert any("/dateline/overlay/" in url for url in asked)
    assert [url for url in asked if not url.startswith((f"{site}{BASE}/", "data:", "blob:"))] == []
    assert failed == []


def test_below_a_path(below: str, page: Page):
    explore(page, below)


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed: apt-get install nginx-light")
def test_behind_nginx(below: str, page: Page, tmp_path: Path):
    with nginx_before(below, tmp_path) as site:
        explore(page, site)
