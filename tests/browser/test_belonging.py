"""Who belonged, then? Outlines, the slider and an organisation's page against the rows of memberships.csv."""

import csv
import re
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.shipped import DATA, SEEDS
from tests.browser.conftest import DATELINE
from tests.browser.visit import address, settled, turn, visit

pytestmark = pytest.mark.browser

FORMAL = {"member": "member", "suspended": "suspended member", "frozen": "member with frozen participation"}


def rows() -> list[dict[str, str]]:
    with (DATA / "memberships.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def members(organisation: str, day: str, statuses: Iterable[str] = FORMAL) -> set[str]:
    """Who belonged on a day; a year or a month alone counts as its first day, which their text sorts before."""
    return {
        row["iso3"]
        for row in rows()
        if row["organisation"] == organisation
        and row["status"] in statuses
        and row["from"] <= day
        and (not row["to"] or day < row["to"])
    }


def test_the_outlines_are_those_of_the_day(page: Page, served: str) -> None:
    visit(page, served)
    legend = page.get_by_role("group", name="Legend of the map")
    for day in ("2001-06-15", "2012-12-18", "2012-12-20", "2017-06-09", "2023-07-04", "2024-07-04"):
        turn(page, f"?on={day}")
        expect(legend).to_contain_text(f"SCO ({len(members('SCO', day))})")
        held = {label: len(members("CSTO", day, (status,))) for status, label in FORMAL.items()}
        for label, count in held.items():
            if count:
                said = f"CSTO: {label} ({count})" if sum(held.values()) > count else f"CSTO ({count})"
                expect(legend).to_contain_text(said)


def test_the_slider_shows_the_sco_grow_from_six_to_ten(page: Page, served: str) -> None:
    visit(page, served)
    page.get_by_role("button", name="Members as of").click()
    slider = page.get_by_role("slider", name="Members as of")
    legend = page.get_by_role("group", name="Legend of the map")
    slider.focus()
    page.keyboard.press("Home")
    expect(legend).to_contain_text("SCO (6)")
    settled(page)
    assert "on=2001-06-15" in address(page)
    seen = [6]
    for _ in range(60):
        page.keyboard.press("ArrowRight")
        told = re.search(r"(\d{1,2} \w+ \d{4}): SCO (\d+)", slider.get_attribute("aria-valuetext") or "")
        assert told
        if int(told[2]) != seen[-1]:
            seen.append(int(told[2]))
    assert seen == [6, 8, 9, 10]
    expect(legend).to_contain_text(f"SCO ({len(members('SCO', date.today().isoformat()))})")


def test_it_plays_from_change_to_change(page: Page, served: str) -> None:
    visit(page, f"{served}/?strip=members&on=2016-01-01&outline=SCO")
    page.get_by_label("Speed of playing").select_option("fast")
    page.get_by_role("button", name="Play").click()
    legend = page.get_by_role("group", name="Legend of the map")
    for count in (8, 9, 10):
        expect(legend).to_contain_text(f"SCO ({count})")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    settled(page)
    assert "on=2024-07-04" in address(page)


def test_the_outlines_follow_the_end_of_the_period(page: Page, served: str) -> None:
    visit(page, f"{served}/?to=2021-08-31")
    expect(page.locator(".st-key-filter_outlines")).to_contain_text("31 Aug 2021")
    visit(page, f"{served}/?to=2021-08-31&on=2024-08-01")
    expect(page.get_by_role("group", name="Legend of the map")).to_contain_text("SCO (10)")


def test_looser_ties_have_lines_of_their_own_in_map_and_legend(page: Page, served: str) -> None:
    visit(page, f"{served}/?ties=all&outline=SCO&on=2021-09-17")
    legend = page.get_by_role("group", name="Legend of the map")
    dashes = {}
    for status, label in (("observer", "observer"), ("dialogue_partner", "dialogue partner")):
        count = len(members("SCO", "2021-09-17", (status,)))
        item = legend.locator("li", has_text=f"SCO: {label} ({count})")
        expect(item).to_be_visible()
        dashes[label] = item.locator("rect[stroke-dasharray]").get_attribute("stroke-dasharray")
    assert len(set(dashes.values())) == 2
    drawn = page.evaluate(
        """() => document.querySelector(".dl-plot > div").data
            .filter(({ name }) => /^bloc-0-[A-Z]/.test(name)).map(({ line }) => line.dash)"""
    )
    assert {pattern.replace("px", "") for pattern in drawn} == {"solid", *dashes.values()}


def test_an_organisations_page_has_every_period_with_its_sources(page: Page, served: str) -> None:
    visit(page, served)
    page.get_by_role("group", name="Legend of the map").get_by_role("button", name=re.compile("^SCO")).click()
    expect(page.locator(".organisation-name")).to_contain_text("Shanghai Cooperation Organisation")
    expect(page.locator(".organisation-name")).to_be_focused()
    settled(page)
    assert "organisation=SCO" in address(page)
    lines = page.locator(".organisation tbody tr")
    expected = [row for row in rows() if row["organisation"] == "SCO"]
    expect(lines).to_have_count(len(expected))
    told = lines.evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))")
    belarus = [(status, start, end) for name, status, start, end, *_ in told if name == "Belarus"]
    assert belarus == [
        ("dialogue partner", "28 April 2010", "10 July 2015"),
        ("observer", "10 July 2015", "4 July 2024"),
        ("member", "4 July 2024", "still in force"),
    ]
    assert all(sure and sources for *_, sure, sources in told)
    links = page.locator(".organisation tbody a")
    assert links.count() > 50
    for href, rel in links.evaluate_all("all => all.map(one => [one.href, one.rel])"):
        assert href.startswith(("https://", "http://"))
        assert "noopener" in rel
    page.locator(".organisation .rows button", has_text="Kazakhstan").click()
    expect(page.locator(".country-name")).to_have_text("Kazakhstan")


