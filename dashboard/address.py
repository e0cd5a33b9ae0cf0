"""The address of a view: one view, one link, the same both ways."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar, cast

from dashboard.view import (
    COLUMNS,
    COMBINES,
    COUNTED,
    MEASURES,
    MOST_OVERLAYS,
    OVERLAY,
    ROOMS,
    SCALES,
    STEPS,
    STRIPS,
    TIES,
    WITHIN,
    Column,
    Known,
    Measure,
    Room,
    Scale,
    Step,
    Strip,
    Ties,
    View,
    Within,
)
from geo.atlas.selection import Combine, Counted, Selection
from geo.toponyms.mention import KINDS, USES

T = TypeVar("T")
Address = dict[str, list[str]]
# What other sites add to a link on its way; nobody typed it, so nobody need be told that it was left out.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "ref")


# The parts of the address that speak of the other side of a comparison begin with this.
AGAINST = "b."


def to_address(view: View) -> Address:
    """The query parameters of `view`, those at their default left out, so that the first page has a bare address."""
    first = View()

    def unless_first(name: str) -> list[str]:
        value = getattr(view, name)
        return [str(value)] if value != getattr(first, name) else []

    parts: Address = {
        "room": unless_first("room"),
        **_selected(view.selection),
        "measure": unless_first("measure"),
        "scale": unless_first("scale"),
        "outline": list(view.overlay or ("none",)) if view.overlay != OVERLAY else [],
        "list": unless_first("listing"),
        "step": unless_first("step"),
        "within": unless_first("within"),
        "range": ["yes"] if view.spread else [],
        "strip": unless_first("strip"),
        "ties": unless_first("ties"),
        "disputed": [] if view.disputed else ["no"],
        "country": unless_first("country"),
        "with": unless_first("partner"),
        "organisation": unless_first("organisation"),
        "page": unless_first("page"),
        "article": unless_first("article"),
        "mark": unless_first("mark"),
        "edition": unless_first("edition"),
    }
    if view.against is not None:
        other = {AGAINST + name: values for name, values in _selected(view.against).items() if values}
        parts |= other or {AGAINST + "all": ["yes"]}
    return {name: values for name, values in parts.items() if values}


def from_address(address: Mapping[str, Sequence[str]], known: Known) -> tuple[View, tuple[str, ...]]:
    """The view an address asks for, and a sentence for each part of it that could not be had.

    Never raises: whatever is unknown or misspelt is left out and said, a range that runs backwards is turned round.
    The sentences repeat words of the address: they are text from outside.
    """
    read = _Reader(address)
    selection = _selection(read, known)
    overlay = read.several("outline", (*known.organisations, "none"), "an organisation")
    if len(overlay) > MOST_OVERLAYS:
        overlay = overlay[:MOST_OVERLAYS]
        read.notes.append(f"At most {MOST_OVERLAYS} organisations can be outlined at once; the first are shown.")
    view = View(
        selection=selection,
        room=cast(Room, read.one_of("room", ROOMS, "map")),
        country=read.country("country", known.countries),
        partner=read.country("with", known.countries),
        article=read.last("article"),
        organisation=read.organisation(known.organisations),
        page=read.whole("page", 1) or 1,
        measure=cast(Measure, read.one_of("measure", MEASURES, "mentions")),
        scale=cast(Scale, read.one_of("scale", SCALES, "classes")),
        overlay=() if "none" in overlay else overlay or OVERLAY,
        listing=cast(Column, read.one_of("list", COLUMNS, "countries")),
        step=cast(Step, read.one_of("step", STEPS, "auto")),
        within=cast(Within, read.one_of("within", WITHIN, "sentence")),
        against=_selection(read, known, AGAINST) if read.begins(AGAINST) else None,
        edition=read.whole("edition", None),
        mark=read.last("mark"),
        spread=read.one_of("range", ("yes", "no"), "no") == "yes",
        strip=cast(Strip, read.one_of("strip", STRIPS, "time")),
        ties=cast(Ties, read.one_of("ties", TIES, "members")),
        disputed=read.one_of("disputed", ("yes", "no"), "yes") == "yes",
    )
    read.left_over()
    return view, tuple(read.notes)


def _selected(asked: Selection) -> Address:
    """The parts of an address that say a selection."""
    plain = Selection()
    return {
        "org": list(asked.organisations),
        "combine": [asked.combine] if asked.combine != plain.combine else [],
        "status": list(asked.statuses) if asked.statuses != plain.statuses else [],
        "on": _day(asked.memberships_on),
        "from": _day(asked.since),
        "to": _day(asked.until),
        "undated": [] if asked.undated else ["no"],
        "source": list(asked.sources),
        "kind": list(asked.kinds),
        "use": list(asked.uses),
        "confidence": [f"{asked.min_confidence:.2f}"] if asked.min_confidence else [],
        "find": [asked.search] if asked.search else [],
        "by": [asked.by] if asked.by != plain.by else [],
    }


def _selection(read: "_Reader", known: Known, before: str = "") -> Selection:
    """The selection an address says, in parts whose names begin with `before`."""
    since, until = read.day(before + "from"), read.day(before + "to")
    if since and until and since > until:
        since, until = until, since
        read.notes.append("The dates in the link ran backwards; they have been turned round.")
    read.one_of(before + "all", ("yes",), "yes")
    return Selection(
        organisations=read.several(before + "org", known.organisations, "an organisation"),
        combine=cast(Combine, read.one_of(before + "combine", COMBINES, "any")),
        statuses=read.several(before + "status", known.statuses, "a kind of membership") or Selection().statuses,
        memberships_on=read.day(before + "on"),
        since=since,
        until=until,
        undated=read.one_of(before + "undated", ("yes", "no"), "yes") == "yes",
        sources=read.several(before + "source", known.sources, "a source"),
        kinds=read.several(before + "kind", KINDS, "a kind of name"),
        uses=read.several(before + "use", USES, "a use of names"),
        min_confidence=read.fraction(before + "confidence"),
        search=(read.last(before + "find") or "").strip(),
        by=cast(Counted, read.one_of(before + "by", COUNTED, "article")),
    )


def _day(day: date | None) -> list[str]:
    return [day.isoformat()] if day else []


class _Reader:
    """Reads an address part by part and keeps what must be said about it."""

    def __init__(self, address: Mapping[str, Sequence[str]]) -> None:
        self._address = {name: list(values) for name, values in address.items()}
        self.notes: list[str] = []

    def several(self, name: str, choices: Iterable[str], what: str) -> tuple[str, ...]:
        asked = dict.fromkeys(self._address.pop(name, []))
        known = set(choices)
        for value in asked:
            if value not in known:
                self.notes.append(f"The link names {what} that is not known here, “{value}”; it was left out.")
        return tuple(value for value in asked if value in known)

    def last(self, name: str) -> str | None:
        values = self._address.pop(name, [])
        return values[-1] or None if values else None

    def one_of(self, name: str, choices: Sequence[str], default: str) -> str:
        return self._parsed(name, lambda value: choices[choices.index(value)], default)

    def day(self, name: str) -> date | None:
        return self._parsed(name, date.fromisoformat, None)

    def fraction(self, name: str) -> float:
        return self._parsed(name, _hundredths, 0.0)

    def whole(self, name: str, default: int | None) -> int | None:
        return self._parsed(name, _whole, default)

    def begins(self, before: str) -> bool:
        return any(name.startswith(before) for name in self._address)

    def organisation(self, organisations: Sequence[str]) -> str | None:
        code = self.last("organisation")
        if code is None or code in organisations:
            return code
        self.notes.append(f"The link asks for an organisation that is not known here, “{code}”; choose one.")
        return None

    def country(self, name: str, countries: Sequence[str]) -> str | None:
        code = self.last(name)
        if code is None:
            return None
        if code.upper() in countries:
            return code.upper()
        self.notes.append(f"The link asks for a country that is not known here, “{code}”; pick one on the map.")
        return None

    def left_over(self) -> None:
        for name in self._address:
            if not name.lower().startswith(_TRACKING):
                self.notes.append(f"The link says “{name}”, which means nothing here; it was left out.")

    def _parsed(self, name: str, parse: Callable[[str], T], default: T) -> T:
        asked = self.last(name)
        if asked is None:
            return default
        try:
            return parse(asked)
        except ValueError:
            self.notes.append(f"The link says {name}={asked}, which could not be read; it was left out.")
            return default


def _hundredths(text: str) -> float:
    value = round(float(text), 2)
    if not 0 <= value <= 1:
        raise ValueError(text)
    return value


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text) > 0):
        raise ValueError(text)
    return int(text)
