"""From candidates to mentions: how likely each is a place, which of two overlapping ones stays, what is said of it."""

import re
from collections.abc import Sequence

from geo.toponyms.evidence import Told, choices_of
from geo.toponyms.features import country_of
from geo.toponyms.mention import Kind, Mention, Use
from geo.toponyms.sense import Sense
from geo.toponyms.standing import stands_for
from geo.toponyms.survey import Found, Survey

# Mentions below this are not made. F1 is flat from 0.4 to 0.5 in cross-validation (docs/accuracy.md).
ACCEPTED = 0.46
# Names that belong to no present country are not judged: how often they are right on the seeds and the hard cases.
_UNJUDGED: dict[Kind, float] = {"organisation": 0.97, "region": 0.95, "historic": 0.97, "seat": 0.95}
# A reading as part of a name must be surer than this to take a place away, and the place less likely than these.
_SURE, _FIRM, _SHAKY = 0.6, 0.95, 0.6
_PLAIN = frozenset(["country", "capital"])
# A country or capital by itself is taken for one from this chance of its best reading, at least with this probability.
_CLEAR, PLAIN = 0.6, 0.55
# What is left of the probability of a name that the article shows to be a person.
_PERSON = 0.05
# ... of a common word that opens a sentence; and what a name is multiplied by that a person here has for a surname.
_WORD, _SURNAME = 0.3, 0.7
_ACRONYM = 5
_SMALL_NEXT = re.compile(r" [a-z]")
_RUNNERS_UP = 2
_WORTH_SAYING = 0.02


def is_judged(one: Found, kind: Kind) -> bool:
    """Whether the trees decide on a candidate: not on organisations and the like, nor on what a list calls a part."""
    return kind not in _UNJUDGED and not one.candidate.inside


def kind_of(one: Found) -> Kind:
    """What kind of thing a candidate would be."""
    return "place" if one.told is None else one.told.choices[one.told.best].kind


def inside_a_name(one: Found) -> bool:
    """Whether a country, capital or demonym stands inside the name of an organisation, a paper, a team or an event."""
    if one.candidate.inside:
        return True
    if one.told is None or kind_of(one) == "place":
        return False
    return one.candidate.look is not None and one.candidate.look.in_organisation


def may_be_name(one: Found, chance: float, sure: float) -> bool:
    """Whether a place of probability `chance` that reads as part of a name with `sure` is to be taken as one."""
    return sure > _SURE and chance < (_FIRM if inside_a_name(one) else _SHAKY)


def other_use(one: Found) -> Use:
    """The use of a name that turned out not to be part of another's name."""
    return "modifier" if one.candidate.after or kind_of(one) == "demonym" else "place"


def is_person(survey: Survey, one: Found) -> bool:
    """Whether a name is a given name before a surname: a common one, or one that the article also uses alone."""
    candidate = one.candidate
    look = candidate.look
    if look is None:
        return False
    again = candidate.following in survey.written or candidate.after in survey.people
    return look.full_name or (look.given_before_name and again)


def is_word(survey: Survey, one: Found) -> bool:
    """Whether a name is a common English word that opens a sentence, said once: Reading the report, she ..."""
    candidate, told, text = one.candidate, one.told, survey.text
    if told is None or told.count > 1 or one.parent is not None or candidate.look is None or not candidate.look.common:
        return False
    # News that opens with China or Turkey speaks of the country far more often than of the table.
    if kind_of(one) in _PLAIN:
        return False
    before = text[max(0, one.start - 2) : one.start].strip()
    return (not before or before[-1] in '.!?"“”:') and _SMALL_NEXT.match(text, one.end) is not None


def is_acronym(survey: Survey, one: Found) -> bool:
    """Whether a town's name is written as no town is: the OAS is not Oas, where the rest has small letters."""
    if one.told is None or one.told.name.abbreviation or one.parent is not None or kind_of(one) != "place":
        return False
    # A dateline stands at the beginning of a line.
    amid = survey.text[max(0, one.start - 2) : one.start - 1].islower()
    return amid and one.end - one.start <= _ACRONYM and survey.text[one.start : one.end].isupper()


def _is_dotted(survey: Survey, one: Found) -> bool:
    """Whether a name is written with the full stops of an abbreviation: "us" is a common word, "U.S." is not."""
    return one.told is not None and one.told.name.abbreviation and "." in survey.text[one.start : one.end]


