"""What was asked for is drawn first, and the same map is made once."""

from pathlib import Path

import pytest

from dashboard import mapped
from dashboard.archive import Archive
from dashboard.picture import payload
from dashboard.rooms import world
from dashboard.view import View
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.shipped import SEEDS
from geo.world.countries import countries
from tests.dashboard.opening import open_page


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("order") / "atlas"
    Build(folder).run((SEEDS,))
    return folder


@pytest.mark.parametrize(
    ("address", "drawn"),
    [
        ({"country": "AFG"}, ["country_panel", "show_payload", "powers", "timeline_strip"]),
        ({}, ["show_payload", "powers", "country_table", "timeline_strip"]),
    ],
)
def test_what_was_asked_for_is_drawn_first(
    atlas: Path, monkeypatch: pytest.MonkeyPatch, address: dict[str, str], drawn: list[str]
) -> None:
    order: list[str] = []
    for name in drawn:
        monkeypatch.setattr(world, name, lambda *given, name=name, **more: order.append(name))
    open_page(atlas, monkeypatch, **address)
    assert order == drawn


def test_a_map_is_made_once_whichever_country_is_open(atlas: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, made = Archive(open_atlas(atlas), countries()), []
    monkeypatch.setattr(mapped, "_dark", lambda: False)

    def counted(*given: object) -> object:
        made.append(given)
        return payload(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(mapped, "payload", counted)
    capitals = Selection(kinds=("capital",))
    views = [View(), View(country="AFG"), View(country="RUS", page=2), View(selection=capitals), View(measure="share")]
    sent = []
    for view in views:
        counts = archive.atlas.countries(view.selection)
        sent.append(mapped.map_data(archive, view, counts, "map of one"))
        assert sent[-1] == payload(mapped.map_picture(archive, view, counts), "map of one")
    assert len(made) == 3
    assert [one["picked"] for one in sent] == [None, "AFG", "RUS", None, None]
