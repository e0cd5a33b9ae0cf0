"""Everything in a text that may be a place, and what the text as a whole says about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from geo.toponyms.evidence import Choice, Evidence, Told, choices_of, is_parent
from geo.toponyms.furniture import spans
from geo.toponyms.gazetteer import Name
from geo.toponyms.runs import RUN, Candidate, Runs

_IN = (" in ", " at ", "near ", "from ", " of ", " to ", "ound ", "side ", " the ")
_IN_WORDS = frozenset(["in", "at", "near", "from"])
_WITHIN = re.compile(r"(?:, (?:in )?(?:the )?| \()\Z")
_BESIDE = frozenset([", ", " and ", " or ", ", and "])
# What makes "X, Y" two of a row of names rather than a place and where it lies.
_LIST_ON = re.compile(r"(?:, (?:and |or )?| and | or | & )[A-Z]")
_LIST_BEFORE = re.compile(r"\w, (?:and |or )?\Z")
_NEAR = 10


@dataclass(slots=True)
class Found:
    """A candidate at its place in the text.

    `told` is what the article makes of its name, None for a name in no list. `parent` is what follows it, as in "Paris,
    Texas"; `child` says that it is such a parent itself.
    """

    start: int
    end: int
    candidate: Candidate
    told: Told | None
    parent: Name | None = None
    child: bool = False


class Survey:
    """The candidates of one text in order of start, and what the article says of each.

    `original` is the text as it came, `text` the same with capitals where they were lost (see `Recase`); offsets
    count in both. `written` are all runs of capitals in it, `people` the surnames of persons named in full, `placed`
    the unknown names that some parent explains, `focus` the country that most of the article speaks for.
    """

    def __init__(self, original: str, text: str, runs: Runs, weights: Sequence[float]) -> None:
        self.original = original
        self.text = text
        self.people: set[str] = set()
        self.placed: set[str] = set()
        self.told: dict[str, Told] = {}
        self._within: list[tuple[Found, Found]] = []
        self._in_small: dict[str, bool] = {}
        parts = RUN.split(text)
        self.written = set(parts[1::2])
        self.found, unknown = self._collect(parts, runs)
        self._relate()
        self.evidence = Evidence(weights, list(self.told.values()))
        self.evidence.resolve()
        for one, parent in self._within:
            self._place_within(one, parent)
            self._hold(one, parent)
        country = self.evidence.country
        self.focus = max(country, key=lambda iso3: (country[iso3], iso3)) if country else None
        if unknown:
            self._settle(unknown, runs)

    def _collect(self, parts: list[str], runs: Runs) -> tuple[list[Found], list[Found]]:
        """The candidates in lists and the others; `parts` are the runs and what lies between, by turns."""
        text, dropped = self.text, spans(self.text)
        found: list[Found] = []
        unknown: list[Found] = []
        tell, nothing = self._tell, runs.nothing
        ends = accumulate(map(len, parts))
        # Most runs hold nothing: up to here no line of Python runs for them but this loop's head.
        dropped.append((len(text) + 1, len(text) + 1))
        at = 0
        for run, offset, stop in zip(runs.all(parts[1::2]), ends, ends, strict=False):
            if run is nothing:
                continue
            while dropped[at][1] <= offset:
                at += 1
            if dropped[at][0] < stop:
                continue
            if run.people:
                self.people.update(run.people)
            for one in run.candidates:
                start, end = offset + one.start, offset + one.end
                name = one.name
                if name is not None and (not name.abbreviation or _met(name.demand, text, start, end)):
                    found.append(Found(start, end, one, tell(one, name)))
            for one in run.unknown:
                unknown.append(Found(offset + one.start, offset + one.end, one, None))
        return found, unknown

    def in_small_letters(self, form: str) -> bool:
        """Whether the text has the words `form` in small letters, too; looked for once."""
        found = self._in_small.get(form)
        if found is None:
            found = self._in_small[form] = f" {form} " in self.text
        return found

    def _tell(self, candidate: Candidate, name: Name) -> Told:
        told = self.told.get(candidate.form)
        if told is None:
            told = self.told[candidate.form] = Told(name, choices_of(name), candidate.trust)
        elif candidate.trust > told.trust:
            told.trust = candidate.trust
        told.count += 1
        return told

    def _relate(self) -> None:
        """Link every name with what follows it as its parent, and with its neighbours in the text."""
        text = self.text
        for one, following in pairwise(self.found):
            if not 0 < following.start - one.end < _NEAR:
                continue
            between = text[one.end : following.start]
            name = following.candidate.name
            assert one.told and following.told and name
            if between in _BESIDE and one.candidate.name is not None and between != ", ":
                one.told.neighbours.append(name)
                following.told.neighbours.append(one.candidate.name)
            elif self._in_a_row(one, following, between):
                one.told.take_for_country()
                following.told.take_for_country()
            elif _WITHIN.match(between) and is_parent(name):
                one.told.parents.append(name)
                one.parent = name
                following.child = True
                self._within.append((one, following))

    def _place_within(self, one: Found, parent: Found) -> None:
        """Read a name as lying where this very mention says: Tripoli, Lebanon, in an article on Tripoli, Libya."""
        if one.told is None or parent.told is None or len(one.told.parents) < 2:
            return
        country = parent.told.choices[parent.told.best].iso3
        if country is None or one.told.choices[one.told.best].iso3 == country:
            return
        there = next((k for k, choice in enumerate(one.told.choices) if choice.iso3 == country), None)
        if there is not None:
            chances = list(one.told.chances)
            chances[there], chances[one.told.best] = chances[one.told.best], chances[there]
            one.told = replace(one.told, chances=chances, best=there)

    def _hold(self, one: Found, parent: Found) -> None:
        """Read a parent as the region that this very mention needs: Atlanta, Georgia, in an article on Tbilisi."""
        if one.told is None or parent.told is None or self.text[one.end : parent.start] != ", ":
            return
        child, told = one.told.choices[one.told.best], parent.told
        if told.choices[told.best].kind != "country" or child.iso3 in (None, told.choices[told.best].iso3):
            return
        held = (k for k, choice in enumerate(told.choices) if choice.iso3 == child.iso3 and _is_region(choice, child))
        if (there := next(held, None)) is not None:
            chances = list(told.chances)
            chances[there], chances[told.best] = chances[told.best], chances[there]
            parent.told = replace(told, chances=chances, best=there)

    def _in_a_row(self, one: Found, following: Found, between: str) -> bool:
        """Whether a country before a country is one of a list: Niger, Nigeria and Togo, not Georgia, USA."""
        if between != ", " or not (_may_be_country(one) and _may_be_country(following)):
            return False
        listed = _LIST_ON.match(self.text, following.end) or _LIST_BEFORE.search(
            self.text, max(0, one.start - 40), one.start
        )
        return listed is not None

    def _settle(self, unknown: list[Found], runs: Runs) -> None:
        """Keep the unknown names that look like places by their shape, their preposition or their parent."""
        text = self.text
        starts = {one.start: one for one in self.found}
        for one in unknown:
            if text.startswith(", ", one.end) and one.end + 2 in starts:
                parent = starts[one.end + 2].candidate.name
                if parent is not None and is_parent(parent):
                    one.parent = parent
                    self.placed.add(one.candidate.form)
        kept = []
        for one in unknown:
            candidate = one.candidate
            if (
                candidate.shaped
                or one.parent
                or candidate.form in self.placed
                or candidate.before in _IN_WORDS
                or (candidate.before is None and text.endswith(_IN, max(0, one.start - 5), one.start))
            ):
                runs.look_at(candidate)
                kept.append(one)
        if kept:
            self.found = sorted(self.found + kept, key=lambda one: one.start)


def _is_region(choice: Choice, child: Choice) -> bool:
    """Whether a choice is a region that a place lies in."""
    return any(one.sense.note == "region" and one.sense.region in child.regions for one in choice.readings)


def _may_be_country(one: Found) -> bool:
    return one.told is not None and any(choice.kind == "country" for choice in one.told.choices)


def _met(demand: str, text: str, start: int, end: int) -> bool:
    """Whether what an abbreviation demands beside it is there (see `Sense.demand`), and it is no currency (US$)."""
    if text[end : end + 1] == "$":
        return False
    if demand == "hyphen":
        return text[end : end + 1] == "-"
    if not demand:
        return True
    after_comma = text[max(0, start - 2) : start] == ", "
    return after_comma or (demand == "dot" and text[end : end + 1] == "." and text[end + 1 : end + 2] != "\n")
