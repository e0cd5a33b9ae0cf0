"""The atlas that the tests of counting use, and one whose words are meant for a spreadsheet to run."""

import pytest

from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.build import Build
from tests.atlas.conftest import sample, write
from tests.atlas.recount import extracted

__all__ = ["sample"]

SLY = ['=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "a;=1", "'=1", "fine; =1", "-12.5", "plain"]


@pytest.fixture(scope="session")
def read(sample):
    return extracted(sample.file)


@pytest.fixture(scope="session")
def sly(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    folder = tmp_path_factory.mktemp("sly")
    told = [
        {"id": f"s{number}", "title": words, "source": words, "text": f"Talks in Kabul, round {number}."}
        for number, words in enumerate(SLY)
    ]
    Build(folder / "atlas").run([write(folder / "sly.jsonl", told)])
    return open_atlas(folder / "atlas")


@pytest.fixture(scope="session")
def gibraltar(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """An atlas that names a territory the map does not draw, and a city west of Greenwich."""
    folder = tmp_path_factory.mktemp("gibraltar")
    told = {"id": "g", "text": "Spain said that talks on Gibraltar would go on in Madrid."}
    Build(folder / "atlas").run([write(folder / "g.jsonl", [told])])
    return open_atlas(folder / "atlas")
