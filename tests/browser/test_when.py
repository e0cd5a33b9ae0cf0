"""When? The timeline against the articles themselves, counted day by day in plain Python."""

import re
from collections import Counter, defaultdict
from datetime import date

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from geo.articles.article import Article
from geo.articles.reader import read
from geo.shipped import SEEDS
from geo.toponyms.geoparser import Geoparser
from geo.world.countries import countries
from tests.browser.visit import address, mentions_by_country, settled, visit

pytestmark = pytest.mark.browser

LAST = date(2021, 9, 17)


@pytest.fixture(scope="module")
def by_day() -> dict[date | None, Counter[str]]:
    """Mentions by day and country, counted without the atlas; undated ones under None."""
    parser = Geoparser.load()
    found: dict[date | None, Counter[str]] = defaultdict(Counter)
    for article in read([SEEDS]):
        if isinstance(article, Article):
            said = [one.iso3 for one in parser.read(article.text) if one.iso3 in countries() and one.use != "name"]
            found[article.date].update(map(str, said))
    return found


def strip(page: Page) -> Locator:
    return page.locator(".st-key-strip .strip")


def numbers(page: Page) -> dict[str, list[int]]:
    """The timeline's table: by the name of the step, its figures."""
    strip(page).get_by_text("Numbers", exact=True).click()
    rows = strip(page).locator("tbody tr")
    expect(rows.first).to_be_visible()
    told = rows.evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))")
    return {name: [int(figure.replace(",", "")) for figure in figures] for name, *figures in told}


def middle_of_last_step(page: Page) -> tuple[float, float]:
    box = strip(page).locator(".chart").bounding_box()
    assert box
    return box["x"] + box["width"] - 8, box["y"] + 40


def test_every_day_has_the_mentions_of_its_articles(page: Page, served: str, by_day) -> None:
    visit(page, served)
    shown = numbers(page)
    days = sorted(day for day in by_day if day)
    assert len(shown) == (days[-1] - days[0]).days + 1
    expected = {f"{day.day} {day:%b}"[:6]: sum(by_day[day].values()) for day in days}
    assert {name[:6]: row[0] for name, row in shown.items() if row[0]} == expected
    expect(strip(page).locator(".finding")).to_contain_text("3 dated articles")
    expect(strip(page).locator(".finding")).to_contain_text(
        f"2 undated articles with {sum(by_day[None].values())} mentions stand apart"
    )


def test_map_timeline_and_first_passages_are_in_view_together(page: Page, served: str) -> None:
    visit(page, f"{served}/?country=KAZ")
    foot = strip(page).locator(".chart").bounding_box()
    stage = page.locator(".st-key-map .dl-stage").bounding_box()
    passage = page.locator("blockquote.passage").first.bounding_box()
    assert foot and stage and passage
    assert stage["y"] + stage["height"] < foot["y"]
    assert max(foot["y"] + foot["height"], passage["y"] + passage["height"]) <= 900


def test_a_click_on_a_day_counts_that_day_alone(page: Page, served: str, by_day) -> None:
    visit(page, f"{served}/?undated=no")
    page.mouse.click(*middle_of_last_step(page))
    expect(page.locator(".st-key-filter_period")).to_contain_text("17 Sep 2021")
    settled(page)
    assert "from=2021-09-17" in address(page)
    assert "to=2021-09-17" in address(page)
    assert mentions_by_country(page) == dict(by_day[LAST])
    strip(page).get_by_role("button", name="All dates").click()
    expect(page.locator(".st-key-filter_period")).to_contain_text("Dates: all")


def test_a_brush_sets_the_period(page: Page, served: str) -> None:
    visit(page, served)
    x, y = middle_of_last_step(page)
    page.mouse.move(x - 200, y)
    page.mouse.down()
    page.mouse.move(x - 60, y, steps=4)
    page.mouse.move(x, y, steps=4)
    page.mouse.up()
    expect(page.locator(".st-key-filter_period")).to_contain_text("17 Sep 2021")
    settled(page)
    since = re.search(r"from=2021-09-(\d\d)", address(page))
    assert since
    assert 10 <= int(since[1]) <= 14


