"""What is being looked at, and the address that says so: one view, one link, the same both ways."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeVar, cast, get_args

from geo.atlas.selection import Combine, Selection
from geo.toponyms.mention import KINDS, USES

Measure = Literal["mentions", "articles", "share"]
Scale = Literal["classes", "log"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
SCALES: tuple[Scale, ...] = get_args(Scale)
COMBINES: tuple[Combine, ...] = get_args(Combine)

# The two organisations outlined on the map when the address names none.
OVERLAY = ("SCO", "CSTO")
MOST_OVERLAYS = 3


@dataclass(frozen=True, slots=True)
class View:
    """A selection, with one status at least, and what is opened in it.

    `page` counts a country's articles from 1, a few at a time.
    """

    selection: Selection = field(default_factory=Selection)
    country: str | None = None
    article: str | None = None
    page: int = 1
    measure: Measure = "mentions"
    scale: Scale = "classes"
    overlay: tuple[str, ...] = OVERLAY


@dataclass(frozen=True, slots=True)
class Known:
    """What a link may name. Sources are those of the atlas, "" among them when some articles state none."""

    organisations: Sequence[str] = ()
    statuses: Sequence[str] = ()
    countries: Sequence[str] = ()
    sources: Sequence[str] = ()


T = TypeVar("T")
Address = dict[str, list[str]]
# What other sites add to a link on its way; nobody typed it, so nobody need be told that it was left out.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "ref")


def to_address(view: View) -> Address:
    """The query parameters of `view`, those at their default left out, so that the first page has a bare address."""
    asked = view.selection
    plain = Selection()
    parts: Address = {
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
        "measure": [view.measure] if view.measure != "mentions" else [],
        "scale": [view.scale] if view.scale != "classes" else [],
        "outline": list(view.overlay or ("none",)) if view.overlay != OVERLAY else [],
        "country": [view.country] if view.country else [],
        "page": [str(view.page)] if view.page > 1 else [],
        "article": [view.article] if view.article else [],
    }
    return {name: values for name, values in parts.items() if values}


def from_address(address: Mapping[str, Sequence[str]], known: Known) -> tuple[View, tuple[str, ...]]:
    """The view an address asks for, and a sentence for each part of it that could not be had.

    Never raises: whatever is unknown or misspelt is left out and said, a range that runs backwards is turned round.
    The sentences repeat words of the address: they are text from outside.
    """
    read = _Reader(address)
    since, until = read.day("from"), read.day("to")
    if since and until and since > until:
        since, until = until, since
        read.notes.append("The dates in the link ran backwards; they have been turned round.")
    overlay = read.several("outline", (*known.organisations, "none"), "an organisation")
    if len(overlay) > MOST_OVERLAYS:
        overlay = overlay[:MOST_OVERLAYS]
        read.notes.append(f"At most {MOST_OVERLAYS} organisations can be outlined at once; the first are shown.")
    selection = Selection(
        organisations=read.several("org", known.organisations, "an organisation"),
        combine=cast(Combine, read.one_of("combine", COMBINES, "any")),
        statuses=read.several("status", known.statuses, "a kind of membership") or Selection().statuses,
        memberships_on=read.day("on"),
        since=since,
        until=until,
        undated=read.one_of("undated", ("yes", "no"), "yes") == "yes",
        sources=read.several("source", known.sources, "a source"),
        kinds=read.several("kind", KINDS, "a kind of name"),
        uses=read.several("use", USES, "a use of names"),
        min_confidence=read.fraction("confidence"),
    )
    view = View(
        selection=selection,
        country=read.country(known.countries),
        article=read.last("article"),
        page=read.page(),
        measure=cast(Measure, read.one_of("measure", MEASURES, "mentions")),
        scale=cast(Scale, read.one_of("scale", SCALES, "classes")),
        overlay=() if "none" in overlay else overlay or OVERLAY,
    )
    read.left_over()
    return view, tuple(read.notes)


def opened(view: View, country: str | None = None, article: str | None = None) -> View:
    """`view` with another country, or an article of its, opened from the first page on."""
    if article is not None:
        return replace(view, article=article)
    return replace(view, country=country, article=None, page=1 if country != view.country else view.page)


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

    def page(self) -> int:
        return self._parsed("page", _page, 1)

    def country(self, countries: Sequence[str]) -> str | None:
        code = self.last("country")
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


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text) > 0):
        raise ValueError(text)
    return int(text)
