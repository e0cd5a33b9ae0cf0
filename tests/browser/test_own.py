"""My own text: pasted or dropped on the page, read at once, held against a recount, and added only when asked."""

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, expect

from geo.articles.article import Article
from geo.articles.reader import read
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.shipped import SEEDS
from geo.toponyms.geoparser import Geoparser
from geo.world.countries import countries
from tests.browser.conftest import DATELINE
from tests.browser.visit import mentions_by_country, settled, summary

pytestmark = pytest.mark.browser
READING_MS = 90_000
FRENCH = "Le président a déclaré mardi que le gouvernement ne céderait pas aux pressions de la rue. " * 9


@pytest.fixture(scope="module")
def seed() -> Article:
    """A real article, one that names several countries."""
    return max((one for one in read([SEEDS]) if isinstance(one, Article)), key=lambda one: len(one.text))


def recount(*texts: str) -> Counter[str]:
    parser = Geoparser.load()
    found = [mention for text in texts for mention in parser.read(text)]
    return Counter(m.iso3 for m in found if m.iso3 in countries() and m.use != "name")


def own(page: Page, site: str) -> Page:
    page.goto(f"{site}/?room=own")
    settled(page)
    return page


def flaws(page: Page) -> list[str]:
    return [
        f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in Axe().run(page).response["violations"]
    ]


def file(name: str, body: bytes | str) -> FilePayload:
    return {"name": name, "mimeType": "", "buffer": body.encode() if isinstance(body, str) else body}


def drop(page: Page, *files: FilePayload) -> None:
    """Drop files and wait for the report on them."""
    page.get_by_role("radio", name="Drop files").or_(page.get_by_text("Drop files", exact=True)).first.click()
    settled(page)
    page.locator("input[type=file]").set_input_files(list(files))
    expect(page.locator(".st-key-own_report .own-said").first).to_be_visible(timeout=READING_MS)
    settled(page)


def test_a_pasted_text_is_read_marked_and_counted(page: Page, served: str, seed: Article) -> None:
    own(page, served)
    page.get_by_label("Your text").fill(seed.text)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".st-key-own_text .whole-text")).to_be_visible()
    settled(page)
    again = recount(seed.text)
    expect(page.locator(".own-said")).to_contain_text(f"{again.total()} mentions of {len(again)} countries")
    assert page.locator(".whole-text mark.own").count() == again.total()
    rows = page.locator(".st-key-own_found tbody tr").filter(has=page.locator("[data-iso3]"))
    shown = {
        str(row.locator("[data-iso3]").get_attribute("data-iso3")): int(row.locator("td.mentions").inner_text())
        for row in rows.all()
    }
    assert shown == dict(again)
    expect(page.locator(".st-key-article_map .dl-ready")).to_be_visible()
    assert page.url.endswith("?room=own")
    assert flaws(page) == []


