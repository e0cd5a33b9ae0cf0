"""Blocs, who is named with whom, and comparisons, on the seeds: against figures made without the atlas."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import log, sqrt

import pytest
from playwright.sync_api import Locator, Page, expect

from geo.articles.article import Article
from geo.articles.reader import read
from geo.atlas.reading.sentences import sentences
from geo.shipped import SEEDS
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import Mention
from geo.world.countries import countries
from geo.world.memberships import members
from geo.world.outlines import shapes
from geo.world.population import populations
from tests.browser.visit import address, click_country, settled, turn, visit

pytestmark = pytest.mark.browser

LAST_DAY = date(2021, 9, 17)
# Every room: the address and a part of the page that must be seen.
STATES = {
    "?room=blocs": "button[data-key=NATO]",
    "?room=blocs&org=SCO&org=CSTO&combine=without": "button[data-key=CHN]",
    "?room=together": "button[data-pair]",
    "?room=together&country=KAZ": "button[data-key=UZB]",
    "?room=together&country=KAZ&with=UZB": "mark.own",
    "?room=compare": ".st-key-begin_0",
    "?room=compare&use=actor&b.use=place": "button[data-key=RUS]",
}


@dataclass(frozen=True)
class Read:
    """The seeds with their counted mentions, read without the atlas."""

    articles: list[tuple[Article, list[Mention]]]

    def counted(
        self, uses: tuple[str, ...] = ("place", "actor", "modifier"), of: Callable[[Article], bool] = lambda _: True
    ) -> Counter[str]:
        said = [mention for article, found in self.articles if of(article) for mention in found]
        return Counter(str(mention.iso3) for mention in said if mention.use in uses)

    def together(self, whole_articles: bool) -> Counter[tuple[str, str]]:
        """Ordered pairs of countries: the sentences, or articles, that name both."""
        pairs: Counter[tuple[str, str]] = Counter()
        for article, found in self.articles:
            bounds = [(0, len(article.text))] if whole_articles else sentences(article.text)
            for start, end in bounds:
                named = {str(m.iso3) for m in found if start <= m.start < end}
                pairs.update((one, two) for one in named for two in named if one != two)
        return pairs


@pytest.fixture(scope="module")
def seeds() -> Read:
    parser = Geoparser.load()
    articles = [found for found in read([SEEDS]) if isinstance(found, Article)]
    told = [
        (article, [m for m in parser.read(article.text) if m.iso3 in countries() and m.use != "name"])
        for article in articles
    ]
    return Read(told)


def room(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).click()
    settled(page)


def rows(page: Page) -> dict[str, Locator]:
    """The rows of the plot beside the map, by their key."""
    buttons = page.locator("button[data-key]")
    expect(buttons.first).to_be_visible()
    return {str(button.get_attribute("data-key")): button for button in buttons.all()}


def test_a_bloc_against_its_people(page: Page, served: str, seeds: Read) -> None:
    visit(page, served)
    room(page, "Blocs")
    page.get_by_role("radio", name="SCO, not CSTO").click()
    expect(page.locator(".st-key-bloc .country-name")).to_have_text("SCO, not CSTO")
    assert address(page) == "room=blocs&org=SCO&org=CSTO&combine=without"

    def inside(on: date) -> set[str]:
        sco, csto = ({m.iso3 for m in members(code, on)} for code in ("SCO", "CSTO"))
        return sco - csto

    said = Counter(
        str(m.iso3) for article, found in seeds.articles for m in found if m.iso3 in inside(article.date or LAST_DAY)
    )
    everywhere = seeds.counted().total()
    figures = page.locator(".st-key-bloc dl.figures dd").all_inner_texts()
    people = populations()
    world = sum(one.people for one in people.values())
    part = sum(people[iso3].people for iso3 in inside(LAST_DAY)) / world
    assert figures == [f"{100 * said.total() / everywhere:.0f}%", f"{100 * part:.0f}%", str(said.total())]
    expected = {iso3: people[iso3].people / world * everywhere for iso3 in inside(LAST_DAY)}
    neglected = {iso3 for iso3, n in expected.items() if n >= 10 and said[iso3] < n / 2}
    assert neglected
    found = rows(page)
    assert set(found) == inside(LAST_DAY) | set(said)
    assert {iso3 for iso3, row in found.items() if "neglected" in row.inner_text()} == neglected
    for iso3 in neglected:
        expect(page.locator(".st-key-bloc p.finding")).to_contain_text(countries()[iso3].name)
    found["UZB"].click()
    expect(page.locator(".st-key-country .country-name")).to_have_text("Uzbekistan")
    expect(page.locator(".st-key-country .figures")).to_contain_text(str(said["UZB"]))


def test_any_organisations_are_combined(page: Page, served: str) -> None:
    visit(page, f"{served}/?room=blocs")
    rows(page)["NATO"].click()
    expect(page.locator(".st-key-bloc .country-name")).to_have_text("NATO")
    page.get_by_role("button", name="Other organisations").click()
    box = page.get_by_role("combobox", name="One, two or three organisations")
    box.fill("OTS")
    box.press("Enter")
    expect(page.locator(".st-key-bloc .country-name")).to_have_text("NATO or OTS")
    page.get_by_role("radio", name="all of them").click()
    expect(page.locator(".st-key-bloc .country-name")).to_have_text("NATO and OTS")
    settled(page)
    assert set(rows(page)) == {"TUR"}
    # What the closed popover held must not come back with the next click.
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="SCO and CSTO").click()
    expect(page.locator(".st-key-bloc .country-name")).to_have_text("SCO and CSTO")
    rows(page)["KAZ"].click()
    expect(page.locator(".st-key-country .country-name")).to_have_text("Kazakhstan")
    assert address(page) == "room=blocs&org=SCO&org=CSTO&combine=all&country=KAZ"


def test_the_other_side_is_changed_in_place(page: Page, served: str) -> None:
    visit(page, f"{served}/?room=compare&use=actor&b.use=place")
    page.get_by_role("button", name="Change the other side").click()
    page.get_by_role("button", name="as a description").click()
    expect(page).to_have_url(f"{served}/?room=compare&use=actor&b.use=place&b.use=modifier")
    settled(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Swap sides").click()
    settled(page)
    page.get_by_role("button", name="End").click()
    expect(page.locator(".st-key-begin_0")).to_be_visible()
    assert address(page) == "room=compare&use=place&use=modifier"


def test_who_is_named_with_kazakhstan(page: Page, served: str, seeds: Read) -> None:
    visit(page, f"{served}/?country=KAZ")
    page.get_by_role("button", name="Named with other countries").click()
    expect(page.locator(".st-key-together .country-name")).to_have_text("Named with Kazakhstan")
    settled(page)
    assert address(page) == "room=together&country=KAZ"
    for name, whole in (("Same sentence", False), ("Same article", True)):
        room(page, name)
        pairs = seeds.together(whole)
        wanted = {two: n for (one, two), n in pairs.items() if one == "KAZ"}
        assert wanted
        expect(page.locator("button[data-key]")).to_have_count(min(len(wanted), 40))
        shown = {iso3: int(row.locator(".said").inner_text()) for iso3, row in rows(page).items()}
        assert shown == {iso3: wanted[iso3] for iso3 in shown}
        assert min(shown.values()) >= sorted(wanted.values(), reverse=True)[len(shown) - 1]
        assert list(shown.values()) == sorted(shown.values(), reverse=True)
    assert page.locator(".dl-plot .scatterlayer path.js-line").count() > 0
    expect(page.locator(".dl-legend")).to_contain_text("within an outlined bloc")


def test_a_pair_opens_its_sentences(page: Page, served: str, seeds: Read) -> None:
    visit(page, f"{served}/?room=together&country=KAZ")
    rows(page)["UZB"].click()
    expect(page.locator(".st-key-together .country-name")).to_have_text("Kazakhstan and Uzbekistan")
    settled(page)
    assert address(page) == "room=together&country=KAZ&with=UZB"
    places = seeds.together(False)["KAZ", "UZB"]
    expect(page.locator(".st-key-together p.finding")).to_contain_text(re.compile(rf"^{places} sentences? in"))
    for passage in page.locator(".st-key-passages .passage").all():
        marks = " ".join(passage.locator("mark.own").all_inner_texts())
        assert re.search("Kazakh|Astana|Nur-Sultan|Almaty", marks)
        assert re.search("Uzbek|Tashkent|Termez", marks)
    page.locator("[class*=st-key-open_pair_] button").first.click()
    expect(page.locator(".st-key-article .whole-text")).to_be_visible()


def test_the_matrix_of_a_bloc_by_keyboard(page: Page, served: str, seeds: Read) -> None:
    visit(page, f"{served}/?room=together&org=CSTO")
    cells = page.locator("button[data-pair]")
    expect(cells.first).to_be_visible()
    pairs = seeds.together(False)
    held = {m.iso3 for m in members("CSTO", LAST_DAY)}
    shown = {tuple(str(cell.get_attribute("data-pair")).split()): int(cell.inner_text()) for cell in cells.all()}
    assert shown == {pair: n for pair, n in pairs.items() if set(pair) <= held}
    first = cells.first
    first.focus()
    assert page.locator("button[data-pair][tabindex='0']").count() == 1
    page.keyboard.press("ArrowRight")
    moved = page.locator("button[data-pair][tabindex='0']")
    assert moved.get_attribute("data-pair") != first.get_attribute("data-pair")
    pair = str(moved.get_attribute("data-pair")).split()
    page.keyboard.press("Enter")
    expect(page.locator("mark.own").first).to_be_visible()
    settled(page)
    assert f"country={pair[0]}&with={pair[1]}" in address(page)


def odds(one: Counter[str], other: Counter[str]) -> dict[str, tuple[float, bool]]:
    """z, and whether it is certain, by country: Monroe and others' formula, one country at a time."""
    found = {}
    totals = one.total(), other.total()
    weight = min(totals) / 10
    for iso3 in {*one, *other}:
        counts = one[iso3], other[iso3]
        prior = weight * (counts[0] / totals[0] + counts[1] / totals[1]) / 2
        sides = [log((n + prior) / (total + weight - n - prior)) for n, total in zip(counts, totals, strict=True)]
        z = (sides[0] - sides[1]) / sqrt(sum(1 / (n + prior) for n in counts))
        found[iso3] = (z, abs(z) >= 1.96 and sum(counts) >= 5)
    return found


