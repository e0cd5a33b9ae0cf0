"""Articles read together are those read one by one."""

import json

import pytest

from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.shipped import SEEDS


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The seeds, a copy of one sentence, and an article that names nothing; in two editions, so in several files."""
    folder = tmp_path_factory.mktemp("listed")
    lines = [{"id": "none", "text": "Nobody signed."}, {"id": "afg", "text": "Kabul said. Afghan refugees left India."}]
    (folder / "more.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    for source in (SEEDS, folder / "more.jsonl"):
        Build(folder / "atlas").run((source,))
    return open_atlas(folder / "atlas")


@pytest.mark.parametrize("iso3", ["AFG", "RUS", "URY"])
@pytest.mark.parametrize(
    "asked",
    [
        Selection(),
        Selection(by="story"),
        Selection(kinds=("capital",), uses=("actor",)),
        Selection(organisations=("CSTO",), min_confidence=0.9),
        Selection(search="kabul"),
    ],
    ids=lambda asked: "-".join(map(str, (asked.by, *asked.kinds, *asked.organisations, asked.search))),
)
def test_articles_read_together_are_those_read_one_by_one(atlas: Atlas, asked: Selection, iso3: str) -> None:
    every = [*atlas.articles(Selection(), "AFG", 50)["article_id"], "none"]
    for ids in (every, every[::-1], every[:1], []):
        one_by_one = [(atlas.article(one), atlas.passages(asked, iso3, one)) for one in ids]
        assert atlas.passages_in(asked, iso3, ids) == one_by_one
    assert any(passages for _, passages in atlas.passages_in(Selection(), "AFG", every))


def test_an_article_that_is_not_there_is_said(atlas: Atlas) -> None:
    with pytest.raises(LookupError, match="no article 'nowhere'"):
        atlas.passages_in(Selection(), "AFG", ["afg", "nowhere"])
