"""The map in a real browser, on a page of its own: drawn, moved, clicked, filtered, told."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Request, WebSocket, expect

PAGE = Path(__file__).parent / "pages" / "map_page.py"
SERVE = (
    "import sys; from pathlib import Path; from dashboard.serve import listening, run\n"
    "run(Path('none'), listening('127.0.0.1', 0), ('127.0.0.1',), page=Path(sys.argv[1]))"
)
# Well inside Afghanistan, in degrees east and north.
AFGHANISTAN = (65.2, 33.9)
# The height of a letter of the capitals' names.
LETTER_PX = 12

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def alone(serving: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    with serving([sys.executable, "-c", SERVE, str(PAGE)]) as url:
        yield url


def opened(page: Page, url: str) -> Locator:
    """The map's stage, once it is drawn."""
    page.goto(url)
    expect(page.locator(".dl-ready")).to_be_visible()
    return page.locator(".dl-stage")


def place(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a place lies in the window, asked of plotly's own projection."""
    return tuple(
        page.evaluate(
            """([lon, lat]) => {
                const plot = document.querySelector(".dl-plot > div");
                const [x, y] = plot._fullLayout.geo._subplot.projection([lon, lat]);
                const box = plot.getBoundingClientRect();
                return [box.left + x, box.top + y];
            }""",
            [lon, lat],
        )
    )


def view(stage: Locator) -> list[float]:
    return [float(part) for part in stage.get_attribute("data-view").split()]


def settled(page: Page, stage: Locator) -> list[float]:
    """The view once it no longer changes."""
    last = None
    while last != (last := view(stage)):
        page.wait_for_timeout(250)
    return last


def spoken(page: Page) -> int:
    return page.locator(".choroplethlayer g.trace").last.locator("path").count()


def choose(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()


def assert_long_labels_fit(page: Page) -> None:
    """The classes' labels of an archive of millions lie beside each other, with room between, within the map."""
    boxes = page.evaluate(
        """(labels) => {
            const items = [...document.querySelectorAll(".dl-classes li")].slice(0, labels.length);
            items.forEach((item, at) => { item.lastElementChild.textContent = labels[at]; });
            const ranges = items.map((item) => {
                const range = document.createRange();
                range.selectNodeContents(item.lastElementChild);
                return range.getBoundingClientRect().toJSON();
            });
            return [document.querySelector(".dl-stage").getBoundingClientRect().toJSON(), ...ranges];
        }""",
        ["1–9", "10–99", "100–999", "1,000–9,999", "10,000–99,999", "100,000–999,999"],
    )
    stage, *labels = boxes
    assert len(labels) > 4
    for at, one in enumerate(labels):
        assert stage["left"] <= one["left"] <= one["right"] <= stage["right"] + 1
        for other in labels[at + 1 :]:
            apart = one["right"] + 4 <= other["left"] or other["right"] + 4 <= one["left"]
            assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]


def test_the_first_map_asks_no_other_host(page: Page, alone: str) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    def note_socket(socket: WebSocket) -> None:
        asked.append(socket.url)

    page.on("request", note)
    page.on("websocket", note_socket)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened(page, alone)
    assert spoken(page) == 19
    host = alone.removeprefix("http://")
    assert any("borders.geojson" in url for url in asked)
    assert [url for url in asked if not re.match(rf"(https?|wss?)://{re.escape(host)}/|data:|blob:", url)] == []
    assert problems == []


def test_borders_come_once_and_not_with_a_rerun(page: Page, alone: str) -> None:
    asked: list[str] = []
    received: list[int] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    opened(page, alone)
    sent_first, before = len([url for url in asked if "borders" in url]), sum(received)
    choose(page, "CSTO")
    expect(page.locator(".choroplethlayer g.trace").last.locator("path")).to_have_count(5)
    assert sent_first == len([url for url in asked if "borders" in url]) == 1
    assert sum(received) - before < 40_000


def test_a_click_on_afghanistan_is_reported_once(page: Page, alone: str) -> None:
    opened(page, alone)
    page.mouse.click(*place(page, *AFGHANISTAN))
    expect(page.get_by_text("Country: AFG")).to_be_visible()
    choose(page, "articles")
    expect(page.get_by_text("Articles", exact=True)).to_be_visible()
    expect(page.get_by_text("Clicks: 1")).to_be_visible()


def test_what_is_picked_is_marked(page: Page, alone: str) -> None:
    opened(page, alone)
    lines = page.locator(".scatterlayer path.js-line")
    before = lines.count()
    page.mouse.click(*place(page, *AFGHANISTAN))
    expect(page.get_by_text("Country: AFG")).to_be_visible()
    expect(lines).to_have_count(before + 2)


def test_a_drag_moves_the_map_and_is_no_click(page: Page, alone: str) -> None:
    stage = opened(page, alone)
    before = settled(page, stage)
    x, y = place(page, *AFGHANISTAN)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 20, steps=4)
    page.mouse.move(x - 120, y - 40, steps=4)
    page.mouse.up()
    after = settled(page, stage)
    assert after[0] > before[0] + 5
    assert after[2] == before[2]
    assert place(page, *AFGHANISTAN) == pytest.approx((x - 120, y - 40), abs=3)
    # Pressed at the very edge and let go outside: nothing may stick to the mouse.
    left = stage.bounding_box()["x"]
    page.mouse.move(left + 2, y)
    page.mouse.down()
    page.mouse.move(left - 10, y)
    page.mouse.up()
    page.mouse.move(left + 80, y, steps=4)
    assert settled(page, stage) == after
    expect(page.get_by_text("Clicks: 0")).to_be_visible()


