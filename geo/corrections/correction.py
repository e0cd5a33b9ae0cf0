"""A correction: one reader's word that a name was misread, for one mention, one article or wherever it is said so."""

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Literal, get_args

import orjson

from geo.toponyms.mention import KINDS, USES, Kind, Mention, Use
from geo.toponyms.sense import Sense

Scope = Literal["mention", "article", "everywhere"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
# The words by which a corrected mention's `why` names its correction.
MARK = "correction "
LONGEST = 500  # characters of a note or a name


@dataclass(frozen=True, slots=True)
class Reading:
    """What the geoparser read, before any correction: a correction for more than one mention holds for these alone."""

    iso3: str | None
    kind: Kind
    name: str
    organisation: str | None
    use: Use

    @classmethod
    def of(cls, mention: Mention) -> "Reading":
        """The reading of a mention as the geoparser gave it."""
        return cls(mention.iso3, mention.kind, mention.name, mention.organisation, mention.use)

    def means(self, other: "Reading") -> bool:
        """Whether both mean the same thing, however it is used."""
        return (self.iso3, self.kind, self.name, self.organisation) == (
            other.iso3,
            other.kind,
            other.name,
            other.organisation,
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means instead."""

    iso3: str | None
    kind: Kind
    name: str
    lat: float | None = None
    lon: float | None = None
    organisation: str | None = None

    @classmethod
    def of(cls, sense: Sense) -> "Meaning":
        """A sense of the gazetteer as what is meant."""
        return cls(sense.iso3, sense.kind, sense.name, sense.lat, sense.lon, sense.organisation)


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. Exactly one of `meaning`, `no_place` and `use` says what is so instead.

    `text` is the surface, `read` what the geoparser made of it. `article` is empty for scope "everywhere"; `start`,
    `end` (code points) and `digest` (`digest_of` the article's text) are those of scope "mention" alone. `id` is made
    of the rest by `signed`.
    """

    scope: Scope
    text: str
    read: Reading
    meaning: Meaning | None = None
    no_place: bool = False
    use: Use | None = None
    article: str = ""
    start: int = -1
    end: int = -1
    digest: str = ""
    who: str = ""
    note: str = ""
    at: str = ""
    id: str = ""

    @property
    def of_use(self) -> bool:
        """Whether it corrects how the name is used, and not what it means."""
        return self.use is not None

    def fits(self, article: str, mention: Mention, read: Reading) -> bool:
        """Whether it holds for a mention that the geoparser read as `read`; the digest is not looked at."""
        if mention.text != self.text or (self.article and article != self.article):
            return False
        if self.scope == "mention":
            return (mention.start, mention.end) == (self.start, self.end)
        return read.means(self.read) and (not self.of_use or read.use == self.read.use)


def digest_of(text: str) -> str:
    """What tells whether an article still says what it said when a mention in it was corrected."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def signed(correction: Correction, who: str = "", note: str = "", at: datetime | None = None) -> Correction:
    """The correction with who, when and why, and the id that these and all the rest make."""
    when = (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    told = replace(correction, who=who.strip()[:LONGEST], note=note.strip()[:LONGEST], at=when, id="")
    return replace(told, id=blake2b(orjson.dumps(to_json(told)), digest_size=5).hexdigest())


def to_json(correction: Correction) -> dict[str, Any]:
    """A correction as the object its line holds; what does not apply is left out."""
    said = {name: value for name, value in asdict(correction).items() if name not in ("id", "meaning", "no_place")}
    for name, nothing in (("article", ""), ("start", -1), ("end", -1), ("digest", ""), ("use", None), ("note", "")):
        if said[name] == nothing:
            del said[name]
    if correction.meaning is not None:
        said["instead"] = asdict(correction.meaning)
    elif correction.no_place:
        said["instead"] = "no place"
    return {"correction": correction.id, **said}


def from_json(said: dict[str, Any]) -> Correction:
    """The correction of a line. Raises ValueError or KeyError or TypeError for what is none."""
    instead = said.get("instead")
    meaning = _checked(Meaning(**instead)) if isinstance(instead, dict) else None
    read = _checked(Reading(**said["read"]))
    found = Correction(
        scope=said["scope"],
        text=str(said["text"]),
        read=read,
        meaning=meaning,
        no_place=instead == "no place",
        use=said.get("use"),
        article=str(said.get("article", "")),
        start=int(said.get("start", -1)),
        end=int(said.get("end", -1)),
        digest=str(said.get("digest", "")),
        who=str(said.get("who", ""))[:LONGEST],
        note=str(said.get("note", ""))[:LONGEST],
        at=str(said.get("at", "")),
        id=str(said["correction"]),
    )
    if (found.meaning is not None) + found.no_place + found.of_use != 1:
        raise ValueError("it must say one thing: what is meant instead, that it is no place, or its use")
    if found.scope not in SCOPES or (found.use is not None and found.use not in USES):
        raise ValueError("its scope or its use is unknown")
    if (found.scope == "everywhere") == bool(found.article) or (found.scope == "mention") != (found.start >= 0):
        raise ValueError("its scope and the article or the place that it names do not go together")
    if not found.id.isalnum() or not found.text:
        raise ValueError("it has no id or no text")
    return found


def _checked(one: Any) -> Any:
    """Raise where a kind or a use is unknown, or a code is no code: these reach the tables."""
    if one.kind not in KINDS or getattr(one, "use", USES[0]) not in USES:
        raise ValueError("a kind or a use in it is unknown")
    texts = (one.iso3 or "", one.organisation or "", one.name)
    if not all(isinstance(text, str) and len(text) <= LONGEST for text in texts):
        raise ValueError("a name in it is no text")
    if one.iso3 is not None and not (len(one.iso3) <= 4 and one.iso3.isalnum() and one.iso3.isupper()):
        raise ValueError(f"{one.iso3!r} is no country")
    for degrees in (getattr(one, "lat", None), getattr(one, "lon", None)):
        if degrees is not None and not -180 <= float(degrees) <= 180:
            raise ValueError("it lies nowhere on the earth")
    return one
