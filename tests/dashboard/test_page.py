"""What the page does with an address, a filter and a click, without a browser."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.country import ARTICLES_A_PAGE, spoken_names
from dashboard.mapped import in_short
from dashboard.wording import bound
from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.shipped import SEEDS
from geo.world.bound import Bound
from geo.world.memberships import Memberships
from tests.dashboard.opening import html, open_page, words

Opened = Callable[..., AppTest]
MANY = 13


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page") / "atlas"
    Build(folder).run((SEEDS,))
    return folder


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirteen undated articles of one unnamed source, all about Kenya, one of them seven times over."""
    folder = tmp_path_factory.mktemp("many")
    lines = [{"id": f"a{at}", "text": f"Article {at}: Kenya signed the treaty."} for at in range(MANY)]
    lines[3]["text"] = "Kenya signed.\n\n" + "\n\n".join(
        f"Point {at}. It rained. It poured. Kenya paid." for at in range(6)
    )
    (folder / "many.jsonl").write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    Build(folder / "atlas").run((folder / "many.jsonl",))
    return folder / "atlas"


@pytest.fixture
def opened(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens the page over an atlas, the seeds' by default, at an address."""

    def at(atlas: Path = seeds, **address: str | list[str]) -> AppTest:
        return open_page(atlas, monkeypatch, **address)

    return at


def address(page: AppTest) -> dict[str, list[str]]:
    held = {name: page.query_params[name] for name in page.query_params}
    return {name: [values] if isinstance(values, str) else list(values) for name, values in held.items()}


def hold(page: AppTest, key: str, value: str | None) -> None:
    """Set what a click on the map or a choice in the finder sets, and run the page."""
    page.session_state[key] = value
    page.run()


def keys(page: AppTest) -> set[str]:
    return {str(widget.key) for widget in page.button}


def now(page: AppTest, name: str) -> str:
    """The key of a filter's widget, which changes with every change that did not come from the filters."""
    made = page.session_state["generation"] if "generation" in page.session_state else 0  # noqa: SIM401 (it has no get)
    return f"{name}-{made}" if made else name


@pytest.fixture(scope="module")
def atlas(seeds: Path) -> Atlas:
    return open_atlas(seeds)


def test_the_first_page_says_what_there_is(opened: Opened, atlas: Atlas) -> None:
    totals = atlas.totals(Selection())
    page = opened()
    assert f"All {totals.mentions} mentions of countries in 5 articles" in words(page)
    assert "2 undated" in words(page)
    assert address(page) == {}
    assert "reset" not in keys(page)


def test_a_filter_is_said_and_stands_in_the_address(opened: Opened, atlas: Atlas) -> None:
    page = opened()
    page.multiselect(key="organisations").set_value(["CSTO"]).run()
    totals = atlas.totals(Selection(organisations=("CSTO",)))
    assert f"{totals.mentions} mentions of members of the CSTO" in words(page)
    assert address(page) == {"org": ["CSTO"]}
    page.button(key="reset").click().run()
    assert "members of the CSTO" not in words(page)
    assert address(page) == {}


def test_a_link_reopens_every_filter(opened: Opened) -> None:
    asked = {
        "org": ["SCO", "CSTO"],
        "combine": ["without"],
        "status": ["member", "observer"],
        "on": ["2021-09-01"],
        "from": ["2021-08-01"],
        "to": ["2021-09-30"],
        "undated": ["no"],
        "source": [""],
        "kind": ["capital", "country"],
        "use": ["place"],
        "confidence": ["0.50"],
        "measure": ["articles"],
        "scale": ["log"],
        "outline": ["SCO", "NATO"],
        "country": ["AFG"],
    }
    page = opened(**{f"{name}_": values for name, values in asked.items()})
    assert address(page) == asked
    assert page.multiselect(key="organisations").value == ["SCO", "CSTO"]
    assert page.date_input(key="since").value == date(2021, 8, 1)
    assert page.checkbox(key="undated").value is False
    assert page.multiselect(key="sources").value == [""]
    assert page.multiselect(key="overlay").value == ["SCO", "NATO"]
    assert page.session_state["country_box"] == "AFG"
    assert "of the SCO but not the CSTO" in words(page)
    assert "unstated sources" in words(page)


def test_a_broken_link_is_mended_and_said(opened: Opened) -> None:
    page = opened(org="<b>FOO</b>", from_="2021-09-20", to="2021-08-01", country="QQQ")
    assert "&lt;b&gt;FOO&lt;/b&gt;" in html(page)
    assert "turned round" in words(page)
    assert "“QQQ”" in words(page)
    assert address(page) == {"from": ["2021-08-01"], "to": ["2021-09-20"]}
    page.checkbox(key="undated").uncheck().run()
    assert "turned round" not in words(page)


def test_dates_chosen_backwards_are_turned_round(opened: Opened) -> None:
    page = opened(from_="2021-09-10")
    page.date_input(key="until").set_value(date(2021, 8, 27)).run()
    assert address(page) == {"from": ["2021-08-27"], "to": ["2021-09-10"]}
    assert page.date_input(key=now(page, "since")).value == date(2021, 8, 27)
    assert "turned round" in words(page)


def test_a_country_shows_its_figures_names_and_sentences(opened: Opened, atlas: Atlas) -> None:
    page = opened()
    hold(page, "country_box", "AFG")
    held = atlas.countries(Selection()).set_index("iso3").loc["AFG"]
    seen = words(page)
    assert re.search(rf"Mentions\s+{held['mentions']}\s", seen)
    assert re.search(r"Articles\s+5\s+100% of 5", seen)
    assert re.search(r"Rank\s+1\s", seen)
    assert "Shanghai Cooperation Organisation" in seen
    assert "Kabul" in seen
    assert address(page) == {"country": ["AFG"]}
    page.button(key="close").click().run()
    assert address(page) == {}


def test_an_article_opens_whole_and_leads_back(opened: Opened) -> None:
    page = opened(country="TJK")
    page.button(key="open_0").click().run()
    seen = words(page)
    assert "China and Russia Urge Taliban" in re.sub(r"\s+", " ", seen)
    assert "17 September 2021" in seen
    assert "article" in address(page)
    links = [str(link.proto.url) for link in page.get("link_button")]
    assert links and all(link.startswith("https://www.themoscowtimes.com/") for link in links)
    page.button(key="back").click().run()
    assert address(page) == {"country": ["TJK"]}


def test_capitals_and_broken_lines_make_no_other_name() -> None:
    said = [
        ("U.S.", 9),
        ("NEW YORK", 7),
        ("New York", 3),
        ("United\nStates", 2),
        ("United States", 2),
        ("US", 1),
        ("TEXAS", 1),
    ]
    names = pd.DataFrame(said, columns=["text", "mentions"])
    assert spoken_names(names) == [("New York", 10), ("U.S.", 9), ("United States", 4), ("US", 1), ("TEXAS", 1)]


def test_codes_are_written_for_readers() -> None:
    written = {in_short(held) for held in Memberships.load().of("RUS", date(2021, 9, 17))}
    assert {"SCO", "CSTO", "OIC (observer)", "UNSC P5"} <= written
    assert not any("_" in name for name in written)


@pytest.mark.parametrize(
    ("given", "said"), [("2012-06-07", "7 June 2012"), ("1989-03", "March 1989"), ("2006", "2006")]
)
def test_a_date_is_said_no_finer_than_it_is_known(given: str, said: str) -> None:
    assert bound(Bound.parse(given)) == said


def popovers(page: AppTest) -> list[str]:
    """What the filters' buttons say they hold."""
    return [str(block.proto.popover.label) for block in page.get("popover")]


def test_outlines_that_are_not_there_are_not_announced(opened: Opened) -> None:
    assert "Outlines: SCO, CSTO, 17 Sep 2021" in popovers(opened())
    assert "Outlines: SCO, 1 Jan 2002" in popovers(opened(on="2002-01-01"))
    page = opened(on="1987-03-31")
    assert "Outlines: none on 31 Mar 1987" in popovers(page)
    assert any("SCO and CSTO had no members on 31 March 1987" in str(caption.value) for caption in page.caption)


def test_undated_articles_can_be_left_out_of_a_period_alone(opened: Opened) -> None:
    assert opened().checkbox(key="undated").disabled
    page = opened(from_="2021-08-01")
    assert not page.checkbox(key="undated").disabled
    page.checkbox(key="undated").uncheck().run()
    assert "in 3 articles" in words(page)
    assert "undated ones left out" in words(page)


def test_going_back_in_the_browser_sets_the_filters(opened: Opened) -> None:
    page = opened()
    page.multiselect(key="organisations").set_value(["CSTO"]).run()
    hold(page, "country_box", "KAZ")
    page.query_params.clear()
    page.query_params["org"] = ["CSTO"]
    page.run()
    assert page.session_state["country_box"] is None
    assert page.multiselect(key="organisations").value == ["CSTO"]
    page.query_params.clear()
    page.run()
    assert page.multiselect(key=now(page, "organisations")).value == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"article": "nope"}, "This article is not in the atlas"),
        ({"org": "ASEAN", "kind": "seat", "to": "2021-08-26"}, "Nothing matches these filters"),
        ({"country": "URY"}, "No mention of Uruguay in what is selected"),
        (
            {"country": "USA", "kind": "seat", "use": "modifier", "source": "themoscowtimes.com"},
            "No mention of the United",
        ),
    ],
)
def test_where_there_is_nothing_the_page_says_so(opened: Opened, asked: dict[str, str], said: str) -> None:
    assert said in words(opened(**asked))


