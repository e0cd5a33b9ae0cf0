"""Why here, place or power, figures as ranges, and readers' corrections: held against the geoparser asked directly."""

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from geo.articles.article import Article
from geo.articles.reader import read
from geo.shipped import SEEDS
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import Mention
from geo.world.countries import codes
from tests.browser.conftest import DATELINE, process_serving
from tests.browser.visit import address, mentions_by_country, settled, visit

pytestmark = pytest.mark.browser

ARTICLES = [one for one in read([SEEDS]) if isinstance(one, Article)]
READ = {one.id: Geoparser.load().read(one.text) for one in ARTICLES}


def recount(wanted: Callable[[Mention], bool] = lambda _: True) -> dict[str, int]:
    """Mentions by country, from the geoparser alone: no atlas is asked."""
    found = (one for mentions in READ.values() for one in mentions)
    return dict(Counter(str(m.iso3) for m in found if m.iso3 in codes() and m.use != "name" and wanted(m)))


def first(wanted: Callable[[Mention], bool]) -> tuple[str, Mention]:
    """An article's id and the first mention in it that is wanted."""
    return next((id, one) for id, mentions in READ.items() for one in mentions if wanted(one))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An atlas of the seeds that tests may correct, each putting back what it changed."""
    folder = tmp_path_factory.mktemp("corrected") / "atlas"
    subprocess.run([*DATELINE, "build", str(SEEDS), "--atlas", str(folder), "--quiet"], check=True)
    return folder


@pytest.fixture(scope="module")
def writable(own: Path) -> Iterator[str]:
    with process_serving([*DATELINE, "serve", "--atlas", str(own), "--port", "0", "--no-browser"]) as url:
        yield url


def ask(page: Page, mark: Locator) -> Locator:
    """Click a mark; gives the panel."""
    mark.click()
    panel = page.locator(".st-key-why")
    expect(panel.locator(".read")).to_be_visible()
    settled(page)
    return panel


def test_a_mark_says_what_decided_and_what_was_rejected(page: Page, served: str) -> None:
    """The rejected candidate and its chance are those of the geoparser's own short reasons."""
    article, mention = first(lambda one: any(why.startswith("rather than") for why in one.why))
    rival = re.search(r"rather than (\w{3}) (\d\.\d\d)", " ".join(mention.why))
    assert rival
    visit(page, f"{served}/?article={article}")
    panel = ask(page, page.locator(f'mark[data-mark="{mention.start}"]'))
    expect(panel.locator(".read")).to_contain_text(f"“{mention.text}” is read as {mention.name} (country)")
    expect(panel.locator(".read")).to_contain_text(f"{mention.confidence:.0%} sure")
    rejected = panel.locator("ol.rivals li:not(.meant)")
    assert len(rejected.all()) >= 1
    expect(rejected.first).to_contain_text({"COL": "Colombia"}.get(rival[1], rival[1]))
    expect(rejected.first.locator(".chance")).to_have_text(f"{float(rival[2]):.0%}")
    expect(panel.locator("ol.rivals li.meant")).to_have_count(1)
    assert f"mark={mention.start}" in address(page)
    assert Axe().run(page, context=".st-key-why").response["violations"] == []


def test_the_keyboard_reaches_a_mark_and_comes_back_to_it(page: Page, served: str) -> None:
    visit(page, f"{served}/?country=TJK")
    mark = page.locator(".st-key-passages mark.own[data-mark]").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-why .why-title")).to_be_focused()
    name = mark.get_attribute("data-mark")
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-why")).to_have_count(0)
    expect(page.locator(f'mark[data-mark="{name}"]')).to_be_focused()


def test_a_tap_opens_a_sheet_at_the_foot_of_a_phone(phone: Page, served: str) -> None:
    visit(phone, f"{served}/?country=TJK")
    phone.locator(".st-key-passages mark.own[data-mark]").first.tap()
    panel = phone.locator(".st-key-why")
    expect(panel.locator(".read")).to_be_visible()
    box = panel.bounding_box()
    assert box
    assert (round(box["x"]), round(box["y"] + box["height"])) == (0, 844)
    assert box["width"] == pytest.approx(390, abs=1)


@pytest.mark.parametrize(("choice", "use"), [("As a place", "place"), ("As a power", "actor")])
def test_as_place_or_as_power_recounts_the_map(page: Page, served: str, choice: str, use: str) -> None:
    visit(page, served)
    wanted = recount(lambda one: one.use == use)
    assert mentions_by_country(page) == recount() != wanted
    button = page.get_by_role("radio", name=choice).or_(page.get_by_role("button", name=choice))
    expect(button).to_contain_text(f"{sum(wanted.values()):,}")
    button.click()
    expect(page.locator(".summary")).to_contain_text(f"{sum(wanted.values()):,} mentions")
    settled(page)
    assert mentions_by_country(page) == wanted
    assert f"use={use}" in address(page)


