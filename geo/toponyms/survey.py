"""Everything in a text that may be a place, and what the text as a whole says about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.toponyms import shape
from geo.toponyms.evidence import Evidence, Told, choices_of
from geo.toponyms.furniture import spans
from geo.toponyms.gazetteer import Name
from geo.toponyms.runs import RUN, Candidate, Runs

_IN = (" in ", " at ", "near ", "from ", " of ", " to ", "ound ", "side ", " the ")
_IN_WORDS = frozenset(["in", "at", "near", "from"])
_WITHIN = re.compile(r"(?:, (?:in )?(?:the )?| in (?:the )?| \()\Z")
_BESIDE = frozenset([", ", " and ", " or ", ", and "])
_PARENTS = frozenset(["country", "place", "capital", "historic"])
_COMMON_GIVEN = 7.0
_DOUBT = 0.25


@dataclass(slots=True)
class Found:
    """A candidate at its place in the text. `parent` is what follows it, as in "Paris, Texas"; `child`: it is a parent."""

    start: int
    end: int
    candidate: Candidate
    told: Told | None
    parent: Name | None = None
    child: bool = False


class Survey:
    """The candidates of one text in order of start, and what the article says of each.

    `people` are the surnames of persons named in full, `placed` the unknown names that some parent explains, `focus` the
    country that most of the article speaks for.
    """

    def __init__(self, text: str, runs: Runs, weights: Sequence[float]) -> None:
        self.text = text
        self.people: set[str] = set()
        self.placed: set[str] = set()
        self.told: dict[str, Told] = {}
        self.found, unknown = self._collect(runs)
        self._relate()
        self.evidence = Evidence(weights, list(self.told.values()))
        self.evidence.resolve()
        country = self.evidence.country
        self.focus = max(country, key=lambda iso3: (country[iso3], iso3)) if country else None
        if unknown:
            self._settle(unknown)

    def _collect(self, runs: Runs) -> tuple[list[Found], list[Found]]:
        text, dropped = self.text, spans(self.text)
        found: list[Found] = []
        unknown: list[Found] = []
        read = runs.read
        for match in RUN.finditer(text):
            run = read(match.group())
            if not (run.candidates or run.unknown or run.people):
                continue
            offset = match.start()
            if dropped and any(start < match.end() and offset < end for start, end in dropped):
                continue
            if run.people:
                self.people.update(run.people)
            for one in run.candidates:
                if one.name.demand and not _met(one.name.demand, text, offset + one.start, offset + one.end):
                    continue
                found.append(Found(offset + one.start, offset + one.end, one, self._tell(one)))
            for one in run.unknown:
                unknown.append(Found(offset + one.start, offset + one.end, one, None))
        return found, unknown

    def _tell(self, candidate: Candidate) -> Told:
        name, signs = candidate.name, candidate.shape
        assert name is not None
        trust = name.trust
        if (
            signs[shape.PREVIOUS_GIVEN] < _COMMON_GIVEN
            or signs[shape.PREVIOUS_CLASS] == shape.TITLE
            or signs[shape.LAST_CLASS] in shape.ORGANISATIONS
            or candidate.inside
        ):
            trust *= _DOUBT
        told = self.told.get(candidate.form)
        if told is None:
            told = self.told[candidate.form] = Told(name, choices_of(name), trust)
            if len(told.choices) > 1:
                told.chances = [1.0 / len(told.choices)] * len(told.choices)
        elif trust > told.trust:
            told.trust = trust
        told.count += 1
        return told

    def _relate(self) -> None:
        """Link every name with what follows it as its parent, and with its neighbours in the text."""
        text, found = self.text, self.found
        for one, following in zip(found, found[1:], strict=False):
            if not 0 < following.start - one.end < 10:
                continue
            between = text[one.end : following.start]
            name = following.candidate.name
            assert one.told and following.told and name
            if _WITHIN.match(between) and _is_parent(name):
                one.told.parents.append(name)
                if between[0] != " " or between[1] == "(":
                    one.parent = name
                    following.child = True
            elif between in _BESIDE and one.candidate.name is not None:
                one.told.neighbours.append(name)
                following.told.neighbours.append(one.candidate.name)

    def _settle(self, unknown: list[Found]) -> None:
        """Keep the unknown names that look like places by their shape, their preposition or their parent."""
        text = self.text
        starts = {one.start: one for one in self.found}
        for one in unknown:
            if text.startswith(", ", one.end) and one.end + 2 in starts:
                parent = starts[one.end + 2].candidate.name
                if parent is not None and _is_parent(parent):
                    one.parent = parent
                    self.placed.add(one.candidate.form)
        kept = []
        for one in unknown:
            candidate, signs = one.candidate, one.candidate.shape
            if (
                one.parent
                or candidate.form in self.placed
                or signs[shape.LAST_CLASS] in shape.FEATURES_OF_LAND
                or signs[shape.FIRST_CLASS] in shape.FEATURES_OF_LAND
                or candidate.before in _IN_WORDS
                or (candidate.before is None and text.endswith(_IN, max(0, one.start - 5), one.start))
            ):
                kept.append(one)
        if kept:
            self.found = sorted(self.found + kept, key=lambda one: one.start)


def _met(demand: str, text: str, start: int, end: int) -> bool:
    """Whether what a name demands beside it is there: see `Sense.demand`."""
    if demand == "hyphen":
        return text[end : end + 1] == "-"
    after_comma = text[max(0, start - 2) : start] == ", "
    return after_comma or (demand == "dot" and text[end : end + 1] == "." and text[end + 1 : end + 2] != "\n")


def _is_parent(name: Name) -> bool:
    return any(choice.kind in _PARENTS for choice in choices_of(name))
