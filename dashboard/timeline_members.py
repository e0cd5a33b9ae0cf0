"""Who belonged, when: a strip with how many members each organisation had, which sets the day of the outlines."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.joined import joined
from dashboard.timeline import STRIP, STYLE
from dashboard.view import View
from dashboard.wording import day, listed
from geo.world.countries import countries
from geo.world.memberships import Membership, statuses

_members = st.components.v2.component("dateline_members", css=STYLE, js=joined(*STRIP, "timeline_view/members.js"))
# More names than these are counted.
_MOST_NAMES = 4


def members_strip(archive: Archive, view: View, codes: Sequence[str], key: str, *, alone: bool = False) -> None:
    """The strip for up to three organisations; `alone`, on an organisation's page, it is no choice among strips."""

    def set_day() -> None:
        sent = st.session_state[key]["day"]
        on = date.fromisoformat(sent["on"]) if sent["on"] else None
        state.walk(bool(sent["walking"]), selection=replace(state.selection(), memberships_on=on))

    def set_strip() -> None:
        state.go(strip=st.session_state[key]["strip"])

    data = members_data(archive, view, codes, date.today())
    shown = {**data, "strip": "" if alone else view.strip}
    _members(key=key, data=shown, on_day_change=set_day, on_strip_change=set_strip, height="content")


def members_data(archive: Archive, view: View, codes: Sequence[str], today: date) -> dict[str, Any]:
    """What the strip shows, in plain types; it begins before the first organisation did and ends today."""
    held = {code: archive.memberships.periods(code) for code in codes if code in archive.organisations}
    bounds = sorted({bound for periods in held.values() for bound in changes(periods)})
    on = archive.day(view)
    # A year is the least that a reader sees as a stretch of time.
    first = min([*bounds, on, today.replace(year=today.year - 1, day=1)])
    return {
        "organisations": [
            {"code": code, "label": code.replace("_", " "), "counts": counts(periods)} for code, periods in held.items()
        ],
        "changes": [bound.isoformat() for bound in bounds if bound <= max(today, on)],
        "first": first.isoformat(),
        "last": max(today, on).isoformat(),
        "day": on.isoformat(),
        "set": view.selection.memberships_on is not None,
        "usual": "End of period" if view.selection.until else "End of archive",
        "finding": _finding(held, on),
    }


def changes(periods: Iterable[Membership]) -> list[date]:
    """The days on which somebody's formal membership begins or ends, in order."""
    periods = list(periods)
    days = {_plain(bound) for one in periods for bound in (one.start, one.end) if bound and _is_formal(one)}
    # From a suspension back to full membership nobody joins or leaves.
    return [on for on in sorted(days) if _formal(periods, on) != _formal(periods, date.fromordinal(on.toordinal() - 1))]


def counts(periods: Iterable[Membership]) -> list[tuple[str, int, int]]:
    """From which day on, how many formal members, and how many with a looser tie; an entry a change of either."""
    periods = list(periods)
    found: list[tuple[str, int, int]] = []
    for on in sorted({_plain(bound) for one in periods for bound in (one.start, one.end) if bound}):
        members = len(_formal(periods, on))
        others = len({one.iso3 for one in periods if one.holds(on)}) - members
        if not found or found[-1][1:] != (members, others):
            found.append((on.isoformat(), members, others))
    return found


def _finding(held: dict[str, list[Membership]], on: date) -> str:
    """Whose membership changed last, and whose will change next, organisation by organisation."""
    if not held:
        return "No organisation is outlined; choose one under Outlines."
    return " ".join(filter(None, (_told(code.replace("_", " "), periods, on) for code, periods in held.items())))


def _told(code: str, periods: list[Membership], on: date) -> str:
    days = changes(periods)
    before, after = [one for one in days if one <= on], [one for one in days if one > on]
    said = [f"{_moved(periods, before[-1])} last, on {day(before[-1])}"] if before else []
    said += [f"{_moved(periods, after[0])} next, on {day(after[0])}"] if after else []
    return f"{code}: {'; '.join(said)}." if said else ""


def _moved(periods: list[Membership], on: date) -> str:
    """ "India and Pakistan joined"."""
    now, then = _formal(periods, on), _formal(periods, date.fromordinal(on.toordinal() - 1))
    parts = [f"{_names(who)} {verb}" for verb, who in (("joined", now - then), ("left", then - now)) if who]
    return " and ".join(parts)


def _names(who: set[str]) -> str:
    names = sorted(countries()[iso3].name for iso3 in who)
    more = len(names) - _MOST_NAMES
    return listed(names if more <= 0 else [*names[:_MOST_NAMES], f"{more} more"])


def _formal(periods: Iterable[Membership], on: date) -> set[str]:
    return {one.iso3 for one in periods if _is_formal(one) and one.holds(on)}


def _is_formal(membership: Membership) -> bool:
    return statuses()[membership.status].formal_member


def _plain(bound: date) -> date:
    return date(bound.year, bound.month, bound.day)
