"""Opening the page without a browser, and reading what stands on it."""

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard


def open_page(atlas: Path, monkeypatch: pytest.MonkeyPatch, **address: str | list[str]) -> AppTest:
    """The page over an atlas at an address, run once; an underscore after a part's name is Python's and not its own."""
    monkeypatch.setenv("DATELINE_ATLAS", str(atlas))
    page = AppTest.from_file(str(Path(dashboard.__file__).with_name("app.py")), default_timeout=60)
    for name, value in address.items():
        page.query_params[name.rstrip("_")] = value
    return page.run()


def html(page: AppTest) -> str:
    """Everything written on the page as HTML."""
    assert not page.exception, page.exception
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def words(page: AppTest) -> str:
    """The same without its tags, its style and its line breaks; a page that could not be drawn fails."""
    seen = unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", html(page), flags=re.DOTALL))
    assert "This page could not be drawn" not in seen
    return re.sub(r"\s+", " ", seen)