def test_the_keyboard_alone_reads_a_text(page: Page, served: str) -> None:
    own(page, served)
    page.get_by_label("Your text").focus()
    page.keyboard.type("Kenya and Chad signed.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Read it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".own-said")).to_contain_text("2 mentions of 2 countries")


def test_on_a_phone_the_text_is_read_too(phone: Page, served: str, seed: Article) -> None:
    own(phone, served)
    phone.get_by_label("Your text").fill(seed.text)
    phone.get_by_role("button", name="Read it").tap()
    expect(phone.locator(".whole-text")).to_be_visible()
    settled(phone)
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    assert flaws(phone) == []


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    (tmp_path / "one.jsonl").write_text(json.dumps({"id": "one", "text": "Mali signed."}), "utf-8")
    Build(tmp_path / "atlas").run((tmp_path / "one.jsonl",))
    return tmp_path / "atlas"


def zipped(seed: Article, count: int) -> tuple[bytes, list[str]]:
    """A real article's paragraphs, each as a file of its own in a zip."""
    parts = [part.strip() for part in seed.text.split("\n") if len(part.strip()) > 80][:count]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as out:
        for at, part in enumerate(parts):
            out.writestr(f"part-{at}.txt", part)
    return held.getvalue(), parts


def test_dropped_files_are_read_reported_and_added_only_when_asked(
    page: Page, atlas: Path, seed: Article, serving: Callable[..., AbstractContextManager[str]]
) -> None:
    packed, parts = zipped(seed, 8)
    said = [found.text for found in read([SEEDS]) if isinstance(found, Article)][:2]
    table = "text,date\n" + "".join(
        f'"{text.replace(chr(34), chr(39))}",03/04/2021\n' for text in ("Kenya signed.", "Chad did.")
    )
    with serving([*DATELINE, "serve", "--atlas", str(atlas), "--port", "0", "--no-browser"]) as url:
        own(page, url)
        drop(
            page,
            file("parts.zip", packed),
            file("two.jsonl", "".join(json.dumps({"text": text}) + "\n" for text in said)),
            file("dates.csv", table),
            file("french.txt", FRENCH),
            file("empty.txt", ""),
            file("broken.parquet", b"PAR1 and no more"),
        )
        report = page.locator(".st-key-own_report")
        expect(report).to_contain_text(f"{len(parts) + 4} articles read")
        expect(report).to_contain_text("1 set aside as not English")
        expect(report).to_contain_text("2 refused (1 empty, 1 not readable)")
        again = recount(*parts, *said, "Kenya signed.", "Chad did.")
        expect(summary(page)).to_contain_text(f"{again.total()} mentions of countries in")
        assert mentions_by_country(page) == dict(again)
        expect(page.locator(".st-key-map .dl-ready")).to_be_visible()
        assert flaws(page) == []
        expect(page.get_by_text("2 dates, such as 03/04/2021")).to_be_visible()
        page.get_by_text("Day first", exact=True).click()
        expect(summary(page)).to_contain_text("3 April 2021", timeout=READING_MS)
        settled(page)
        assert open_atlas(atlas).totals(Selection()).articles == 1
        page.get_by_role("button", name="Add to the atlas").click()
        expect(page.get_by_text("now at edition 2")).to_be_visible(timeout=READING_MS)
        expect(page.locator(".st-key-own_ways")).to_contain_text(f"{len(parts) + 4} added, 0 replaced, 0 unchanged")
        assert open_atlas(atlas).totals(Selection()).articles == 1 + len(parts) + 4
        assert open_atlas(atlas).totals(Selection()).mentions == again.total() + 1


def test_files_of_a_session_go_with_it_and_others_do_not_see_them(
    page: Page, phone: Page, served: str, seeds_atlas: Path
) -> None:
    before = open_atlas(seeds_atlas).edition.edition
    own(page, served)
    drop(page, file("mine.txt", "Kenya signed with Uganda."))
    expect(summary(page)).to_contain_text("All 2 mentions of countries in 1 article")
    own(phone, served)
    phone.get_by_text("Drop files", exact=True).click()
    settled(phone)
    assert phone.locator(".st-key-own_report").count() == 0
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    page.get_by_text("Map", exact=True).first.click()
    expect(page.locator(".st-key-own_report")).to_have_count(0)
    settled(page)
    expect(summary(page)).to_contain_text("in 5 articles")
    assert open_atlas(seeds_atlas).edition.edition == before
    page.get_by_text("Your text", exact=True).first.click()
    expect(page.locator(".st-key-own_report")).to_be_visible()
    settled(page)
    expect(summary(page)).to_contain_text("All 2 mentions of countries in 1 article")
    page.get_by_role("button", name="Forget them").click()
    expect(page.locator(".st-key-own_report")).to_have_count(0)


def test_reading_can_be_stopped_and_another_page_goes_on_meanwhile(page: Page, phone: Page, served: str) -> None:
    lines = "".join(
        json.dumps({"id": str(n), "text": f"Kenya paid {n} shillings, {n * 7} of them to Uganda and {n * 3} to Chad."})
        + "\n"
        for n in range(60_000)
    )
    own(page, served)
    page.get_by_text("Drop files", exact=True).click()
    settled(page)
    page.locator("input[type=file]").set_input_files([file("many.jsonl", lines)])
    progress = page.locator(".st-key-own_progress")
    expect(progress).to_contain_text(re.compile(r"articles, [\d,]+ a second, .* left"), timeout=READING_MS)
    own(phone, served)
    phone.get_by_label("Your text").fill("Chad signed.")
    phone.get_by_role("button", name="Read it").tap()
    expect(phone.locator(".own-said")).to_contain_text("1 mention of 1 country")
    assert progress.is_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Reading was stopped")).to_be_visible()


def test_where_nobody_may_write_the_page_says_so(
    page: Page, atlas: Path, serving: Callable[..., AbstractContextManager[str]]
) -> None:
    command = [*DATELINE, "serve", "--atlas", str(atlas), "--port", "0", "--allow-host", "news.example.org"]
    with serving(command) as url:
        own(page, url)
        drop(page, file("one.txt", "Kenya signed."))
        expect(page.locator(".st-key-own_ways")).to_contain_text("dateline serve --allow-writing")
        assert page.get_by_role("button", name="Add to the atlas").count() == 0