def test_a_figure_is_a_range_down_to_what_is_sure(page: Page, served: str) -> None:
    visit(page, f"{served}/?range=yes")
    most, least = recount(), recount(lambda one: one.confidence >= 0.8)
    assert any(least.get(iso3, 0) < count for iso3, count in most.items())
    for iso3, count in most.items():
        low = least.get(iso3, 0)
        cell = page.locator(f'.st-key-table tr:has(button[data-iso3="{iso3}"]) td.mentions')
        expect(cell).to_have_text(f"{count}" if low == count else f"{low}–{count}")
    iso3 = next(iso3 for iso3, count in most.items() if least.get(iso3, 0) < count)
    page.locator(f'.st-key-table button[data-iso3="{iso3}"]').click()
    expect(page.locator(".st-key-country .figures dd").first).to_contain_text(f"{least.get(iso3, 0)}–{most[iso3]}")


def test_a_correction_is_foreseen_counted_and_undone(page: Page, writable: str) -> None:
    """Every Kabul in the seeds is called no place: Afghanistan loses exactly those, and gets them back."""
    before = recount()
    after = recount(lambda one: not (one.text == "Kabul" and one.iso3 == "AFG"))
    assert after["AFG"] < before["AFG"]
    article, mention = first(lambda one: one.text == "Kabul" and one.use != "name")
    visit(page, f"{writable}/?article={article}&mark={mention.start}")
    panel = page.locator(".st-key-why")
    page.get_by_role("button", name="That is wrong …").click()
    panel.get_by_text("Not a place").click()
    panel.get_by_text("Everywhere “Kabul” is read so").click()
    row = panel.locator("table.moves tbody tr")
    expect(row.first).to_contain_text("Afghanistan")
    expect(row.first.locator("td").first).to_have_text(f"{before['AFG']} → {after['AFG']}")
    expect(panel.locator("table.moves caption")).to_contain_text(
        f"{sum(one.text == 'Kabul' and one.iso3 == 'AFG' for read in READ.values() for one in read)} mentions"
    )
    assert Axe().run(page, context=".st-key-why").response["violations"] == []
    panel.get_by_role("button", name="Keep it").click()
    expect(panel.locator(".corrected")).to_contain_text("Corrected for wherever it is read so", timeout=30_000)
    expect(panel.locator(".read").first).to_contain_text("no place")
    here = page.url
    assert mentions_by_country(visit(page, writable)) == after
    visit(page, here)
    page.get_by_role("button", name="Undo the correction").click()
    expect(panel.locator(".corrected")).to_have_count(0, timeout=30_000)
    assert mentions_by_country(visit(page, writable)) == before


def test_one_mention_is_found_another_place(page: Page, writable: str, own: Path) -> None:
    """The gazetteer is searched, one mention alone is moved, and the file beside the tables says so."""
    before = recount()
    article, mention = first(lambda one: one.text == "Kabul" and one.use != "name")
    visit(page, f"{writable}/?article={article}&mark={mention.start}")
    panel = page.locator(".st-key-why")
    page.get_by_role("button", name="That is wrong …").click()
    search = panel.get_by_label("Find a country or place")
    search.fill("Springfield")
    search.press("Enter")
    panel.get_by_text("Springfield (town in the United States) · IL").click()
    expect(panel.locator("table.moves caption")).to_have_text("1 mention in 1 article change")
    panel.get_by_role("button", name="Keep it").click()
    expect(panel.locator(".corrected")).to_contain_text("Corrected for this mention", timeout=30_000)
    moved = {**before, "AFG": before["AFG"] - 1, "USA": before["USA"] + 1}
    assert mentions_by_country(visit(page, writable)) == moved
    assert '"name":"Springfield"' in (own / "corrections.jsonl").read_text("utf-8")
    id = re.findall(r'"correction":"(\w+)"', (own / "corrections.jsonl").read_text("utf-8"))[-1]
    subprocess.run([*DATELINE, "correct", "undo", id, "--atlas", str(own), "--yes"], check=True, capture_output=True)
    assert mentions_by_country(visit(page, writable)) == before


def test_a_page_for_others_gives_reasons_and_takes_no_corrections(page: Page, own: Path) -> None:
    serve = [*DATELINE, "serve", "--atlas", str(own), "--port", "0", "--allow-host", "news.example.org"]
    with process_serving(serve) as url:
        visit(page, f"{url}/?country=TJK")
        ask(page, page.locator(".st-key-passages mark.own[data-mark]").first)
        expect(page.locator(".st-key-why .version")).to_be_visible()
        assert page.get_by_role("button", name="That is wrong …").count() == 0