def test_the_wheel_zooms_where_the_pointer_is(page: Page, alone: str) -> None:
    stage = opened(page, alone)
    before = settled(page, stage)
    x, y = place(page, *AFGHANISTAN)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -360)
    assert settled(page, stage)[2] < 0.8 * before[2]
    assert place(page, *AFGHANISTAN) == pytest.approx((x, y), abs=3)


def test_zoom_and_place_survive_a_filter_a_click_and_a_theme(page: Page, alone: str) -> None:
    stage = opened(page, alone)
    before = settled(page, stage)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    kept = settled(page, stage)
    assert kept[2] == pytest.approx(before[2] / 1.7**2, rel=0.01)
    choose(page, "CSTO")
    expect(page.locator(".choroplethlayer g.trace").last.locator("path")).to_have_count(5)
    assert settled(page, stage) == kept
    x, y = place(page, 66.0, 48.0)
    page.mouse.click(x, y)
    expect(page.get_by_text("Country: KAZ")).to_be_visible()
    assert settled(page, stage) == kept
    page.emulate_media(color_scheme="dark")
    expect(stage).to_have_css("background-color", "rgb(14, 22, 31)")
    assert settled(page, stage) == kept
    assert place(page, 66.0, 48.0) == pytest.approx((x, y), abs=1)


def test_the_buttons_show_the_world_and_the_news(page: Page, alone: str) -> None:
    stage = opened(page, alone)
    news = settled(page, stage)
    page.get_by_role("button", name="Show the whole world").click()
    world = settled(page, stage)
    assert world[2] > 1.5 * news[2]
    box = stage.bounding_box()
    for lon, lat in ((-160, 60), (175, -40), (-70, -54), (100, 75)):
        x, y = place(page, lon, lat)
        assert box["x"] < x < box["x"] + box["width"]
        assert box["y"] < y < box["y"] + box["height"]
    page.get_by_role("button", name="Show where the news is").click()
    assert settled(page, stage) == pytest.approx(news, abs=0.001)


def test_the_tooltip_says_country_figures_and_ties(page: Page, alone: str) -> None:
    opened(page, alone)
    tip = page.locator(".dl-tip")
    x, y = place(page, *AFGHANISTAN)
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("Afghanistan")
    expect(tip).to_contain_text("41 mentions in 5 articles, 100% of all")
    expect(tip).to_contain_text("SCO")
    page.mouse.move(*place(page, 90.0, -5.0))
    expect(tip).to_be_hidden()


