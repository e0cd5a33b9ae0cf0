"""Why a name was read as it was: what decided, and what else it might have meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from geo.toponyms.evidence import Told
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.judge import sense_of
from geo.toponyms.mention import Kind, Mention
from geo.toponyms.sense import Sense
from geo.toponyms.survey import Survey

_MOST = 6
# Readings less likely than this are not told: a common name has hundreds of them.
_LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a name may mean. `chance`: how likely, 0 to 1, if it is a place at all; `meant`: the one chosen.

    `what` says in a word what kind of thing it is (town, region, former, presidency).
    """

    name: str
    iso3: str | None
    kind: Kind
    chance: float
    meant: bool
    what: str = ""
    lat: float | None = None
    lon: float | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the geoparser reads at one stretch of a text, `mention` None where it reads nothing there.

    `candidates`: the readings it weighed, the likeliest first; one alone where the name has but one meaning.
    """

    mention: Mention | None
    candidates: tuple[Candidate, ...]


def explain(text: str, start: int, end: int, geoparser: Geoparser | None = None) -> Explanation:
    """Read `text` and say how text[start:end] was read; offsets are code points.

    The whole text is read, for what it says elsewhere decides: to be asked for one article, not for an archive.
    """
    survey, mentions = (geoparser or Geoparser.load()).read_with_survey(text)
    mention = next((one for one in mentions if (one.start, one.end) == (start, end)), None)
    found = [one for one in survey.found if (one.start, one.end) == (start, end) and one.told is not None]
    told = found[0].told if found else None
    return Explanation(mention, _candidates(survey, told, mention) if told else ())


def _candidates(survey: Survey, told: Told, mention: Mention | None) -> tuple[Candidate, ...]:
    chosen = sense_of(survey, told)
    found = []
    for at, (choice, chance) in enumerate(zip(told.choices, told.chances, strict=False)):
        best = at == told.best
        sense = chosen if best else choice.readings[0].sense
        if best or chance >= _LEAST:
            found.append(_candidate(sense, chance, best and mention is not None))
    found.sort(key=lambda one: (not one.meant, -one.chance))
    return tuple(found[:_MOST])


def _candidate(sense: Sense, chance: float, meant: bool) -> Candidate:
    where = sense.lat, sense.lon
    return Candidate(sense.name, sense.iso3, sense.kind, chance, meant, sense.note, *where, sense.organisation)


# What the first reason of a mention says, in a sentence; by the note of the sense, else by the kind.
_WHAT = {
    "name": "“{text}” is a country’s own name.",
    "official": "“{text}” is the official name of {country}.",
    "alias": "“{text}” is another name of {country}.",
    "former": "“{text}” is a former name of {country}.",
    "abbreviation": "“{text}” is short for {name}.",
    "demonym": "“{text}” is what people and things of {name} are called.",
    "part_demonym": "“{text}” is what people and things of a part of {country} are called.",
    "prefix": "“{text}-” stands for {country} before a hyphen.",
    "capital": "“{text}” is the capital of {country}.",
    "former capital": "“{name}” is a former capital of {country}.",
    "part": "“{name}” is a part of {country}.",
    "town": "“{name}” is a town in {country}.",
    "region": "“{name}” is a state, province or region of {country}.",
    "county": "“{name}” is a county or district of {country}.",
    "stands for": "“{text}” stands for the {name} here.",
}
_WHAT_KIND = {
    "country": "“{text}” is a name of {country}.",
    "demonym": "“{text}” is what people and things of {country} are called.",
    "capital": "“{text}” is a capital of {country}.",
    "place": "“{name}” lies in {country} ({note}).",
    "seat": "“{text}” is a seat of power of {country} ({note}).",
    "historic": "“{text}” is a state that no longer exists ({note}), so it counts for no country of today.",
    "organisation": "“{name}” is an organisation, which counts for no single country.",
    "region": "“{name}” is a region of several countries, so it counts for none of them.",
}
_USE = (
    (re.compile(r"after (“.*”)"), "Its use: it stands after {0}."),
    (re.compile(r"before (“.*”)"), "Its use: it stands before {0}."),
    (re.compile(r"possessive before (“.*”)"), "Its use: {0} is said to belong to it."),
    (re.compile(r"possessive"), "Its use: it is written with an apostrophe, as an owner."),
    (re.compile(r"subject of a verb"), "Its use: it is the subject of a verb, so it acts."),
    (re.compile(r"people or adjective"), "Its use: it names people or describes something."),
    (re.compile(r"no word tells"), "Its use: no word beside it tells, so the likeliest use was taken."),
)
_BESIDE = re.compile(r"(?:beside (“.*?”))?(?:; )?(?:(\d+%) of the rest speaks of (\w{3}))?")
_RATHER = re.compile(r"rather than (.+)")
_UNKNOWN = re.compile(r"in no list; (?:before (“.*”)|the article speaks most of (\w+))")


def sentences(mention: Mention, naming: Callable[[str], str] = str) -> tuple[str, ...]:
    """The reasons of a mention as sentences for a reader; `naming` gives a country its name in a sentence.

    What no sentence is known for is given as it stands, so that a reading by another version is never silent.
    """
    reasons = list(mention.why)
    said = []
    if reasons and not _UNKNOWN.fullmatch(reasons[0]):
        said.append(_what(mention, reasons.pop(0), naming))
    return tuple(said + [one for reason in reasons if (one := _reason(reason, naming))])


def _what(mention: Mention, reason: str, naming: Callable[[str], str]) -> str:
    code = mention.iso3 or mention.organisation or ""
    note = reason.removesuffix(code).strip()
    pattern = _WHAT.get(note) or _WHAT_KIND[mention.kind]
    country = naming(mention.iso3) if mention.iso3 else ""
    text = " ".join(mention.text.split())
    return pattern.format(text=text, name=mention.name, country=country, note=note)


def _reason(reason: str, naming: Callable[[str], str]) -> str:
    for pattern, sentence in _USE:
        if found := pattern.fullmatch(reason):
            return sentence.format(*found.groups())
    if found := _UNKNOWN.fullmatch(reason):
        parent, focus = found.groups()
        if parent:
            return f"No list has this name; it stands before {parent}, and is taken to lie there."
        return f"No list has this name; the article speaks most of {naming(focus)}, and it is taken to lie there."
    if found := _RATHER.fullmatch(reason):
        return f"It was weighed against others: {_named(found[1], naming)}."
    if (found := _BESIDE.fullmatch(reason)) and any(found.groups()):
        beside, share, iso3 = found.groups()
        parts = [f"{beside} stands beside it" if beside else ""]
        parts.append(f"{share} of what else the article names speaks of {naming(iso3)}" if share else "")
        said = ", and ".join(part for part in parts if part)
        return f"{said[0].upper()}{said[1:]}."
    return f"{reason[:1].upper()}{reason[1:]}."


def _named(others: str, naming: Callable[[str], str]) -> str:
    """ "USA 0.12, Paris 0.03" as "the United States (12%), Paris (3%)"."""
    said = []
    for other in others.split(", "):
        who, _, odds = other.rpartition(" ")
        name = naming(who) if len(who) == 3 and who.isupper() else who
        said.append(f"{name} ({float(odds):.0%})" if re.fullmatch(r"[01]\.\d+", odds) else other)
    return ", ".join(said)
