"""With signing in asked for, nothing of an article leaves the server before; and afterwards only for its readers."""

import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DATELINE, process_serving
from tests.browser.provider import CLIENT, Provider, provider
from tests.browser.visit import settled

pytest.importorskip("authlib", reason="signing in needs Authlib: pip install 'streamlit[auth]'")
pytestmark = pytest.mark.browser

# What the seeds say, and what the page says of them.
TELLTALES = ("Afghanistan", "Kabul", "mentions of", "themoscowtimes")


@dataclass
class Site:
    url: str
    provider: Provider


def secrets_in(home: Path, port: int, issuer: str) -> dict[str, str]:
    """Write Streamlit's secrets into a home folder; the environment that makes it one."""
    (home / ".streamlit").mkdir()
    (home / ".streamlit" / "secrets.toml").write_text(
        f"""
        [auth]
        redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
        cookie_secret = "{"0123456789abcdef" * 3}"
        client_id = "{CLIENT}"
        client_secret = "not a secret"
        server_metadata_url = "{issuer}/.well-known/openid-configuration"
        [dateline]
        allow = ["ann@example.org", "@example.net"]
        """
    )
    return {"HOME": str(home)}


@pytest.fixture(scope="module")
def site(seeds_atlas: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with provider() as known:
        home = secrets_in(tmp_path_factory.mktemp("home"), port, known.site)
        command = [*DATELINE, "serve", "--atlas", str(seeds_atlas), "--port", str(port), "--login"]
        with process_serving(command, home) as url:
            yield Site(url, known)


def received(page: Page) -> list[bytes]:
    """What the page will be sent: by the websocket, and as files."""
    pieces: list[bytes] = []

    def keep(frame: str | bytes) -> None:
        pieces.append(frame.encode() if isinstance(frame, str) else frame)

    page.on("websocket", lambda opened: opened.on("framereceived", keep))
    return pieces


def sign_in(page: Page, site: Site, **claims: object) -> None:
    site.provider.claims = claims
    page.goto(site.url)
    page.get_by_role("button", name="Sign in").click()


def test_before_signing_in_there_is_nothing_to_be_had(site: Site, page: Page):
    sent = received(page)
    for asked in ("", "?country=AFG", "?article=1"):
        page.goto(f"{site.url}/{asked}")
        expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=20_000)
        expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
        for handle in ("map", "filters", "summary", "table", "country", "passages", "article"):
            assert page.locator(f".st-key-{handle}").count() == 0
    assert sum(map(len, sent)) > 1_000
    assert [words for words in TELLTALES if any(words.encode() in piece for piece in sent)] == []


def test_a_reader_on_the_list_sees_the_page_and_leaves_it(site: Site, page: Page):
    sent = received(page)
    sign_in(page, site, email="Ann@Example.org", email_verified=True)
    settled(page)
    assert all(any(words.encode() in piece for piece in sent) for words in TELLTALES[:3])
    expect(page.locator(".account")).to_have_text("Ann@Example.org")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=20_000)
    assert page.locator(".st-key-map").count() == 0


@pytest.mark.parametrize(
    "claims",
    [{"email": "eve@example.com"}, {"email": "ann@example.org", "email_verified": False}, {"name": "ann@example.org"}],
    ids=str,
)
def test_who_is_not_on_the_list_is_told_so(site: Site, page: Page, claims):
    sent = received(page)
    sign_in(page, site, **claims)
    expect(page.get_by_text("not on the list of readers")).to_be_visible(timeout=20_000)
    assert page.locator(".st-key-map").count() == 0
    assert [words for words in TELLTALES if any(words.encode() in piece for piece in sent)] == []


@pytest.mark.parametrize("written", [None, "[auth]\nredirect_uri = 1", "[auth", "[auth.one]\nclient_id = 'x'"])
def test_it_does_not_start_where_nobody_could_sign_in(seeds_atlas: Path, tmp_path: Path, written):
    if written is not None:
        (tmp_path / ".streamlit").mkdir()
        (tmp_path / ".streamlit" / "secrets.toml").write_text(written)
    done = subprocess.run(
        [*DATELINE, "serve", "--atlas", str(seeds_atlas), "--port", "0", "--login"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        timeout=60,
    )
    assert done.returncode == 1
    assert "docs/serving.md" in done.stderr
    assert "Traceback" not in done.stderr
