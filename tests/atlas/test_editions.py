"""Editions that have gone by: opened by their number, for as long as their files are there."""

from pathlib import Path

import pytest

from geo.atlas.answers.blocs import Bloc
from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.build import Build
from geo.atlas.errors import AtlasError
from geo.atlas.kept.editions import every, files_of
from geo.atlas.selection import Selection
from tests.atlas.conftest import article, write
from tests.atlas.test_building import figures


@pytest.fixture
def grown(tmp_path):
    """An atlas of three editions, and what each said when it was the newest."""
    place, said = tmp_path / "atlas", {}
    texts = ["Moscow said no.", "Kabul said no to Moscow.", "Nothing."]
    for number, text in enumerate(texts, 1):
        articles = [article(one) for one in range(5 * number)]
        articles[0]["text"] = text
        Build(place).run([write(tmp_path / "a.jsonl", articles)])
        said[number] = figures(open_atlas(place))
    assert len(set(map(str, said.values()))) == 3
    return place, said


def test_an_older_edition_answers_as_it_did(grown, tmp_path):
    place, said = grown
    opened = {number: open_atlas(place, edition=number) for number in said}
    assert {number: figures(atlas) for number, atlas in opened.items()} == said
    Build(place).run([write(tmp_path / "b.jsonl", [article(100)])])
    assert {number: figures(atlas) for number, atlas in opened.items()} == said
    assert [atlas.edition.edition for atlas in opened.values()] == [1, 2, 3]
    assert not any(atlas.refresh() for atlas in opened.values())
    assert [edition.edition for edition in every(place)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "ask",
    [
        *(lambda atlas, by=by: atlas.counts(by=by) for by in ("country", "day", "source", "organisation")),
        lambda atlas: atlas.mentions(),
        lambda atlas: atlas.all_articles(),
        lambda atlas: atlas.totals(Selection()),
        lambda atlas: atlas.blocs(Selection(), [Bloc(("SCO",))]),
        lambda atlas: atlas.bloc_members(Selection(), Bloc(("SCO",))),
        lambda atlas: atlas.together(Selection(), "RUS"),
        lambda atlas: atlas.timeline(Selection()),
        lambda atlas: atlas.difference(Selection(), Selection()),
        lambda atlas: atlas.ranges(Selection()),
        lambda atlas: atlas.found(Selection(search="moscow")),
    ],
)
def test_one_answer_is_of_one_edition(sample, monkeypatch, ask):
    """A build may end between two looks at which edition is the newest."""
    looks, current = [], Atlas._current
    monkeypatch.setattr(Atlas, "_current", lambda atlas: looks.append(atlas) or current(atlas))
    ask(sample.atlas)
    assert len(looks) == 1


def test_an_edition_that_is_not_there_is_told(grown):
    place, _ = grown
    with pytest.raises(AtlasError, match=r"has no edition 7: it has 1 to 3\.$"):
        open_atlas(place, edition=7)
    first, second = (open_atlas(place, edition=number).edition.versions["articles"] for number in (1, 2))
    gone = set(files_of(place, "articles", first)) - set(files_of(place, "articles", second))
    for file in gone:
        Path(file).unlink()
    assert gone
    with pytest.raises(AtlasError, match=r"Edition 1 of the atlas .* is no longer kept.*Those kept are 2 to 3\.$"):
        open_atlas(place, edition=1)
