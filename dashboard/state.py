"""What the filters hold, what the address says, and which of the two is believed.

Streamlit can bind a widget to the address itself, but then it replaces the address without leaving a trace in the
browser's history, writes labels instead of codes and takes a reversed range for granted. Here the page writes the whole
address, so that each view is a step the back button returns to.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.address import from_address, to_address
from dashboard.view import Known, View, among, cleared, opened
from geo.atlas.selection import Selection

# The country box; a click on the map or in the table only sets it.
COUNTRY = "country_box"
# What is sought in the articles; the finder sets it.
SEARCH = "search"
# The filters' widgets, which are in the page only while their popover is open.
_IN_POPOVERS = (
    "organisations",
    "combine",
    "statuses",
    "memberships_on",
    "since",
    "until",
    "undated",
    "sources",
    "kinds",
    "uses",
    "confidence",
    "overlay",
    "measure",
    "scale",
    "by",
    "ties",
    "disputed",
    "spread",
)
# Fields of a view that a widget of the same name holds, or that only callbacks set.
_AS_THEY_ARE = (
    "article",
    "organisation",
    "page",
    "measure",
    "scale",
    "listing",
    "step",
    "within",
    "against",
    "partner",
    "edition",
    "mark",
    "spread",
    "strip",
    "ties",
    "disputed",
)


def settle(known: Callable[[], Known]) -> View:
    """The view of this run, with the widgets and the address set to it; call before any widget is made.

    The widgets are believed where they have changed since the last run, else the address where that has: on the first
    run, after back or forward, and when somebody edits it; `known` is asked only then.
    """
    shown: View | None = st.session_state.get("shown")
    asked = _from_widgets(shown) if shown else None
    if asked is not None and (asked != shown or _current_address() == st.session_state["shown_address"]):
        if asked != shown:
            st.session_state["notes"] = ()
        view = _mended(asked, shown)
    else:
        view, st.session_state["notes"] = from_address(_current_address(), known())
    show(view)
    return view


def show(view: View) -> None:
    """Set the widgets and the address to `view`; a changed address is one step in the browser's history."""
    _set(_to_widgets(view))
    address = _current_address() if st.session_state.pop("walking", False) else to_address(view)
    if address != _current_address():
        st.query_params.from_dict(address)
    st.session_state["shown"] = view
    st.session_state["shown_address"] = address


def narrow(view: View, known: Known) -> View:
    """`view` without what an archive other than the address's does not have; call before any widget is made."""
    found = among(view, known.organisations, known.sources)
    if found != view:
        show(found)
        st.session_state["notes"] = (*notes(), "What these articles do not have was left out of the filters.")
    return found


def notes() -> tuple[str, ...]:
    """What had to be left out of the link; words of the link stand in it, so it is text from outside."""
    return st.session_state.get("notes", ())


def selection() -> Selection:
    """In a callback: what is selected now."""
    return _from_widgets(st.session_state["shown"]).selection


def go(**changes: Any) -> None:
    """Callback: the view of the last run, with some of its fields changed."""
    shown: View = st.session_state["shown"]
    _set(_to_widgets(replace(_from_widgets(shown), **changes)))


def walk(on_the_way: bool, **changes: Any) -> None:
    """Callback: `go`, where a player does so by itself; the address only says where it comes to rest.

    A frame a second would bury what the reader was looking at under a hundred steps of the browser's back button.
    """
    go(**changes)
    st.session_state["walking"] = on_the_way


def open_country(iso3: str | None) -> None:
    """Callback: open a country's panel, or close it."""
    go(country=iso3, article=None, organisation=None, mark=None)


def open_article(article_id: str | None) -> None:
    """Callback: open an article, or go back from it."""
    go(article=article_id, mark=None)


def open_organisation(code: str | None) -> None:
    """Callback: open an organisation's page, or close it."""
    go(organisation=code, country=None, article=None, mark=None)


def search(words: str) -> None:
    """Callback: the articles that a search finds, beside the map; without words, all countries again."""
    now = _from_widgets(st.session_state["shown"])
    selection = replace(now.selection, search=words)
    if words:
        go(
            selection=selection,
            listing="articles",
            room="map",
            country=None,
            article=None,
            organisation=None,
            mark=None,
        )
    else:
        go(selection=selection, listing="countries")


