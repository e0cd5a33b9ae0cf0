"""A stranger explores the seeds: clicks, filters, follows links, goes back, uses the keyboard alone."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.articles.article import Article
from geo.articles.reader import read
from geo.atlas.build import Build
from geo.shipped import SEEDS
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import Mention
from geo.world.countries import countries
from geo.world.memberships import members
from tests.browser.conftest import DATELINE
from tests.browser.visit import address, click_country, mentions_by_country, settled, summary, turn, visit

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def mentions() -> list[Mention]:
    """What is counted of the articles themselves, without the atlas."""
    parser = Geoparser.load()
    articles = [found for found in read([SEEDS]) if isinstance(found, Article)]
    found = [mention for article in articles for mention in parser.read(article.text)]
    return [mention for mention in found if mention.iso3 in countries() and mention.use != "name"]


@pytest.fixture(scope="module")
def counted(mentions: list[Mention]) -> Counter[str]:
    """Mentions by country."""
    return Counter(str(mention.iso3) for mention in mentions)


@pytest.fixture
def dark(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, color_scheme="dark")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def many_articles(
    tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., AbstractContextManager[str]]
) -> Iterator[str]:
    """A server over five pages of articles about Kenya."""
    folder = tmp_path_factory.mktemp("many")
    lines = [json.dumps({"id": str(at), "text": f"Kenya signed paper {at}. " * 4}) for at in range(25)]
    (folder / "many.jsonl").write_text("\n".join(lines), "utf-8")
    Build(folder / "atlas").run((folder / "many.jsonl",))
    with serving([*DATELINE, "serve", "--atlas", str(folder / "atlas"), "--port", "0", "--no-browser"]) as url:
        yield url


def test_first_map_asks_no_other_host_and_counts_right(page: Page, served: str, counted: Counter[str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    visit(page, served)
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(served).netloc}
    assert mentions_by_country(page) == dict(counted)
    expect(summary(page)).to_contain_text(f"{counted.total()} mentions")


def test_map_and_country_are_in_view_together(page: Page, served: str) -> None:
    visit(page, served)
    click_country(page, "AFG")
    passage = page.locator(".st-key-passages .passage").first
    expect(passage).to_be_visible()
    settled(page)
    for part in (page.locator(".st-key-map .dl-stage"), page.locator(".country-name"), passage):
        box = part.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 900
    assert page.evaluate("document.querySelector('.stMain').scrollTop") == 0


def test_a_click_on_afghanistan_brings_its_passages(page: Page, served: str, counted: Counter[str]) -> None:
    visit(page, served)
    click_country(page, "AFG")
    panel = page.locator(".st-key-country")
    expect(panel.locator(".country-name")).to_have_text("Afghanistan")
    expect(panel.locator(".figures")).to_contain_text(str(counted["AFG"]))
    marks = page.locator(".st-key-passages mark.own")
    expect(marks.first).to_be_visible()
    assert set(marks.all_inner_texts()) <= {"Afghanistan", "Afghan", "Afghans", "Kabul", "AFGHANISTAN", "Afghanistan’s"}
    assert address(page) == "country=AFG"


def test_a_filter_on_csto_counts_its_members_alone(page: Page, served: str, counted: Counter[str]) -> None:
    visit(page, served)
    page.get_by_role("button", name="Countries: all").click()
    box = page.get_by_role("combobox", name="Members of")
    box.fill("CSTO")
    box.press("Enter")
    expect(summary(page)).to_contain_text("members of the CSTO")
    page.keyboard.press("Escape")
    settled(page)
    assert address(page) == "org=CSTO"
    dated = {membership.iso3 for membership in members("CSTO", date(2021, 9, 17))}
    expected = {iso3: n for iso3, n in counted.items() if iso3 in dated}
    expect(page.locator(".st-key-table tbody tr")).to_have_count(len(expected))
    assert mentions_by_country(page) == expected


def test_only_what_is_sure_enough_is_counted(page: Page, served: str, mentions: list[Mention]) -> None:
    visit(page, served)
    page.get_by_role("button", name="Names: all").click()
    slider = page.get_by_role("slider", name="How sure a reading must be")
    slider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(summary(page)).to_contain_text("90%")
    settled(page)
    assert address(page) == "confidence=0.90"
    sure = Counter(str(mention.iso3) for mention in mentions if mention.confidence >= 0.9)
    assert 0 < sure.total() < len(mentions)
    assert mentions_by_country(page) == dict(sure)
    drawn = page.evaluate(
        """() => document.querySelector(".st-key-map .dl-plot > div").data
            .filter(({ name }) => name === "spoken" || name === "small")
            .flatMap(({ locations, customdata }) => locations ?? customdata)"""
    )
    assert set(drawn) == set(sure)


def test_a_link_reopens_the_same_view(page: Page, served: str, chromium: Browser) -> None:
    visit(page, f"{served}/?org=CSTO&country=TJK&measure=articles&outline=NATO")
    said = summary(page).inner_text()
    panel = page.locator(".st-key-country").inner_text()
    page.reload()
    settled(page)
    expect(summary(page)).to_have_text(said)
    expect(page.locator(".country-name")).to_have_text("Tajikistan")
    other = chromium.new_context(viewport={"width": 1440, "height": 900})
    again = visit(other.new_page(), page.url)
    assert again.locator(".st-key-country").inner_text() == panel
    expect(again.get_by_role("button", name=re.compile("Outlines: NATO"))).to_be_visible()
    other.close()


def test_back_and_forward_walk_through_the_views(page: Page, served: str) -> None:
    visit(page, served)
    click_country(page, "AFG")
    expect(page.locator(".country-name")).to_have_text("Afghanistan")
    settled(page)
    page.locator("[class*=st-key-open_] button").first.click()
    expect(page.locator(".st-key-article .whole-text")).to_be_visible()
    settled(page)
    page.go_back()
    expect(page.locator(".st-key-passages .passage").first).to_be_visible()
    assert address(page) == "country=AFG"
    page.go_back()
    expect(page.locator(".st-key-table")).to_be_visible()
    assert address(page) == ""
    page.go_forward()
    expect(page.locator(".country-name")).to_have_text("Afghanistan")
    settled(page)
    page.get_by_role("button", name="All countries").click()
    expect(page.locator(".st-key-table")).to_be_visible()


def test_the_keyboard_alone_reaches_a_passage_and_an_article(page: Page, served: str) -> None:
    visit(page, served)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.get_by_role("combobox", name="Find a country").evaluate("(box) => box.matches(':focus')"):
            break
    page.keyboard.type("Tajikistan")
    expect(page.get_by_role("option", name="Tajikistan").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".country-name")).to_have_text("Tajikistan")
    expect(page.locator(".st-key-passages .passage").first).to_be_visible()
    settled(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement?.closest('[class*=st-key-open_]')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-article .whole-text")).to_be_visible()


def test_the_table_is_searched_sorted_and_opens_a_country(page: Page, served: str) -> None:
    visit(page, served)
    table = page.locator(".st-key-table")
    table.get_by_role("button", name="Country", exact=True).click()
    names = table.locator("tbody th").all_inner_texts()
    assert names == sorted(names)
    expect(table.locator("th[aria-sort=ascending]")).to_have_text(re.compile("Country"))
    table.get_by_role("searchbox").fill("kazakh")
    expect(table.locator("tbody tr")).to_have_count(1)
    # So few countries need no search; but what is asked already stays in sight, or nothing said why one is left.
    turn(page, "?org=CSTO")
    expect(table.get_by_role("searchbox")).to_have_value("kazakh")
    expect(table.get_by_role("searchbox")).to_be_visible()
    expect(table.locator("tbody tr")).to_have_count(1)
    table.get_by_role("searchbox").fill("")
    expect(table.get_by_role("searchbox")).to_be_hidden()
    expect(table.locator("tbody tr")).to_have_count(6)
    table.get_by_role("button", name="Kazakhstan").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".country-name")).to_have_text("Kazakhstan")


def test_no_membership_is_cut_in_the_middle(page: Page, served: str) -> None:
    visit(page, served)
    cells = page.locator(".st-key-table td.memberships")
    row = page.locator(".st-key-table tbody tr", has=page.get_by_role("button", name="Afghanistan")).locator("td").last
    expect(row).to_have_text(re.compile(r"^SCO \(observer\).* \+\d+$"))
    expect(row).to_have_attribute("title", re.compile(r"^SCO \(observer\), .*CIS \(observer in "))
    cut = cells.evaluate_all("cells => cells.filter((c) => c.scrollWidth > c.clientWidth).map((c) => c.textContent)")
    assert cells.count() == 19 and cut == []


def test_the_map_its_legend_and_the_timeline_fill_the_window(page: Page, served: str) -> None:
    visit(page, served)
    for width, height in ((1440, 760), (1440, 900), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        legend = page.get_by_role("group", name="Legend of the map").bounding_box()
        chart = page.locator(".st-key-strip .chart").bounding_box()
        assert legend and chart and legend["y"] + legend["height"] < chart["y"]
        assert height - 100 < chart["y"] + chart["height"] <= height


def test_a_whole_article_is_marked_and_leads_to_its_countries(page: Page, served: str) -> None:
    visit(page, f"{served}/?country=TJK")
    page.locator("[class*=st-key-open_] button").first.click()
    text = page.locator(".st-key-article .whole-text")
    expect(text).to_contain_text("Shanghai Cooperation Organization")
    assert text.locator("mark.own").count() >= 3
    original = page.get_by_role("link", name=re.compile("Read the original at"))
    assert str(original.get_attribute("href")).startswith("https://www.themoscowtimes.com/")
    expect(page.locator(".st-key-article_map .dl-ready")).to_be_visible()
    page.locator(".st-key-article table").get_by_role("button", name="Iran", exact=True).click()
    expect(page.locator(".country-name")).to_have_text("Iran")
    settled(page)
    assert address(page) == "country=IRN"


def test_what_is_opened_from_further_down_begins_at_its_top(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 500})
    visit(page, served)
    row = page.locator(".st-key-table tbody button").last
    row.scroll_into_view_if_needed()
    scrolled = "document.querySelector('.stMain').scrollTop"
    assert page.evaluate(scrolled) > 0
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".country-name")).to_be_focused()
    assert page.evaluate(scrolled) == 0
    opener = page.locator("[class*=st-key-open_] button").first
    opener.scroll_into_view_if_needed()
    opener.click()
    expect(page.locator(".st-key-article .article-title")).to_be_focused()
    assert page.evaluate(scrolled) == 0


def test_another_page_of_articles_begins_at_its_first(page: Page, many_articles: str) -> None:
    visit(page, f"{many_articles}/?country=KEN")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".st-key-turning input")).to_have_value("2")
    settled(page)
    expect(page.locator(".section-head")).to_be_in_viewport()
    first = page.locator("[class*=st-key-open_] button").first
    expect(first).to_be_in_viewport()
    top = page.locator(".section-head").bounding_box()
    assert top and top["y"] < 200


def test_light_and_dark_each_have_their_colours(page: Page, dark: Page, served: str) -> None:
    seen = []
    for window in (page, dark):
        visit(window, f"{served}/?country=AFG")
        mark = window.locator(".st-key-passages mark.own").first
        expect(mark).to_be_visible()
        ground = window.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        seen.append((ground, mark.evaluate("mark => getComputedStyle(mark).backgroundColor")))
    assert len({ground for ground, _ in seen}) == 2
    assert len({mark for _, mark in seen}) == 2


def test_the_link_can_be_copied(page: Page, served: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, f"{served}/?country=AFG&org=SCO")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


FILTERED = (
    "?org=SCO&org=CSTO&combine=without&status=member&status=observer&from=2021-08-01&to=2021-09-20&country=IRN"
    "&source=&kind=country&kind=capital&use=place&measure=share"
)


def test_no_filter_lies_over_what_is_beside_it(page: Page, served: str) -> None:
    visit(page, f"{served}/{FILTERED}")
    for width in (1440, 1024, 800):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        boxes = [
            button.bounding_box()
            for button in page.locator(".st-key-filters button, .st-key-close button, .st-key-finder").all()
        ]
        assert len(boxes) == 8
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                assert one and other
                beside = one["x"] + one["width"] <= other["x"] + 1 or other["x"] + other["width"] <= one["x"] + 1
                assert beside or one["y"] + one["height"] <= other["y"] + 1
    for width in (800, 1024, 1440):
        turn(page, "")
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width


def test_on_a_phone_the_map_comes_first_and_nothing_overflows(phone: Page, served: str) -> None:
    visit(phone, served)
    stage = phone.locator(".st-key-map .dl-stage").bounding_box()
    table = phone.locator(".st-key-table").bounding_box()
    assert stage and table and stage["y"] < 300 and stage["y"] + stage["height"] < table["y"]
    for query in ("", "?country=AFG", "?org=FOO&country=RUS"):
        turn(phone, query)
        assert phone.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.locator("[class*=st-key-open_] button").first.tap()
    expect(phone.locator(".st-key-article .whole-text")).to_be_visible()
    settled(phone)
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") <= 390


def test_a_filter_taken_out_does_not_come_back_with_the_next_click(page: Page, served: str) -> None:
    """A closed popover's widgets are not in the page, and the browser would send what they held before."""
    visit(page, served)
    everything = summary(page).inner_text()
    page.get_by_role("button", name="Countries: all").click()
    box = page.get_by_role("combobox", name="Members of")
    box.fill("CSTO")
    page.keyboard.press("Enter")
    expect(summary(page)).to_contain_text("members of the CSTO")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator(".st-key-filter_names button").first.click()
    page.get_by_text("Figures as a range", exact=True).click()
    expect(page).to_have_url(re.compile("range=yes"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Reset").click()
    expect(summary(page)).to_have_text(everything)
    page.locator(".st-key-table tbody button[data-iso3=CHN]").click()
    expect(page.locator(".st-key-country h2.country-name")).to_have_text("China")
    settled(page)
    expect(summary(page)).to_have_text(everything)
    assert address(page) == "country=CHN"
