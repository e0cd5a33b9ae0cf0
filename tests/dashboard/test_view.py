"""A view and its address say the same, both ways."""

import math
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import view as known_to_view
from dashboard.address import from_address, to_address
from dashboard.view import OVERLAY, Known, View, opened
from geo.atlas.selection import Selection
from geo.toponyms.mention import KINDS, USES

KNOWN = Known(
    organisations=("SCO", "CSTO", "EU", "NATO"),
    statuses=("member", "observer", "dialogue_partner", "suspended"),
    countries=("AFG", "KAZ", "RUS"),
    sources=("", "The Moscow Times", "a & b = c; d, e", "Агентство", "any", "none"),
)


def some(choices: tuple[str, ...], most: int = 9, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), unique=True, min_size=least, max_size=most).map(tuple)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    days = draw(st.tuples(st.none() | st.dates(), st.none() | st.dates()))
    since, until = sorted(days) if None not in days else days
    return Selection(
        organisations=draw(some(KNOWN.organisations)),
        combine=draw(st.sampled_from(known_to_view.COMBINES)),
        statuses=draw(some(KNOWN.statuses, least=1)),
        memberships_on=draw(st.none() | st.dates()),
        since=since,
        until=until,
        undated=draw(st.booleans()),
        sources=draw(some(KNOWN.sources)),
        kinds=draw(some(KINDS)),
        uses=draw(some(USES)),
        min_confidence=draw(st.integers(0, 100)) / 100,
        by=draw(st.sampled_from(known_to_view.COUNTED)),
        search=draw(st.text().map(str.strip)),
    )


@st.composite
def views(draw: st.DrawFn) -> View:
    return View(
        selection=draw(selections()),
        room=draw(st.sampled_from(known_to_view.ROOMS)),
        country=draw(st.none() | st.sampled_from(KNOWN.countries)),
        article=draw(st.none() | st.text(min_size=1)),
        organisation=draw(st.none() | st.sampled_from(KNOWN.organisations)),
        page=draw(st.integers(1, 999_999)),
        measure=draw(st.sampled_from(known_to_view.MEASURES)),
        scale=draw(st.sampled_from(known_to_view.SCALES)),
        overlay=draw(some(KNOWN.organisations, most=3)),
        listing=draw(st.sampled_from(known_to_view.COLUMNS)),
        step=draw(st.sampled_from(known_to_view.STEPS)),
        within=draw(st.sampled_from(known_to_view.WITHIN)),
        against=draw(st.none() | selections()),
        edition=draw(st.none() | st.integers(1, 999_999)),
        mark=draw(st.none() | st.text(min_size=1)),
        spread=draw(st.booleans()),
        strip=draw(st.sampled_from(known_to_view.STRIPS)),
        ties=draw(st.sampled_from(known_to_view.TIES)),
        disputed=draw(st.booleans()),
    )


# Two whole selections take their time to make up, on a machine that is busy more than the check allows.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(views())
def test_the_address_reopens_the_view(view: View) -> None:
    assert from_address(to_address(view), KNOWN) == (view, ())


@given(st.dictionaries(st.sampled_from([*to_address(View(page=2)), "org", "from", "to", "on", "confidence", "country",
                                        "status", "outline", "kind", "source", "undated", "combine", "?"]),
                       st.lists(st.text(), max_size=3)))  # fmt: skip
def test_no_address_is_too_strange(address: dict[str, list[str]]) -> None:
    view, _ = from_address(address, KNOWN)
    assert not math.isnan(view.selection.min_confidence)
    assert from_address(to_address(view), KNOWN) == (view, ())


def test_the_first_page_has_a_bare_address() -> None:
    assert to_address(View()) == {}
    assert from_address({}, KNOWN) == (View(), ())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"org": ["FOO"]}, "organisation"),
        ({"status": ["boss"]}, "membership"),
        ({"from": ["yesterday"]}, "from=yesterday"),
        ({"to": ["2021-13-01"]}, "to=2021-13-01"),
        ({"on": ["never"]}, "on=never"),
        ({"undated": ["maybe"]}, "undated=maybe"),
        ({"source": ["Nobody"]}, "“Nobody”"),
        ({"kind": ["river"]}, "kind of name"),
        ({"use": ["verb"]}, "use of names"),
        ({"confidence": ["2"]}, "confidence=2"),
        ({"confidence": ["nan"]}, "confidence=nan"),
        ({"measure": ["smell"]}, "measure=smell"),
        ({"scale": ["banana"]}, "scale=banana"),
        ({"outline": ["FOO"]}, "“FOO”"),
        ({"country": ["XXX"]}, "“XXX”"),
        ({"page": ["-1"]}, "page=-1"),
        ({"page": ["²"]}, "page=²"),
        ({"organisations": ["SCO"]}, "“organisations”"),
        ({"organisation": ["FOO"]}, "“FOO”"),
        ({"room": ["cellar"]}, "room=cellar"),
        ({"edition": ["0"]}, "edition=0"),
    ],
)
def test_what_a_link_gets_wrong_is_left_out_and_said(address: dict[str, list[str]], said: str) -> None:
    view, notes = from_address(address, KNOWN)
    assert view == View()
    assert len(notes) == 1
    assert said in notes[0]


def test_good_parts_of_a_bad_link_still_count() -> None:
    view, notes = from_address({"org": ["CSTO", "FOO"], "country": ["kaz"], "utm_source": ["mail"]}, KNOWN)
    assert view.selection.organisations == ("CSTO",)
    assert view.country == "KAZ"
    assert len(notes) == 1


def test_a_period_that_runs_backwards_is_turned_round() -> None:
    view, notes = from_address({"from": ["2021-09-17"], "to": ["2021-08-26"]}, KNOWN)
    assert (view.selection.since, view.selection.until) == (date(2021, 8, 26), date(2021, 9, 17))
    assert len(notes) == 1


def test_opening_another_country_begins_at_its_first_page() -> None:
    view = View(country="RUS", page=4, article="a")
    assert opened(view, country="KAZ") == View(country="KAZ")
    assert opened(view, country="RUS") == View(country="RUS", page=4)
    assert opened(view, article="b").article == "b"


def test_too_many_outlines_are_cut_to_what_can_be_told_apart() -> None:
    view, notes = from_address({"outline": list(KNOWN.organisations)}, KNOWN)
    assert view.overlay == KNOWN.organisations[:3]
    assert len(notes) == 1
    assert from_address({"outline": ["none"]}, KNOWN)[0].overlay == ()
    assert View().overlay == OVERLAY