def is_plain(survey: Survey, one: Found) -> bool:
    """Whether a country or capital of one meaning stands by itself, with nothing that makes it something else."""
    candidate, told = one.candidate, one.told
    if told is None or candidate.look is None or candidate.form in survey.people:
        return False
    if not (candidate.look.by_itself or _is_dotted(survey, one)):
        return False
    return told.choices[told.best].kind in _PLAIN and (len(told.choices) == 1 or told.chances[told.best] > _CLEAR)


def corrected(survey: Survey, one: Found, chance: float) -> float:
    """The probability that the trees gave, put right where a rule knows better than the few examples they saw."""
    if is_person(survey, one):
        return min(chance, _PERSON)
    if is_word(survey, one) or is_acronym(survey, one):
        return min(chance, _WORD)
    if one.candidate.form in survey.people and one.parent is None and not one.child:
        return chance * _SURNAME
    return max(chance, PLAIN) if chance < PLAIN and is_plain(survey, one) else chance


def settle(found: Sequence[tuple[Found, float]]) -> list[tuple[Found, float]]:
    """Of candidates that overlap keep the likelier, of equals the longer; the rest in order of start."""
    kept: list[tuple[Found, float]] = []
    for one, chance in found:
        while kept and one.start < kept[-1][0].end:
            last, before = kept[-1]
            if (before, last.end - last.start) >= (chance, one.end - one.start):
                break
            kept.pop()
        else:
            kept.append((one, chance))
    return kept


def unjudged(one: Found) -> float:
    """The probability that a name without a present country is what it seems."""
    look = one.candidate.look
    if one.candidate.inside or (look is not None and look.titled):
        return 0.0
    if look is not None and look.in_organisation and kind_of(one) == "region":
        return 0.0
    return _UNJUDGED.get(kind_of(one), 0.0)


def sense_of(survey: Survey, told: Told) -> Sense:
    """The reading meant within the country chosen: the one whose region the article speaks of, or the largest."""
    readings = told.choices[told.best].readings
    if len(readings) == 1 or readings[0].sense.kind != "place":
        return readings[0].sense
    region = survey.evidence.region
    return max(readings, key=lambda reading: (region.get(reading.sense.region, 0.0), reading.sense.population)).sense


def mention_of(survey: Survey, one: Found, chance: float, reading: tuple, why: str) -> Mention:
    """Put one mention together; `reading` is use and probability of that use."""
    text = survey.original[one.start : one.end]
    use, _ = reading
    if one.told is None:
        name = " ".join(text.split())
        return Mention(
            one.start, one.end, text, country_of(survey, one), "place", use, name,
            confidence=chance, why=(_why_unknown(survey, one), why),
        )  # fmt: skip
    sense = stands_for(survey.text, one.candidate.form, one.end) or sense_of(survey, one.told)
    return Mention(
        one.start, one.end, text, sense.iso3, sense.kind, use, sense.name, sense.lat, sense.lon, sense.organisation,
        chance, (*_why(survey, one.told, sense), why),
    )  # fmt: skip


def _why_unknown(survey: Survey, one: Found) -> str:
    if one.parent is not None:
        return f"in no list; before “{choices_of(one.parent)[0].readings[0].sense.name}”"
    return f"in no list; the article speaks most of {survey.focus}"


def _why(survey: Survey, told: Told, sense: Sense) -> tuple[str, ...]:
    """The sense in a few words and, where there were others, what spoke for this one and how likely they were."""
    what = f"{sense.note or sense.kind} {sense.iso3 or sense.organisation or ''}".strip()
    if len(told.choices) == 1:
        return (what,)
    share, _ = survey.evidence.share(told, told.best)
    others = sorted(zip(told.chances, told.choices, strict=True), key=lambda pair: -pair[0])[1 : 1 + _RUNNERS_UP]
    said = ", ".join(
        f"{choice.iso3 or choice.readings[0].sense.name} {odds:.2f}" for odds, choice in others if odds >= _WORTH_SAYING
    )
    parent = f"beside “{beside}”; " if (beside := _agreeing(told, sense)) else ""
    rest = f"{share:.0%} of the rest speaks of {sense.iso3}" if sense.iso3 and share >= _WORTH_SAYING else ""
    reasons = (parent + rest).rstrip("; ")
    return tuple(reason for reason in (what, reasons, f"rather than {said}" if said else "") if reason)


def _agreeing(told: Told, sense: Sense) -> str:
    """What stands right behind the name somewhere and lies in the same country, as Texas behind Paris; else nothing."""
    for parent in told.parents:
        for choice in choices_of(parent):
            if choice.iso3 == sense.iso3 is not None:
                return choice.readings[0].sense.name
    return ""