def test_its_members_can_be_counted_alone(page: Page, served: str) -> None:
    visit(page, f"{served}/?organisation=CSTO")
    page.get_by_role("button", name="Count only members of CSTO").click()
    expect(page.locator(".st-key-filter_organisations")).to_contain_text("CSTO")
    settled(page)
    assert address(page) == "org=CSTO"


def test_a_users_organisation_is_shown_as_text(page: Page, serving, tmp_path: Path) -> None:
    name = "<img src=x onerror=\"document.title='run'\"> **Bucharest** Nine"
    table = tmp_path / "own.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow(["organisation", "iso3", "status", "from", "to", "organisation_name", "source", "note"])
        write.writerow(["B9", "POL", "member", "2015-11-04", "", name, "javascript:alert(1)", "<b>joint</b>"])
        write.writerow(["B9", "ROU", "member", "2015", "2020", "", "https://example.org/b9", ""])
    build = [*DATELINE, "build", str(SEEDS), "--atlas", str(tmp_path / "atlas"), "--organisations", str(table)]
    subprocess.run(build, check=True, capture_output=True)
    serve = [*DATELINE, "serve", "--atlas", str(tmp_path / "atlas"), "--port", "0", "--no-browser"]
    with serving(serve) as url:
        visit(page, f"{url}/?organisation=B9")
        expect(page.locator(".organisation-name")).to_contain_text("<img src=x")
        cells = page.locator(".organisation tbody td")
        expect(cells.filter(has_text="javascript:alert(1)")).to_have_count(1)
        expect(cells.filter(has_text="<b>joint</b>")).to_have_count(1)
        links = page.locator(".organisation tbody a").evaluate_all("all => all.map(one => one.href)")
        assert links == ["https://example.org/b9"]
        assert page.locator(".organisation img, .organisation-name img").count() == 0
        assert page.title() == "Dateline"
