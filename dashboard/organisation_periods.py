"""Every period of an organisation, as its page draws and lists them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from dashboard.archive import Archive
from dashboard.overlay import dash
from dashboard.safe import web_address
from dashboard.view import View
from dashboard.wording import bound, counted, day
from geo.world.memberships import Membership, statuses
from geo.world.sources import Source, sources_of

# What `confidence` says of a period's dates, for readers.
CONFIDENCE: Mapping[str, str] = {
    "verified_2plus": "date found in two or more sources",
    "verified_1": "date found in one source",
    "verified_2plus_year": "year found in two or more sources, the day from memory",
    "verified_1_year": "year found in one source, the day from memory",
    "status_only_2plus": "today’s status found in two or more sources, the date from memory",
    "status_only_1": "today’s status found in one source, the date from memory",
    "memory": "from memory; no source was found",
}
_USERS = "as the file of organisations has it"
_MOST_YEARS = 7


def periods_data(archive: Archive, view: View, code: str) -> dict[str, Any]:
    """The chart and the table of an organisation, in plain types; all words of it are to be shown as text."""
    periods = archive.memberships.periods(code)
    on, today = archive.day(view), date.today()
    name = archive.memberships.organisations[code].name
    first = min([*(_plain(one.start) for one in periods), on])
    last = max(today, on)

    def at(when: date) -> float:
        return (_plain(when) - first).days / max(1, (last - first).days)

    by_country: dict[str, list[Membership]] = {}
    for one in periods:
        by_country.setdefault(one.iso3, []).append(one)
    order = sorted(by_country, key=lambda iso3: (_joined(by_country[iso3]), archive.name(iso3)))
    return {
        "rows": [
            {
                "iso3": iso3,
                "name": archive.name(iso3),
                "told": "; ".join(_told(one) for one in by_country[iso3]),
                "spells": [_spell(one, at) for one in by_country[iso3]],
            }
            for iso3 in order
        ],
        "years": [{"at": at(date(year, 1, 1)), "year": str(year)} for year in _years(first, last)],
        "day": at(on),
        "key": _key(periods),
        "note": f"Lines end today. The upright dotted line is {day(on)}, the day that is shown on the map.",
        "periods": [
            {
                "name": archive.name(one.iso3),
                "status": statuses()[one.status].label,
                "from": bound(one.start),
                "to": bound(one.end) if one.end else "still in force",
                "confidence": CONFIDENCE.get(one.confidence, one.confidence) or _USERS,
                "note": one.note,
                "sources": [_source(source) for source in sources_of(one)],
            }
            for iso3 in order
            for one in by_country[iso3]
        ],
        "caption": f"{name}: {counted(len(periods), 'period')} of {counted(len(order), 'country', 'countries')}",
    }


def _spell(one: Membership, at: Any) -> dict[str, Any]:
    year = str(one.start.year)
    formal = statuses()[one.status].formal_member
    return {
        "from": at(one.start),
        "to": min(1.0, at(one.end)) if one.end else 1.0,
        "ends": one.end is not None,
        "dash": dash(one.status),
        "style": "formal" if formal else "other",
        "words": year if one.status == "member" else f"{statuses()[one.status].label} {year}",
    }


def _told(one: Membership) -> str:
    until = f" until {bound(one.end)}" if one.end else ""
    return f"{statuses()[one.status].label} from {bound(one.start)}{until}"


def _joined(periods: list[Membership]) -> tuple[bool, date]:
    """Members before the rest, each by when they came."""
    formal = [_plain(one.start) for one in periods if statuses()[one.status].formal_member]
    return not formal, min(formal or [_plain(one.start) for one in periods])


def _key(periods: list[Membership]) -> list[dict[str, str]]:
    """What each line style stands for: the labels of the statuses that are drawn with it."""
    found: dict[tuple[str, bool], list[str]] = {}
    present = {one.status for one in periods}
    for code, status in statuses().items():
        if code in present:
            found.setdefault((dash(code), status.formal_member), []).append(status.label)
    return [
        {"dash": pattern, "style": "formal" if formal else "other", "label": " or ".join(labels)}
        for (pattern, formal), labels in found.items()
    ]


def _source(source: Source) -> dict[str, str | None]:
    """A source as a link where a browser can only read what is there, named by its site; else in its own words."""
    address = web_address(source.address or "")
    host = (urlsplit(address).hostname or "") if address else ""
    return {"title": source.title, "text": host.removeprefix("www.") or source.title, "href": address}


def _years(first: date, last: date) -> list[int]:
    span = last.year - first.year + 1
    each = next((step for step in (1, 2, 5, 10, 20, 50) if span / step <= _MOST_YEARS), 50)
    return [year for year in range(first.year + 1, last.year + 1) if year % each == 0]


def _plain(bound: date) -> date:
    return date(bound.year, bound.month, bound.day)