def test_nothing_found_offers_a_way_out(opened: Opened) -> None:
    page = opened(org="ASEAN", kind="seat", to="2021-08-26")
    page.button(key="clear").click().run()
    assert address(page) == {}


def test_without_an_atlas_the_page_says_what_makes_one(opened: Opened, tmp_path: Path) -> None:
    seen = words(opened(tmp_path / "nowhere"))
    assert "There is no atlas to show yet" in seen
    assert "dateline build" in seen


def test_what_goes_wrong_is_said_and_told_to_the_log(opened: Opened, seeds: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds, tmp_path / "atlas")
    for file in (tmp_path / "atlas").glob("*/*.parquet"):
        file.write_bytes(b"broken")
    page = opened(tmp_path / "atlas")
    assert "There is no atlas to show yet" in words(page)


def test_an_empty_atlas_says_how_to_fill_it(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text('{"text": ""}', "utf-8")
    Build(tmp_path / "atlas").run((tmp_path / "none.jsonl",))
    assert "This atlas holds no articles yet" in words(opened(tmp_path / "atlas"))


def test_long_lists_come_a_page_at_a_time(opened: Opened, many: Path) -> None:
    page = opened(many, country="KEN")
    pages = -(-MANY // ARTICLES_A_PAGE)
    assert f"Page 1 of {pages}" in words(page)
    seen: list[str] = []
    for turn in range(1, pages + 1):
        seen += [str(button.label) for button in page.button if str(button.key).startswith("open_")]
        assert ("page" in address(page)) == (turn > 1)
        if turn < pages:
            page.button(key="page_on").click().run()
    assert len(set(seen)) == MANY
    assert page.button(key="page_on").disabled
    hold(page, "country_box", "UGA")
    assert address(page) == {"country": ["UGA"]}


def test_many_passages_are_cut_with_a_way_to_the_rest(opened: Opened, many: Path) -> None:
    page = opened(many, country="KEN")
    more = [button for button in page.button if str(button.key).startswith("more_")]
    assert len(more) == 1
    assert re.match(r"\d+ more passages? in the article", str(more[0].label))


def test_what_an_atlas_does_not_have_is_not_offered(opened: Opened, many: Path) -> None:
    page = opened(many)
    assert page.date_input(key="since").disabled
    assert page.multiselect(key="sources").disabled
    assert "undated" in words(page)


def test_a_page_too_far_shows_the_last(opened: Opened, many: Path) -> None:
    assert "Page 3 of 3" in words(opened(many, country="KEN", page="999"))


def test_words_of_an_article_never_make_markup(opened: Opened, tmp_path: Path) -> None:
    line = {
        "text": "Kenya ![x](https://evil.example/a.png) said.",
        "title": "**Kenya** :red[x] $a$ <b>",
        "source": "<i>s",
    }
    (tmp_path / "wild.jsonl").write_text(json.dumps(line), "utf-8")
    Build(tmp_path / "atlas").run((tmp_path / "wild.jsonl",))
    page = opened(tmp_path / "atlas", country="KEN")
    assert not page.exception
    labels = [str(button.label) for button in page.button]
    assert any("&#42;&#42;Kenya" in name for name in labels)
    assert "<i>s" not in html(page) and "&lt;i&gt;s" in html(page)
