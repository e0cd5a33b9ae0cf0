"""Finding it: words in the articles, and any country, city or organisation by any name, in a real browser."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Container

import pytest
from playwright.sync_api import Locator, Page, expect

from geo.articles.article import Article
from geo.articles.reader import read as read_articles
from geo.shipped import SEEDS
from geo.toponyms.mention import KINDS
from geo.world.countries import countries
from tests.browser.conftest import DATELINE
from tests.browser.test_accessibility import faults, faults_in_both
from tests.browser.visit import address, mentions_by_country, settled, summary, visit

pytestmark = pytest.mark.browser

TEXTS = {path: path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))}


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Find a country")


def offers(page: Page) -> Locator:
    """What the finder suggests."""
    return page.locator(".st-key-finder").get_by_role("option")


def said_in(pattern: str) -> list[str]:
    """The seeds that say it, as grep would tell."""
    return [str(path) for path, text in TEXTS.items() if re.search(pattern, text, re.IGNORECASE)]


def named_in(files: list[str], kinds: Container[str] = KINDS) -> dict[str, int]:
    """Mentions by country of these files, counted from what `dateline extract` writes."""
    read = [found for found in read_articles(files) if isinstance(found, Article)]
    assert len(read) == len(files)
    lines = "\n".join(json.dumps({"id": article.id, "text": article.text}) for article in read)
    done = subprocess.run([*DATELINE, "extract"], input=lines.encode(), capture_output=True, check=True)
    told = [mention for line in done.stdout.splitlines() for mention in json.loads(line)["mentions"]]
    counted = [m["iso3"] for m in told if m["iso3"] in countries() and m["use"] != "name" and m["kind"] in kinds]
    return dict(Counter(counted))


def test_a_search_finds_what_grep_finds_and_the_map_counts_it(served: str, page: Page) -> None:
    visit(page, served)
    box(page).fill('"central asia*" AND refugee*')
    box(page).press("Enter")
    expect(page.locator(".st-key-found h2")).to_be_visible()
    settled(page)
    both = [path for path in said_in(r"\bcentral\s+asia") if path in said_in(r"\brefugee")]
    assert 0 < len(both) < len(TEXTS)
    expect(page.locator(".st-key-found h2")).to_contain_text(f"{len(both)} article")
    assert page.locator(".st-key-found [class*=st-key-open_]").count() == len(both)
    marked = {mark.lower() for mark in page.locator(".st-key-found .passage mark.hit").all_inner_texts()}
    assert marked
    assert all(re.fullmatch(r"central\s+asian?s?|refugees?", mark) for mark in marked)
    assert page.locator(".st-key-found .passage mark.other").count() > 0
    expect(summary(page)).to_contain_text(f"{sum(named_in(both).values())} mentions")
    expect(summary(page)).to_contain_text("matching “‘central asia*’ AND refugee*”")
    page.get_by_role("radio", name="Countries").click()
    settled(page)
    assert mentions_by_country(page) == named_in(both)


def test_a_found_article_opens_with_its_words_marked_and_leads_back(served: str, page: Page) -> None:
    visit(page, f"{served}/?find=refugees&list=articles")
    heading = page.locator(".st-key-found [class*=st-key-open_] button").first
    heading.click()
    body = page.locator(".st-key-article .whole-text")
    expect(body).to_be_visible()
    marks = body.locator("mark.hit")
    text = body.evaluate("node => node.textContent")
    assert marks.count() == len(re.findall(r"\brefugees\b", text, re.IGNORECASE)) > 0
    look = marks.first.evaluate("node => [getComputedStyle(node).fontWeight, getComputedStyle(node).boxShadow]")
    other = body.locator("mark.own").first.evaluate(
        "node => [getComputedStyle(node).fontWeight, getComputedStyle(node).boxShadow]"
    )
    assert look[0] != other[0]  # told apart by weight and a box, not by hue alone
    assert look[1] != other[1]
    page.get_by_role("button", name="Back to what was found").click()
    expect(page.locator(".st-key-found h2")).to_be_visible()
    assert "find=refugees" in address(page)


NAMES = (
    ("Peking", "Beijing", "country=CHN"),
    ("holland", "Netherlands", "country=NLD"),
    ("Alma-Ata", "Almaty", "country=KAZ"),
    ("bombay", "Mumbai", "country=IND"),
    ("burma", "Myanmar", "country=MMR"),
    ("Shanghai Cooperation Org", "Shanghai Cooperation Organisation", "organisation=SCO"),
)


def test_the_finder_jumps_by_any_name_with_the_keyboard(served: str, page: Page) -> None:
    visit(page, served)
    field = box(page)
    for typed, offered, opens in NAMES:
        field.focus()
        field.press_sequentially(typed)
        option = offers(page).first
        expect(option).to_contain_text(offered)
        assert field.get_attribute("aria-expanded") == "true"
        field.press("ArrowDown")
        expect(option).to_have_attribute("aria-selected", "true")
        assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
        field.press("Enter")
        page.wait_for_url(f"**{opens}**")
        settled(page)
        expect(offers(page)).to_have_count(0)
        expect(field).to_have_value("")


def test_escape_closes_and_enter_alone_searches_the_texts(served: str, page: Page) -> None:
    visit(page, served)
    box(page).fill("kabul")
    expect(offers(page).last).to_contain_text("Search the articles for kabul")
    box(page).press("Escape")
    expect(offers(page)).to_have_count(0)
    box(page).press("Enter")
    page.wait_for_url("**find=kabul**")
    settled(page)
    said = len(said_in(r"\bkabul\b"))
    expect(page.locator(".st-key-found h2")).to_contain_text(f"{said} articles")
    page.go_back()
    expect(page.locator(".st-key-table")).to_be_visible()
    expect(box(page)).to_have_value("")


def test_the_finder_works_by_touch(served: str, phone: Page) -> None:
    visit(phone, served)
    box(phone).tap()
    box(phone).press_sequentially("dushan")
    offers(phone).filter(has_text="Dushanbe").tap()
    phone.wait_for_url("**country=TJK**")
    settled(phone)
    box(phone).tap()
    box(phone).press_sequentially("refugees")
    offers(phone).filter(has_text="Search the articles").tap()
    expect(phone.locator(".st-key-found h2")).to_be_in_viewport()
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") <= 390


def test_nothing_found_says_what_to_try(served: str, page: Page) -> None:
    visit(page, f"{served}/?find=zebra+refugees&list=articles")
    notice = page.locator(".st-key-found .notice")
    expect(notice).to_contain_text("No article found for “zebra refugees”")
    assert faults(page) == []
    page.get_by_role("button", name="Any of the words").click()
    page.wait_for_url("**find=zebra+OR+refugees**")
    settled(page)
    said = len(said_in(r"\brefugees\b"))
    expect(page.locator(".st-key-found h2")).to_contain_text(f"{said} article")


def test_a_search_is_combined_with_the_other_filters(served: str, page: Page) -> None:
    visit(page, f"{served}/?find=kabul&kind=demonym&list=countries")
    assert mentions_by_country(page) == named_in(said_in(r"\bkabul\b"), ("demonym",))


def test_axe_finds_nothing_while_one_finds(served: str, page: Page) -> None:
    visit(page, f"{served}/?find=%22central+asia%22+OR+refugees&list=articles")
    assert len(page.locator(".st-key-passages").inner_text()) > 500
    assert faults_in_both(page) == []
    box(page).fill("shang")
    expect(offers(page).first).to_be_visible()
    box(page).press("ArrowDown")
    assert faults_in_both(page) == []


def test_a_wild_search_is_only_words(served: str, page: Page) -> None:
    visit(page, f"{served}/?find=%3Cimg%20src%3Dx%20onerror%3Dwindow.pwned%3D1%3E%20%22(AND&list=articles")
    expect(page.locator(".st-key-found")).to_contain_text("quotation mark was never closed")
    assert page.evaluate("window.pwned") is None
    assert page.locator(".st-key-found img").count() == 0
