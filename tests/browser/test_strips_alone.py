"""The strips' scripts on an empty page: what would take a race or an unlucky archive to see in the whole one."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from dashboard.joined import ELEMENT, MOUNTED, joined
from dashboard.timeline import STRIP, STYLE

pytestmark = pytest.mark.browser

DAYS = [f"2021-09-{day:02}" for day in range(1, 31)]
FIGURES = [0] * 9 + [1234, 1180, 1150] + [0] * 17 + [990]
TIMELINE: dict[str, Any] = {
    "strip": "time", "unit": "day", "step": "auto", "units": ["auto", "week"], "start": DAYS, "end": DAYS,
    "mentions": FIGURES, "articles": FIGURES, "all": FIGURES, "since": None, "until": None, "country": None,
    "finding": "",
}  # fmt: skip
MEMBERS: dict[str, Any] = {
    "strip": "members", "changes": [], "first": "2020-01-01", "last": "2021-09-17", "day": "2021-09-17", "set": False,
    "usual": "End of archive", "finding": "",
    "organisations": [
        {"code": code, "label": code, "counts": [["2020-01-01", count, others]]}
        for code, count, others in (("NATO", 32, 1), ("CSTO", 6, 0), ("OTS", 5, 2))
    ],
}  # fmt: skip
BEGIN = """([name, data]) => {
  document.body.replaceChildren();
  window.sent = [];
  window.data = data;
  window.instance = new window[name](document.body);
  window.show = () => window.instance.show(window.data, (...what) => window.sent.push(what));
  window.show();
}"""


@pytest.fixture(scope="module")
def empty(chromium: Browser) -> Iterator[Page]:
    """A page with nothing but the strips' classes."""
    context = chromium.new_context(viewport={"width": 700, "height": 300})
    page = context.new_page()
    page.set_content(f"<style>{STYLE}</style>")
    for kind in ("timeline", "members"):
        script = joined(*STRIP, f"timeline_view/{kind}.js")
        name = kind.capitalize()
        page.add_script_tag(
            content=script.replace(
                f"export default mounted({name});", f"Object.assign(window, {{ {name}, mounted }});"
            ),
            type="module",
        )
    page.wait_for_function("() => Boolean(window.Timeline && window.Members)")
    yield page
    context.close()


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    return page.evaluate(
        "(selector) => [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect().toJSON())",
        selector,
    )


def meet(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] + 2 < other["bottom"] - 2
        and other["top"] + 2 < one["bottom"] - 2
    )


def nothing_meets(found: list[dict[str, float]]) -> bool:
    return not any(meet(one, other) for at, one in enumerate(found) for other in found[at + 1 :])


def test_no_figure_and_no_date_lies_on_another(empty: Page) -> None:
    empty.evaluate(BEGIN, ["Timeline", TIMELINE])
    figures = empty.locator("text.figure").all_text_contents()
    assert "1,234" in figures
    assert "990" in figures
    assert len(figures) < 4
    assert nothing_meets(boxes(empty, "text.figure"))
    for data in ({**TIMELINE, "unit": unit} for unit in ("day", "week")):
        empty.evaluate(BEGIN, ["Timeline", data])
        assert nothing_meets(boxes(empty, ".chart g text"))


def test_the_names_of_small_organisations_stand_apart(empty: Page) -> None:
    empty.evaluate(BEGIN, ["Members", MEMBERS])
    found = boxes(empty, "text.end")
    assert len(found) == 3
    assert nothing_meets(found)
    chart = boxes(empty, ".chart")[0]
    assert all(box["bottom"] <= chart["top"] + 70 for box in found)
    said = empty.locator(".said").inner_text()
    assert "NATO 32 + 1 observer or partner," in said
    assert "OTS 5 + 2 observers or partners" in said
    assert empty.get_by_role("button", name="Play").get_attribute("title") == "From change to change"


