"""The list of found articles, page by page, and the file of what the finder knows."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.findable import findable
from dashboard.found import ARTICLES_A_PAGE
from geo.articles.article import Article
from geo.articles.reader import read
from geo.atlas.build import Build
from geo.shipped import SEEDS
from geo.world.countries import countries
from tests.dashboard.opening import html, open_page

MANY = 27


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty-seven articles that say the treaty was signed, and three that do not."""
    folder = tmp_path_factory.mktemp("found")
    lines = [{"id": f"a{at}", "text": f"Article {at}: Kenya signed the treaty."} for at in range(MANY)]
    lines += [{"id": f"b{at}", "text": f"Article {at}: nobody signed."} for at in range(3)]
    (folder / "many.jsonl").write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    Build(folder / "atlas").run((folder / "many.jsonl",))
    return folder / "atlas"


@pytest.fixture
def opened(atlas: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    return partial(open_page, atlas, monkeypatch)


def listed(page: AppTest) -> int:
    assert not page.exception
    return sum(str(button.key).startswith("open_") for button in page.button)


def test_the_pages_of_what_is_found_can_be_jumped_to(opened: Callable[..., AppTest]) -> None:
    page = opened(find="treaty", list="articles")
    assert f"{MANY} articles" in html(page)
    assert listed(page) == ARTICLES_A_PAGE
    pages = -(-MANY // ARTICLES_A_PAGE)
    page.number_input(key="page_jump").set_value(pages).run()
    assert page.query_params["page"] in (str(pages), [str(pages)])
    assert listed(page) == MANY - (pages - 1) * ARTICLES_A_PAGE
    page.button(key="page_back").click().run()
    assert page.number_input(key="page_jump").value == pages - 1
    beyond = opened(find="treaty", list="articles", page="999")
    assert listed(beyond) == MANY - (pages - 1) * ARTICLES_A_PAGE


def test_without_a_search_every_article_is_listed(opened: Callable[..., AppTest]) -> None:
    page = opened(list="articles")
    assert f"{MANY + 3} articles" in html(page)
    assert 'class="hit"' not in html(page)


def test_by_story_the_list_counts_stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [article.text for article in read([SEEDS]) if isinstance(article, Article)]
    told = [*texts[:2], *[texts[0]] * 8]
    (tmp_path / "copies.jsonl").write_text(
        "".join(json.dumps({"id": f"c{at}", "text": text}) + "\n" for at, text in enumerate(told)), "utf-8"
    )
    Build(tmp_path / "atlas").run((tmp_path / "copies.jsonl",))
    for by, count, shown in (("story", "2 stories", "Stories (2)"), ("article", "10 articles", "Articles (10)")):
        page = open_page(tmp_path / "atlas", monkeypatch, list="articles", by=by, page="9")
        assert count in html(page)
        assert listed(page) == (2 if by == "story" else len(told) - ARTICLES_A_PAGE)
        assert shown in str(page.get("button_group"))


def test_what_finds_nothing_offers_what_finds_something(opened: Callable[..., AppTest]) -> None:
    page = opened(find='"treaty signed"', list="articles")
    assert "No article found for “‘treaty signed’”" in html(page)
    page.button(key="try_0").click().run()
    assert page.query_params["find"] in ("treaty signed", ["treaty signed"])
    assert listed(page) == ARTICLES_A_PAGE


def test_a_search_that_cannot_be_done_is_said_and_can_be_cleared(
    opened: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.atlas.search.indexes.LONGEST_S", -1.0)
    monkeypatch.setattr("geo.atlas.search.index._STEPS", 1)
    page = opened(find="s* OR k* OR tr* NOT zebra", list="articles")
    assert "The articles could not be searched" in html(page)
    monkeypatch.undo()


def test_the_finder_knows_everything_by_every_name() -> None:
    known: dict[str, set[tuple[str, str]]] = {}
    for kind, code, name, _, _, others in json.loads(findable()):
        for one in (name, *others):
            known.setdefault(one.casefold(), set()).add((kind, code))
    for asked, answer in {
        "holland": ("country", "NLD"),
        "peking": ("capital", "CHN"),
        "burma": ("country", "MMR"),
        "bombay": ("city", "IND"),
        "alma-ata": ("capital", "KAZ"),
        "shanghai cooperation organisation": ("organisation", "SCO"),
        "nato": ("organisation", "NATO"),
    }.items():
        assert answer in known[asked]
    assert {code for entries in known.values() for kind, code in entries if kind == "country"} == set(countries())
