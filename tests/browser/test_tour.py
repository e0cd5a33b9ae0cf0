"""The README's picture can be taken anew, and shows what its caption says."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.tour import PICTURES, take

pytestmark = pytest.mark.browser


def test_the_tour_takes_each_picture(chromium: Browser, served: str, tmp_path: Path) -> None:
    taken = take(chromium, served, tmp_path)
    assert [picture.name for picture in taken] == list(PICTURES)
    assert all(20_000 < picture.stat().st_size < 400_000 for picture in taken)
