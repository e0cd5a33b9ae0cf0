"""Take it away: files that add up to what the page says and to a recount, a picture with its words, a link to cite."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import geopandas
import pytest
from PIL import Image
from playwright.sync_api import Browser, Download, Page, expect

from geo.articles.article import Article
from geo.articles.reader import read
from geo.atlas.build import Build
from geo.export.provenance import CREDITS
from geo.shipped import SEEDS
from geo.toponyms.geoparser import Geoparser
from geo.world.countries import countries
from geo.world.memberships import members
from tests.browser.conftest import DATELINE
from tests.browser.test_accessibility import faults_in_both
from tests.browser.visit import mentions_by_country, settled, summary, visit

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def csto() -> Counter[str]:
    """Mentions of the CSTO's members in the seeds, counted without the atlas."""
    parser = Geoparser.load()
    belonged = {membership.iso3 for membership in members("CSTO", date(2021, 9, 17))}
    articles = [found for found in read([SEEDS]) if isinstance(found, Article)]
    mentions = [mention for article in articles for mention in parser.read(article.text)]
    return Counter(m.iso3 for m in mentions if m.iso3 in countries() and m.use != "name" and m.iso3 in belonged)


def opened(page: Page, address: str, name: str = "Download") -> Page:
    visit(page, address)
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".st-key-taking, .st-key-citing")).to_be_visible()
    settled(page)
    return page