def test_keys_set_the_period(page: Page, served: str, by_day) -> None:
    visit(page, f"{served}/?undated=no")
    grip = strip(page).get_by_role("slider", name="From")
    grip.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".st-key-filter_period")).to_contain_text("27 Aug")
    settled(page)
    assert "from=2021-08-27" in address(page)
    assert mentions_by_country(page) == dict(by_day[LAST])
    expect(grip).to_have_attribute("aria-valuetext", re.compile(f"27 Aug.* {sum(by_day[LAST].values())} mentions"))


def test_it_plays_stops_at_once_and_leaves_one_step_in_the_history(page: Page, served: str) -> None:
    visit(page, served)
    before = page.evaluate("history.length")
    strip(page).get_by_label("Speed of playing").select_option("fast")
    said = strip(page).locator(".said b")
    whole = said.inner_text()
    strip(page).get_by_role("button", name="Play").click()
    expect(said).not_to_have_text(whole)
    frames = {said.inner_text()}
    for _ in range(2):
        expect(said).not_to_have_text(re.compile("|".join(map(re.escape, frames))))
        frames.add(said.inner_text())
    strip(page).get_by_role("button", name="Stop").click()
    expect(strip(page).get_by_role("button", name="Play")).to_be_visible()
    settled(page)
    rest = said.inner_text()
    page.wait_for_timeout(1500)
    assert said.inner_text() == rest
    expect(page.locator(".st-key-filter_period")).not_to_contain_text("Dates: all")
    assert "from=2021" in address(page)
    assert page.evaluate("history.length") == before + 1


def test_who_wants_less_motion_steps_by_hand(chromium: Browser, served: str) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = visit(context.new_page(), served)
    strip(page).get_by_role("button", name="Next").click()
    settled(page)
    once = strip(page).locator(".said b").inner_text()
    page.wait_for_timeout(1500)
    assert strip(page).locator(".said b").inner_text() == once
    context.close()


def test_an_open_country_has_its_own_figures(page: Page, served: str, by_day) -> None:
    visit(page, f"{served}/?country=RUS")
    shown = numbers(page)
    assert [row[0] for row in shown.values() if row[0]] == [by_day[day]["RUS"] for day in sorted(filter(None, by_day))]
    expect(strip(page).locator(".finding")).to_contain_text("no rise or fall that can be told from chance")


def test_the_top_countries_are_a_click_away_and_open(page: Page, served: str, by_day) -> None:
    visit(page, served)
    strip(page).get_by_role("button", name="Top countries").click()
    panels = page.locator(".st-key-map .panels button")
    expect(panels).to_have_count(12)
    total: Counter[str] = sum(by_day.values(), Counter())
    shown = dict(
        zip(
            panels.evaluate_all("all => all.map(one => one.dataset.iso3)"),
            panels.locator(".told").all_inner_texts(),
            strict=True,
        )
    )
    assert {iso3: int(told) for iso3, told in shown.items()} == {iso3: total[iso3] for iso3 in shown}
    assert sorted(map(int, shown.values()), reverse=True) == [count for _, count in total.most_common(12)]
    expect(page.locator(".countries .finding")).to_contain_text("All panels end at")
    panels.nth(1).click()
    expect(page.locator(".country-name")).to_have_text("Russia")


def test_on_a_phone_it_stands_below_the_map_and_works_by_touch(phone: Page, served: str) -> None:
    visit(phone, served)
    stage = phone.locator(".st-key-map .dl-stage").bounding_box()
    chart = strip(phone).locator(".chart")
    chart.scroll_into_view_if_needed()
    assert stage
    box = chart.bounding_box()
    assert box
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    phone.touchscreen.tap(box["x"] + box["width"] - 6, box["y"] + 30)
    expect(phone.locator(".st-key-filter_period")).to_contain_text("17 Sep 2021")
    for control in strip(phone).locator("button:visible, select:visible").all():
        size = control.bounding_box()
        assert size
        assert size["height"] >= 24
    disputed = phone.locator(".dl-disputed")
    disputed.get_by_text("disputed borders").tap()
    words = disputed.locator("> div")
    expect(words).to_contain_text("Crimea, drawn as Ukraine")
    opened = words.bounding_box()
    assert opened
    assert opened["x"] >= 0
    assert opened["x"] + opened["width"] <= 390
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    assert phone.evaluate(
        """() => document.querySelector(".dl-plot > div").data.find(({ name }) => name === "disputed").lon.length"""
    )