def select(selection: Selection) -> None:
    """Callback: another selection, in the view as it is."""
    go(selection=selection)


def turn_to(page: int) -> None:
    """Callback: another page of a list of articles."""
    go(page=page)


def reset() -> None:
    """Callback: clear every filter and the map's settings; the room and the country stay open."""
    _set(_to_widgets(cleared(_from_widgets(st.session_state["shown"]))))


def key(name: str) -> str:
    """The key of a filter's widget. It is another one after each change that did not come from the filters.

    A closed popover's widgets are not in the page, so the browser does not hear that they were set from here, and sends
    what they held before with the next click, wherever that is. Under another key that is nobody's any more; under the
    same one, a filter that was taken out would come back.
    """
    generation = st.session_state.get("generation", 0)
    return f"{name}-{generation}" if generation and name in _IN_POPOVERS else name


def held(name: str) -> Any:
    """What a widget holds; call after `settle`."""
    return st.session_state[key(name)]


def _set(values: dict[str, Any]) -> None:
    """Set the widgets that hold something else; setting one anew would undo what the reader clicks meanwhile."""
    if any(key(name) in st.session_state and held(name) != values[name] for name in _IN_POPOVERS):
        st.session_state["generation"] = st.session_state.get("generation", 0) + 1
    for name, value in values.items():
        if key(name) not in st.session_state or held(name) != value:
            st.session_state[key(name)] = value


def _current_address() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _to_widgets(view: View) -> dict[str, Any]:
    """What every widget holds under a view; the keys of a selection's are said once, here."""
    asked = view.selection
    return {
        "room": view.room,
        "organisations": list(asked.organisations),
        "combine": asked.combine,
        "statuses": list(asked.statuses),
        "memberships_on": asked.memberships_on,
        "since": asked.since,
        "until": asked.until,
        "undated": asked.undated,
        "sources": list(asked.sources),
        "kinds": list(asked.kinds),
        "uses": list(asked.uses),
        "confidence": asked.min_confidence,
        SEARCH: asked.search,
        "by": asked.by,
        COUNTRY: view.country,
        "overlay": list(view.overlay),
        **{name: getattr(view, name) for name in _AS_THEY_ARE},
    }


def _from_widgets(shown: View) -> View:
    """What the widgets hold; one that was not drawn last time, or holds nothing, still holds what was shown."""
    before = _to_widgets(shown)
    now = {name: st.session_state.get(key(name), value) for name, value in before.items()}
    selection = Selection(
        organisations=tuple(now["organisations"]),
        combine=now["combine"],
        statuses=tuple(now["statuses"]) or Selection().statuses,
        memberships_on=now["memberships_on"],
        since=now["since"],
        until=now["until"],
        undated=now["undated"],
        sources=tuple(now["sources"]),
        kinds=tuple(now["kinds"]),
        uses=tuple(now["uses"]),
        min_confidence=now["confidence"],
        search=now[SEARCH],
        by=now["by"],
    )
    as_they_are = {name: now[name] for name in _AS_THEY_ARE}
    room = now["room"] or shown.room
    return View(selection, room, now[COUNTRY], overlay=tuple(now["overlay"]), **as_they_are)


def _mended(asked: View, shown: View | None) -> View:
    """`asked`, with what the change makes out of date: the page of another list, a period run backwards."""
    since, until = asked.selection.since, asked.selection.until
    if since and until and since > until:
        asked = replace(asked, selection=replace(asked.selection, since=until, until=since))
        st.session_state["notes"] = ("The dates ran backwards; they have been turned round.",)
    if shown is None:
        return asked
    if asked.room != shown.room:
        return replace(asked, article=None, organisation=None, mark=None, page=1)
    if asked.organisation not in (None, shown.organisation):
        # Opened in place of the country that was open, which must not take it away again.
        return replace(asked, country=None, partner=None, page=1)
    if asked.country != shown.country:
        return opened(replace(asked, page=1), country=asked.country)
    if asked.selection != shown.selection or asked.listing != shown.listing:
        return replace(asked, page=1)
    return asked
