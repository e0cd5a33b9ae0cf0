"""One article is read out of the files that hold it, however many others there are."""

from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from tests.atlas.conftest import article, write


def test_an_article_is_looked_up_in_the_file_that_holds_it(tmp_path):
    """Also one that a later build replaced, which has moved to another file."""
    articles = [article(number) for number in range(12)]
    changed = articles[1] | {"text": article(500)["text"]}
    for part in (articles[:4], articles[4:8], articles[8:], [changed]):
        Build(tmp_path / "atlas").run([write(tmp_path / "part.jsonl", part)])
    atlas = open_atlas(tmp_path / "atlas")
    now = atlas._current()
    held = dict(now.cursor().execute("SELECT article_id, number FROM articles").fetchall())
    assert len(held) == 12
    for told in [articles[0], changed, *articles[2:]]:
        found = now.holding("articles", [held[told["id"]]])
        assert found.count(".parquet") == 1
        assert now.cursor().execute(f"SELECT count(*) FROM {found}").fetchall()[0][0] <= 4
        assert atlas.article(told["id"]).article.text == told["text"]
    assert now.holding("articles", list(held.values())).count(".parquet") == 4


def test_a_number_that_no_file_holds_finds_nothing(tmp_path):
    Build(tmp_path / "atlas").run([write(tmp_path / "one.jsonl", [article(1)])])
    now = open_atlas(tmp_path / "atlas")._current()
    assert now.cursor().execute(
        f"SELECT count(*) FROM {now.holding('articles', [99])} WHERE number = 99"
    ).fetchall() == [(0,)]
