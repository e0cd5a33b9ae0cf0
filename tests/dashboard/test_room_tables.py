"""What a room shows, taken away: its own rows in CSV and Parquet, with what was asked and of which edition."""

import io
import json

import pandas as pd
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.archive import Archive
from dashboard.parcel import RoomTable, TableParcel
from dashboard.rooms import ROOMS
from dashboard.view import View
from geo.atlas.answers.answer_columns import names_of
from geo.atlas.answers.blocs import Bloc
from geo.atlas.answers.pinned import PinnedAtlas
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.export.provenance import CREDITS
from geo.shipped import SEEDS
from geo.world.countries import countries

SCO = Selection(organisations=("SCO",))
PLACES, ACTORS = Selection(uses=("place",)), Selection(uses=("actor",))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("rooms") / "atlas"
    Build(folder).run((SEEDS,))
    return Archive(open_atlas(folder), countries())


def found(archive: Archive, view: View) -> RoomTable:
    table = ROOMS[view.room].table(archive, view)
    assert table is not None
    return table


def cases(archive: Archive) -> list[tuple[View, pd.DataFrame, dict[str, object]]]:
    """Views, the rows that the atlas gives of them, and what must be told of them."""
    atlas, sco = archive.atlas, Bloc(("SCO",))
    return [
        (View(SCO, "blocs"), atlas.bloc_members(SCO, sco), {"day": "2021-09-17"}),
        (View(room="together", country="AFG"), atlas.together(Selection(), "AFG"), {"country": "AFG"}),
        (
            View(SCO, "together", within="article"),
            atlas.matrix(SCO, [one.iso3 for one in archive.outlined("SCO", View())], "article"),
            {"within": "article", "organisations": ["SCO"]},
        ),
        (
            View(PLACES, "compare", against=ACTORS, measure="articles"),
            atlas.difference(PLACES, ACTORS, "articles"),
            {"counted": "articles"},
        ),
    ]


@pytest.mark.parametrize("at", range(4), ids=["blocs", "together", "matrix", "compare"])
def test_a_room_gives_its_own_rows(archive: Archive, at: int) -> None:
    view, rows, asked = cases(archive)[at]
    assert len(rows)
    table, pinned = found(archive, view), PinnedAtlas(archive.atlas)
    csv = TableParcel(pinned, table, "csv")
    read = pd.read_csv(io.BytesIO(csv.made()), encoding="utf-8-sig", keep_default_na=False, na_values={"ratio": [""]})
    assert list(read) == names_of(table.answer) == list(rows)
    pd.testing.assert_frame_equal(read, rows.reset_index(drop=True), check_dtype=False)
    parquet = TableParcel(pinned, table, "parquet")
    held = pq.read_table(io.BytesIO(parquet.made()))
    pd.testing.assert_frame_equal(held.to_pandas(), rows.reset_index(drop=True), check_dtype=False)
    for told in (json.loads(csv.told()), json.loads(held.schema.metadata[b"dateline"])):
        assert told["what"] == table.answer and told["credits"] == CREDITS
        assert told["atlas"]["edition"] == 1 and set(told["columns"]) == set(rows)
        assert asked.items() <= told["asked"].items()
    assert csv.name.endswith("-edition-1.csv") and table.answer.replace(" ", "-") in csv.name


def test_every_organisation_that_the_room_shows_has_a_row(archive: Archive) -> None:
    rows = found(archive, View(room="blocs")).rows
    assert list(rows["mentions"]) == sorted(rows["mentions"], reverse=True) and len(rows) > 20
    assert ((rows["members"] > 0) | (rows["mentions"] > 0)).all()


def test_the_other_side_is_told_in_words(archive: Archive) -> None:
    asked = found(archive, View(PLACES, "compare", against=ACTORS)).asked
    assert "as actors" in asked["against"]["selection"] and asked["against"]["filters"] == {"uses": ["actor"]}


def test_a_room_without_a_table_of_its_own_offers_none(archive: Archive) -> None:
    assert ROOMS["map"].table(archive, View()) is None
    assert ROOMS["compare"].table(archive, View(room="compare")) is None


def test_the_table_is_offered_before_the_other_rows(archive: Archive) -> None:
    def script(place: str) -> None:
        from dashboard.archive import Archive
        from dashboard.rooms import ROOMS
        from dashboard.take_away import _rows
        from dashboard.view import View
        from geo.atlas.atlas import open_atlas
        from geo.world.countries import countries

        archive, view = Archive(open_atlas(place), countries()), View(room="together", country="AFG")
        _rows(archive, view, ROOMS["together"].table(archive, view))

    page = AppTest.from_function(script, args=(str(archive.atlas.path),), default_timeout=60).run()
    assert not page.exception
    assert "Named with Afghanistan, as this room shows it" in page.caption[0].value
    (button, columns) = [str(one.proto.label) for one in page.get("download_button")]
    assert button.startswith("Download CSV, ") and columns == "What the columns mean"
