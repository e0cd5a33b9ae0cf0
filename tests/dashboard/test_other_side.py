"""The other side of a comparison takes what the filters take."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.shipped import SEEDS
from tests.dashboard.opening import open_page, words


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sides") / "atlas"
    Build(folder).run((SEEDS,))
    return folder


def key(page: AppTest, name: str) -> str:
    """The widget's key, which is another one after a change from elsewhere."""
    made = page.session_state["other generation"] if "other generation" in page.session_state else 0  # noqa: SIM401
    return f"other_{name}_{made}"


def test_every_filter_of_the_other_side_is_changed_in_place(atlas: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(atlas, monkeypatch, room="compare", **{"b.use": "actor"})
    page.text_input(key=key(page, "search")).set_value(" taliban ").run()
    page.multiselect(key=key(page, "organisations")).set_value(["SCO", "CSTO"]).run()
    (combine,) = [one for one in page.get("button_group") if one.proto.id.endswith(key(page, "combine"))]
    combine.set_value("all").run()
    (kinds,) = [one for one in page.get("button_group") if one.proto.id.endswith(key(page, "kinds"))]
    kinds.set_value(["capital", "seat"]).run()
    asked = Selection(
        search="taliban", organisations=("SCO", "CSTO"), combine="all", kinds=("capital", "seat"), uses=("actor",)
    )
    assert page.session_state["shown"].against == asked
    assert page.session_state["shown"].selection == Selection()
    seen = words(page)
    assert "members of both the SCO and the CSTO" in seen and "taliban" in seen
    held = {name: page.query_params[name] for name in page.query_params}
    assert {"b.find", "b.org", "b.combine", "b.kind", "b.use"} <= set(held)
