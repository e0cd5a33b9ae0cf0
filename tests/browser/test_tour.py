"""The pictures of the README and the tour can be taken anew, and the tour shows each of them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.tour import IMAGES, PICTURES, take

pytestmark = pytest.mark.browser

TOUR = Path(__file__).parents[2] / "docs" / "tour.md"


@pytest.mark.long
def test_the_tour_takes_each_picture(chromium: Browser, served: str, tmp_path: Path) -> None:
    taken = take(chromium, served, tmp_path)
    assert [picture.name for picture in taken] == list(PICTURES)
    assert all(20_000 < picture.stat().st_size < 400_000 for picture in taken)


def test_the_tour_shows_each_picture_and_no_other() -> None:
    shown = re.findall(r"\(images/([\w-]+\.png)\)", TOUR.read_text("utf-8"))
    assert sorted(shown) == sorted(PICTURES), "docs/tour.md and PICTURES differ; mend them and run `make tour`"
    assert all((IMAGES / name).exists() for name in shown), "a picture is missing: run `make tour`"
