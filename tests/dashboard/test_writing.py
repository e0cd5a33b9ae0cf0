"""Who may change the atlas from the page."""

import subprocess
import sys

import pytest

from dashboard.writing import allow, is_private, may_write

OWN = ("127.0.0.1", (), "", False)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_the_owner_of_a_page_may(host: str) -> None:
    assert is_private(host, (), "", False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "news.example.org", "localhost.example.org"])
def test_a_page_that_others_reach_is_only_read(host: str) -> None:
    assert not is_private(host, (), "", False)


@pytest.mark.parametrize(("at", "shared"), [(1, ("news.example.org",)), (2, "map"), (3, True)])
def test_a_page_behind_a_proxy_or_a_sign_in_is_only_read(at: int, shared: object) -> None:
    assert not is_private(*(shared if place == at else held for place, held in enumerate(OWN)))  # type: ignore[arg-type]


def test_what_serves_the_page_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_WRITING", raising=False)
    assert not may_write()
    monkeypatch.setenv("DATELINE_WRITING", "0")
    allow(True)
    assert may_write()
    allow(False)
    assert not may_write()


SERVE = (
    "import sys; from unittest.mock import patch; from dashboard import serve, writing\n"
    "with patch.object(serve, '_require_atlas'), patch.object(serve, 'run'):\n"
    "    serve.serve(sys.argv[1:], standalone_mode=False)\n"
    "print(writing.may_write())\n"
)


@pytest.mark.parametrize(
    ("options", "may"),
    [
        ([], True),
        (["--allow-host", "news.example.org"], False),
        (["--base-path", "/map"], False),
        (["--login"], False),
        (["--login", "--allow-writing"], True),
    ],
    ids=str,
)
def test_the_options_of_serve(options: list[str], may: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_WRITING", "1")  # a word left over from outside counts for nothing
    said = subprocess.run([sys.executable, "-c", SERVE, "--port", "0", *options], capture_output=True, text=True)
    assert said.stdout.strip() == str(may), said.stderr