def compared(page: Page) -> dict[str, list[str]]:
    """The table of a comparison: its cells by iso3."""
    details = page.locator(".st-key-comparison details")
    details.locator("summary").click()
    rows = details.locator("tbody tr")
    expect(rows.first).to_be_visible()
    found = rows.evaluate_all(
        "all => all.map(row => [row.dataset.iso3, [...row.querySelectorAll('td')].map(c => c.innerText)])"
    )
    details.locator("summary").click()
    return dict(found)


def test_two_sides_and_the_map_of_their_difference(page: Page, served: str, seeds: Read) -> None:
    visit(page, served)
    page.get_by_role("radio", name="Compare").click()
    page.get_by_role("button", name="Named as powers and as places").click()
    expect(page.locator(".side")).to_have_count(2)
    expect(page.locator(".dl-ready").first).to_be_visible()
    settled(page)
    assert address(page) == "room=compare&use=actor&b.use=place"
    sides = seeds.counted(("actor",)), seeds.counted(("place",))
    wanted = odds(*sides)
    assert {certain for _, certain in wanted.values()} == {True, False}
    shown = {}
    for iso3, cells in compared(page).items():
        assert [int(cells[0]), int(cells[2])] == [side[iso3] for side in sides]
        shown[iso3] = (float(cells[5]), cells[6] == "yes")
    assert {iso3: certain for iso3, (_, certain) in shown.items()} == {i: c for i, (_, c) in wanted.items()}
    for iso3, (z, _) in shown.items():
        assert z == pytest.approx(wanted[iso3][0], abs=0.051)
    hatched = page.evaluate(
        "() => [...document.querySelectorAll('.choroplethlayer path')]"
        ".filter((path) => path.style.fill.includes('dl-hatch')).map((path) => path.__data__.loc)"
    )
    assert set(hatched) == {iso3 for iso3, (_, certain) in wanted.items() if not certain and iso3 in shapes()}
    page.get_by_role("button", name="Swap sides").click()
    expect(page).to_have_url(f"{served}/?room=compare&use=place&b.use=actor")
    settled(page)