def taken(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("button", name=re.compile(button)).click()
    found: Download = coming.value
    found.save_as(folder / found.suggested_filename)
    return folder / found.suggested_filename


def choose(page: Page, name: str) -> None:
    page.locator(".st-key-taking").get_by_text(name, exact=True).click()
    settled(page)


def test_countries_in_every_format_are_what_the_page_says(
    page: Page, served: str, csto: Counter[str], tmp_path: Path
) -> None:
    opened(page, f"{served}/?org=CSTO")
    assert mentions_by_country(page) == dict(csto)
    files = {}
    for format in ("CSV", "GeoJSON", "Parquet", "JSON Lines"):
        choose(page, format)
        files[format] = taken(page, f"Download {format}, {len(csto)} rows", tmp_path)
    assert [file.name for file in files.values()] == [
        f"dateline-countries-CSTO-edition-1{suffix}" for suffix in (".csv", ".geojson", ".parquet", ".jsonl")
    ]
    rows = list(csv.DictReader(io.StringIO(files["CSV"].read_text("utf-8-sig"))))
    assert {row["iso3"]: int(row["mentions"]) for row in rows} == dict(csto)
    told = json.loads(files["GeoJSON"].read_text("utf-8"))
    assert {one["properties"]["iso3"]: one["properties"]["mentions"] for one in told["features"]} == dict(csto)
    assert told["dateline"]["selection"] == summary(page).inner_text()
    assert told["dateline"]["filters"] == {"organisations": ["CSTO"]}
    assert told["dateline"]["atlas"]["edition"] == 1 and told["dateline"]["credits"] == CREDITS
    frame = geopandas.read_parquet(files["Parquet"])
    assert dict(zip(frame["iso3"], frame["mentions"], strict=True)) == dict(csto)
    lines = [json.loads(line) for line in files["JSON Lines"].read_text("utf-8").splitlines()]
    assert {row["iso3"]: row["mentions"] for row in lines} == dict(csto)
    beside = json.loads(taken(page, "What the columns mean", tmp_path).read_text("utf-8"))
    assert beside["selection"] == summary(page).inner_text() and beside["rows"] == len(csto)


def test_mentions_and_articles_add_up_to_the_page(page: Page, served: str, csto: Counter[str], tmp_path: Path) -> None:
    opened(page, f"{served}/?org=CSTO&country=TJK")
    choose(page, "Mentions")
    rows = list(csv.DictReader(io.StringIO(taken(page, "Download CSV", tmp_path).read_text("utf-8-sig"))))
    assert Counter(row["iso3"] for row in rows) == csto
    page.locator(".st-key-taking").get_by_text("Tajikistan alone").click()
    settled(page)
    alone = taken(page, "Download CSV", tmp_path)
    assert alone.name == "dateline-mentions-TJK-CSTO-edition-1.csv"
    rows = list(csv.DictReader(io.StringIO(alone.read_text("utf-8-sig"))))
    assert len(rows) == csto["TJK"]
    choose(page, "Articles")
    articles = list(csv.DictReader(io.StringIO(taken(page, "Download CSV", tmp_path).read_text("utf-8-sig"))))
    assert {row["article_id"] for row in articles} == {row["article_id"] for row in rows}
    assert sum(int(row["mentions"]) for row in articles) == csto["TJK"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_as_a_picture_has_its_words_in_it(chromium: Browser, served: str, tmp_path: Path, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = opened(context.new_page(), f"{served}/?org=SCO&ties=all&country=KAZ")
    said = summary(page).inner_text()
    link = f"{page.url}&edition=1"
    outlined = page.locator(".dl-legend ul:last-child > li", has_text=re.compile("SCO|CSTO")).all_inner_texts()
    assert len(outlined) > 3
    svg = taken(page, "Map as SVG", tmp_path)
    assert svg.name == "dateline-map-KAZ-SCO-edition-1.svg"
    root = ElementTree.parse(svg).getroot()
    words = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    for wanted in (
        said,
        CREDITS,
        link,
        "Edition 1 of the atlas, made",
        "Mentions",
        "not mentioned",
        *outlined,
        "Moscow",
    ):
        assert wanted.replace(" ", "") in words.replace(" ", "")
    assert root.find(f"{SVG}title").text == said  # type: ignore[union-attr]
    source = svg.read_text("utf-8")
    assert not re.search(r"(?:href|src)=|url\(['\"]?(?:https?:|//|data:)|@import|<script|<foreignObject", source)
    assert len(list(root.iter(f"{SVG}path"))) > 200
    assert "rgb(252, 253, 254)" in source or "#fcfdfe" in source
    with Image.open(taken(page, "Map as PNG", tmp_path)) as picture:
        assert picture.width == 3200 and picture.height > 1500
        assert picture.text["Title"] == said  # type: ignore[attr-defined]
        assert picture.text["Copyright"] == CREDITS and picture.text["Source"] == link  # type: ignore[attr-defined]
        flat = picture.convert("L")
        assert flat.getpixel((4, 4)) > 240
        top = flat.crop((96, 60, 3100, 160))
        foot = flat.crop((96, picture.height - 220, 3100, picture.height - 40))
        assert all(part.getextrema()[0] < 120 for part in (top, foot))
    context.close()


def test_a_permanent_link_gives_the_old_numbers_after_another_build(
    page: Page, tmp_path: Path, serving: Callable[..., AbstractContextManager[str]]
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    Build(tmp_path / "atlas").run((SEEDS,))
    with serving([*DATELINE, "serve", "--atlas", str(tmp_path / "atlas"), "--port", "0", "--no-browser"]) as url:
        opened(page, f"{url}/?org=SCO", "Cite")
        said, counts = summary(page).inner_text(), mentions_by_country(page)
        page.get_by_role("button", name="Copy permanent link").click()
        expect(page.get_by_role("status").get_by_text("copied")).to_be_attached()
        link = page.evaluate("navigator.clipboard.readText()")
        assert parse_qs(urlsplit(link).query) == {"org": ["SCO"], "edition": ["1"]}
        (tmp_path / "more.jsonl").write_text('{"text": "Kazakhstan and China met Kazakhstan in Astana."}', "utf-8")
        Build(tmp_path / "atlas").run((tmp_path / "more.jsonl",))
        visit(page, f"{url}/?org=SCO")
        assert mentions_by_country(page) != counts
        visit(page, link)
        assert summary(page).inner_text() == said
        assert mentions_by_country(page) == counts
        expect(page.locator(".st-key-older")).to_contain_text("You look at edition 1")
        assert faults_in_both(page) == []
        page.get_by_role("button", name="Go to edition 2").click()
        expect(page.locator(".st-key-older")).to_have_count(0)
        settled(page)
        assert mentions_by_country(page) != counts


def test_the_citation_is_copied_in_each_form(page: Page, served: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, f"{served}/?org=SCO", "Cite")
    said = summary(page).inner_text().removesuffix(".")
    today = datetime.now(UTC).date()
    copied = {}
    for form in ("Text", "BibTeX", "RIS", "CSL-JSON"):
        page.get_by_role("radio", name=form, exact=True).check()
        page.get_by_role("button", name=re.compile("Copy citation|Copied")).click()
        page.wait_for_function("async (form) => (await navigator.clipboard.readText()).includes(form)", arg="edition=1")
        page.wait_for_timeout(100)
        copied[form] = page.evaluate("navigator.clipboard.readText()")
    assert (
        said in copied["Text"]
        and f"Retrieved {today.day} {today:%B %Y} from {served}/?org=SCO&edition=1" in copied["Text"]
    )
    assert copied["BibTeX"].startswith("@misc{")
    assert copied["RIS"].startswith("TY  - DATA") and f"UR  - {served}/?org=SCO&edition=1" in copied["RIS"]
    (entry,) = json.loads(copied["CSL-JSON"])
    assert entry["title"] == said and entry["accessed"]["date-parts"] == [[today.year, today.month, today.day]]


@pytest.mark.parametrize("name", ["Download", "Cite"])
def test_axe_finds_nothing_and_a_phone_holds_it(phone: Page, page: Page, served: str, name: str) -> None:
    for window in (phone, page):
        opened(window, f"{served}/?org=SCO", name)
        assert len(window.locator(".st-key-taking, .st-key-citing").inner_text()) > 60
        assert faults_in_both(window) == []
    box = phone.locator(".st-key-taking, .st-key-citing").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