def test_a_small_state_can_be_hit_beside_its_dot(page: Page, alone: str) -> None:
    stage = opened(page, alone)
    page.get_by_role("button", name="Show the whole world").click()
    settled(page, stage)
    x, y = place(page, 103.82, 1.35)
    page.mouse.move(x + 12, y + 4)
    page.mouse.move(x + 10, y + 4)
    expect(page.locator(".dl-tip")).to_contain_text("Singapore")
    page.mouse.click(x + 10, y + 4)
    expect(page.get_by_text("Country: SGP")).to_be_visible()


def test_blocs_are_drawn_and_explained_without_colour(page: Page, alone: str) -> None:
    opened(page, alone)
    shown = page.evaluate(
        """() => document.querySelector(".dl-plot > div").data
            .filter(({ name }) => name?.startsWith("bloc-")).map(({ name }) => name)"""
    )
    assert {name.split("-")[1] for name in shown} == {"0", "1"}
    assert "bloc-1-hatch" in shown
    legend = page.get_by_role("group", name="Legend of the map")
    expect(legend).to_contain_text("SCO (8)")
    expect(legend).to_contain_text("CSTO (6)")
    assert legend.locator("svg line").count() >= 3
    page.get_by_text("Every status").click()
    expect(legend).to_contain_text("SCO: dialogue partner")
    assert (
        len({line.get_attribute("stroke-dasharray") for line in legend.locator("svg rect[stroke-dasharray]").all()})
        == 2
    )


def test_nothing_found_is_said_over_the_map(page: Page, alone: str) -> None:
    opened(page, alone)
    choose(page, "nothing")
    expect(page.locator(".dl-note")).to_have_text("No country is mentioned under these filters.")
    choose(page, "all")
    expect(page.locator(".dl-note")).to_be_hidden()


def test_borders_that_cannot_be_had_are_said_and_tried_again(page: Page, alone: str) -> None:
    page.route("**/borders.geojson", lambda route: route.abort())
    page.goto(alone)
    note = page.locator(".dl-note")
    expect(note).to_contain_text("The map could not be loaded")
    page.unroute("**/borders.geojson")
    note.get_by_role("button", name="Try again").click()
    expect(page.locator(".dl-ready")).to_be_visible()
    assert spoken(page) == 19


def test_the_finding_is_there_for_those_who_cannot_see_it(page: Page, alone: str) -> None:
    opened(page, alone)
    expect(
        page.get_by_role("img", name=re.compile("Afghanistan is named most: 41 mentions in 5 articles"))
    ).to_be_visible()


def test_keys_move_and_zoom(page: Page, alone: str) -> None:
    stage = opened(page, alone)
    before = settled(page, stage)
    stage.focus()
    page.keyboard.press("ArrowRight")
    assert settled(page, stage)[0] > before[0]
    page.keyboard.press("+")
    assert settled(page, stage)[2] < before[2]
    page.keyboard.press("0")
    assert settled(page, stage)[2] > before[2]


def test_the_keyboard_goes_through_the_countries_and_opens_one(page: Page, alone: str) -> None:
    stage = opened(page, alone)
    stage.focus()
    page.keyboard.press("Tab")
    countries = page.get_by_role("listbox", name="Countries on the map")
    expect(countries).to_be_focused()
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_text("Afghanistan: 41 mentions in 5 articles, 100% of all")
    page.keyboard.press("ArrowRight")
    expect(chosen).to_contain_text("Russia: 24 mentions")
    expect(countries).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    page.keyboard.press("End")
    last = chosen.inner_text()
    page.keyboard.press("ArrowRight")
    expect(chosen).to_have_text(last)
    # A small state, out of sight of the news of Asia, by the letters of its name.
    page.keyboard.type("si")
    expect(chosen).to_contain_text("Singapore: 3 mentions")
    expect(page.locator(".dl-tip")).to_contain_text("Singapore")
    settled(page, stage)
    ring, frame = page.locator(".dl-ring").bounding_box(), stage.bounding_box()
    assert frame["x"] < ring["x"] < ring["x"] + ring["width"] < frame["x"] + frame["width"]
    assert frame["y"] < ring["y"] < ring["y"] + ring["height"] < frame["y"] + frame["height"]
    x, y = place(page, 103.82, 1.35)
    assert (ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2) == pytest.approx((x, y), abs=4)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Country: SGP")).to_be_visible()
    expect(countries).to_be_focused()
    page.get_by_role("radio", name="CSTO", exact=True).click()
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(5)
    expect(page.locator(".dl-ring")).to_be_hidden()
    stage.focus()
    page.keyboard.press("Enter")
    expect(chosen).to_contain_text("Russia")
    page.keyboard.press("Escape")
    expect(stage).to_be_focused()