PAPER, FIRST, LATER = "themoscowtimes.com", "2021-08-26", "2021-08-27"
# Two sources and two periods: the address, and which articles each side holds.
SIDES: dict[str, tuple[Callable[[Article], bool], Callable[[Article], bool]]] = {
    f"?room=compare&source={PAPER}&b.source=": (lambda one: one.source == PAPER, lambda one: not one.source),
    f"?room=compare&undated=no&to={FIRST}&b.from={LATER}&b.undated=no": (
        lambda one: str(one.date) == FIRST,
        lambda one: one.date is not None and str(one.date) > FIRST,
    ),
}


def test_sources_and_periods_are_compared(page: Page, served: str, seeds: Read) -> None:
    visit(page, served)
    for query, (mine, theirs) in SIDES.items():
        turn(page, query)
        sides = seeds.counted(of=mine), seeds.counted(of=theirs)
        assert all(side.total() > 20 for side in sides)
        found = {iso3: [int(cells[0]), int(cells[2])] for iso3, cells in compared(page).items()}
        assert found == {iso3: [side[iso3] for side in sides] for iso3 in {*sides[0], *sides[1]}}


def test_a_country_of_the_map_opens_on_the_first_side(page: Page, served: str, seeds: Read) -> None:
    visit(page, f"{served}/?room=compare&use=actor&b.use=place")
    click_country(page, "RUS")
    panel = page.locator(".st-key-country")
    expect(panel.locator(".country-name")).to_have_text("Russia")
    expect(panel.locator(".figures")).to_contain_text(str(seeds.counted(("actor",))["RUS"]))


def test_nothing_runs_off_a_phone(phone: Page, served: str) -> None:
    visit(phone, served)
    for query, part in STATES.items():
        turn(phone, query)
        expect(phone.locator(part).first).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, query
        assert phone.locator(".stMain").evaluate("(main) => main.scrollWidth <= main.clientWidth"), query
