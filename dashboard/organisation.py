"""An organisation's page: what it is, who belonged when and how that is known, and where its members lie."""

from dataclasses import replace

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.joined import ELEMENT, joined
from dashboard.map_view import show_map
from dashboard.mapped import organisation_picture
from dashboard.organisation_periods import periods_data
from dashboard.safe import label, plain
from dashboard.timeline_members import members_strip
from dashboard.view import MOST_OVERLAYS, View
from dashboard.wording import bound, counted, day
from geo.world.memberships import statuses
from geo.world.organisations import Organisation

_KEY, _MAP, _STRIP = "organisation_periods", "map_of_organisation", "organisation_strip"
_periods = st.components.v2.component(
    "dateline_organisation",
    css=joined("organisation_view/organisation.css"),
    js=joined(ELEMENT, "organisation_view/organisation.js"),
    isolate_styles=False,
)
_KINDS = {"user": "added by whoever built this atlas"}


def organisation_page(archive: Archive, view: View) -> None:
    """The opened organisation of `view`; names of a user's organisations are text from outside."""
    code = view.organisation
    assert code is not None
    known = archive.memberships.organisations[code]
    with st.container(key="organisation"):
        back = f"Back to {archive.name(view.country)}" if view.country else "Back to the map"
        st.button(f"← {back}", key="back", on_click=state.go, kwargs={"organisation": None}, type="tertiary")
        about, beside = st.columns([62, 38], gap="medium")
        with about:
            st.html(_heading(archive, view, known))
            _uses(view, code)
            _periods(key=_KEY, data=periods_data(archive, view, code), on_country_change=_country, height="content")
        with beside, st.container(key="article_map"):
            counts = archive.atlas.countries(view.selection)
            show_map(organisation_picture(archive, view, counts, code), _MAP, on_pick=_picked, small=True)
            members_strip(archive, view, (code,), _STRIP, alone=True)


def _heading(archive: Archive, view: View, known: Organisation) -> str:
    on = archive.day(view)
    members = {one.iso3 for one in archive.memberships.periods(known.code) if one.holds(on) and _formal(one.status)}
    facts = [
        ("Kind", _KINDS.get(known.kind, known.kind) or "not stated"),
        ("Founded", bound(known.founded) if known.founded else "not stated"),
        ("Headquarters", known.headquarters or "none, or not stated"),
        ("Today", "active" if known.active else "no longer active"),
        ("Members", f"{counted(len(members), 'country', 'countries')} on {day(on)}"),
    ]
    listed = "".join(f"<div><dt>{name}</dt><dd>{plain(told)}</dd></div>" for name, told in facts)
    shown = known.code.replace("_", " ")
    code = f" <small>{plain(shown)}</small>" if shown != known.name else ""
    return f'<h2 class="organisation-name">{plain(known.name)}{code}</h2><dl class="facts">{listed}</dl>'


def _uses(view: View, code: str) -> None:
    """What can be done with it: count its members alone, or outline it."""
    with st.container(horizontal=True, gap="small", key="organisation_uses"):
        shown = label(code.replace("_", " "))
        st.button(f"Count only members of {shown}", key="count_members", on_click=_count, args=(code,))
        if code not in view.overlay:
            st.button(
                f"Outline {shown} on the map", key="outline_members", on_click=_outline, args=(code, view.overlay)
            )


def _count(code: str) -> None:
    selection = replace(state.selection(), organisations=(code,), combine="any")
    state.go(selection=selection, organisation=None, country=None, room="map")


def _outline(code: str, drawn: tuple[str, ...]) -> None:
    state.go(overlay=(code, *drawn)[:MOST_OVERLAYS], organisation=None, room="map")


def _formal(status: str) -> bool:
    return statuses()[status].formal_member


def _picked() -> None:
    state.open_country(st.session_state[_MAP]["picked"])


def _country() -> None:
    state.open_country(st.session_state[_KEY]["country"])