def test_names_of_capitals_never_lie_on_each_other(page: Page, alone: str) -> None:
    opened(page, alone)
    boxes = [text.bounding_box() for text in page.locator(".dl-labels text").all()]
    assert len(boxes) >= 5
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart_x = one["x"] + one["width"] <= other["x"] + 1 or other["x"] + other["width"] <= one["x"] + 1
            middles = (box["y"] + box["height"] / 2 for box in (one, other))
            assert apart_x or abs(next(middles) - next(middles)) > LETTER_PX


def test_the_map_follows_its_column(page: Page, alone: str) -> None:
    stage = opened(page, alone)
    page.set_viewport_size({"width": 900, "height": 900})
    page.wait_for_timeout(600)
    box = stage.bounding_box()
    drawn = page.locator(".dl-plot .main-svg").first.bounding_box()
    assert drawn["width"] == pytest.approx(box["width"], abs=3)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_long_labels_fit(page)


class TestPhone:
    def test_it_fits_and_a_tap_picks(self, phone: Page, alone: str) -> None:
        stage = opened(phone, alone)
        box = stage.bounding_box()
        assert 300 < box["width"] <= 390
        assert phone.evaluate("document.documentElement.scrollWidth") == 390
        assert_long_labels_fit(phone)
        phone.touchscreen.tap(*place(phone, *AFGHANISTAN))
        expect(phone.get_by_text("Country: AFG")).to_be_attached()
        expect(phone.locator(".dl-tip")).to_contain_text("Afghanistan")

    def test_every_button_is_large_enough(self, phone: Page, alone: str) -> None:
        opened(phone, alone)
        for button in phone.locator(".dl-buttons button").all():
            box = button.bounding_box()
            assert min(box["width"], box["height"]) >= 24

    def touches(self, page: Page, *moments: list[tuple[float, float]]) -> None:
        """Fingers at these points, moment after moment, then lifted."""
        session = page.context.new_cdp_session(page)
        for at, points in enumerate([*moments, []]):
            kind = "touchEnd" if not points else "touchMove" if at else "touchStart"
            touched = [{"x": x, "y": y} for x, y in points]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})
            page.wait_for_timeout(20)

    def test_one_finger_scrolls_the_page_up_and_down_and_the_map_sideways(self, phone: Page, alone: str) -> None:
        stage = opened(phone, alone)
        before = settled(phone, stage)
        box = stage.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 40
        self.touches(phone, *([(x, y - step)] for step in range(0, 220, 20)))
        phone.wait_for_timeout(400)
        assert stage.bounding_box()["y"] < box["y"] - 100
        assert settled(phone, stage) == before
        y = stage.bounding_box()["y"] + box["height"] - 40
        self.touches(phone, *([(x - step, y)] for step in range(0, 120, 12)))
        after = settled(phone, stage)
        assert after[0] > before[0] + 5
        assert after[2] == before[2]

    def test_two_fingers_zoom_the_map_and_leave_the_page(self, phone: Page, alone: str) -> None:
        stage = opened(phone, alone)
        before = settled(phone, stage)
        box = stage.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.touches(phone, *([(x - apart, y - apart / 4), (x + apart, y + apart / 4)] for apart in range(30, 110, 10)))
        assert settled(phone, stage)[2] < 0.6 * before[2]
        assert stage.bounding_box()["y"] == box["y"]