@pytest.mark.parametrize(
    ("kind", "data", "grip"), [("Timeline", TIMELINE, "From"), ("Members", MEMBERS, "Members as of")]
)
def test_keys_are_not_lost_when_an_answer_comes(empty: Page, kind: str, data: dict[str, Any], grip: str) -> None:
    empty.evaluate(BEGIN, [kind, data])
    slider = empty.get_by_role("slider", name=grip)
    slider.focus()
    empty.keyboard.press("End" if kind == "Timeline" else "Home")
    moved = slider.get_attribute("aria-valuenow")
    empty.evaluate("show()")
    assert slider.get_attribute("aria-valuenow") == moved
    empty.wait_for_function("() => window.sent.length > 0")
    (_, told) = empty.evaluate("sent[0]")
    assert told.get("since", told.get("on")) == ("2021-09-30" if kind == "Timeline" else "2020-01-01")


@pytest.mark.parametrize(("kind", "data"), [("Timeline", TIMELINE), ("Members", MEMBERS)])
def test_a_mouse_let_go_outside_drags_nothing(empty: Page, kind: str, data: dict[str, Any]) -> None:
    empty.evaluate(BEGIN, [kind, data])
    chart = boxes(empty, ".chart")[0]
    before = empty.get_by_role("slider").first.get_attribute("aria-valuenow")
    empty.mouse.move(chart["left"] + 200, chart["top"] + 2)
    empty.mouse.down()
    empty.mouse.move(chart["left"] + 200, chart["top"] - 10)
    empty.mouse.up()
    empty.mouse.move(chart["left"] + 300, chart["top"] + 30, steps=3)
    assert empty.get_by_role("slider").first.get_attribute("aria-valuenow") == before
    assert empty.evaluate("sent") == []


def test_an_overtaken_call_takes_nothing_away(empty: Page) -> None:
    """Streamlit ends a call that newer data overtook while the script was coming."""
    shown = empty.evaluate(
        """() => {
          const seen = [];
          class Kind { show(data) { seen.push(data); } leave() { seen.push("left"); } }
          const draw = mounted(Kind);
          const call = (data) => draw({ parentElement: document.body, data, setTriggerValue: null });
          const [old, now] = [call("old"), call("new")];
          old();
          call("newer")();
          now();
          return seen;
        }"""
    )
    assert shown == ["old", "new", "newer", "left"]


def test_leaving_ends_what_a_strip_listens_to(empty: Page) -> None:
    counts = empty.evaluate(
        """() => {
          const { addEventListener, removeEventListener } = EventTarget.prototype;
          let open = 0;
          const counting = (act, step) => function (...all) {
            if ([document, window].includes(this) || this instanceof MediaQueryList) open += step;
            return act.apply(this, all);
          };
          EventTarget.prototype.addEventListener = counting(addEventListener, 1);
          EventTarget.prototype.removeEventListener = counting(removeEventListener, -1);
          const strip = new Timeline(document.body);
          const during = open;
          strip.leave();
          Object.assign(EventTarget.prototype, { addEventListener, removeEventListener });
          return [during, open];
        }"""
    )
    assert counts[0] > 0
    assert counts[1] == 0


def test_the_finder_leaves_no_second_box(empty: Page) -> None:
    script = joined(ELEMENT, MOUNTED, "finder_view/finder.js").replace("export default", "window.drawFinder =")
    empty.add_script_tag(content=script, type="module")
    empty.wait_for_function("() => Boolean(window.drawFinder)")
    empty.evaluate(
        """() => {
          document.body.replaceChildren();
          const asked = (search) => ({ search, own: [], names: "" });
          const place = { parentElement: document.body, setTriggerValue() {} };
          const call = (search) => drawFinder({ ...place, data: asked(search) });
          const old = call("one");
          const now = call("two");
          old();
          now();
          call("three");
        }"""
    )
    assert empty.locator("form").count() == 1
    assert empty.get_by_role("combobox").input_value() == "three"
