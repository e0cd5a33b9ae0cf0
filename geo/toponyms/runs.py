"""Runs of capitalised words: every name in a text lies in one, and most text lies in none.

What a run says by itself (which known names it holds, who is a person in it) never changes, so each run is read once a
process and remembered.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from geo.toponyms.gazetteer import Gazetteer, Name
from geo.toponyms.shape import Look, Shapes, Word

_CAPITAL = r"[^\W\d_a-z]"
# Every pattern begins with one set of characters, so that the regex engine skips what lies between without trying it:
# three times as fast as a choice of beginnings.
_WORD = (
    r"(?:[A-Zdl\u00aa-\uffff\U00010000-\U0010ffff]"
    r"(?:\.(?<=[A-Z]\.)(?:[A-Z]\.)*(?:[A-Z]\b(?!\.))?"
    r"|&(?<=[A-Z]&)[A-Z]\b"
    rf"|['’](?<=[dl].){_CAPITAL}\w*(?:['’](?!s\b)\w+)*"
    rf"|(?<={_CAPITAL})\w*(?:['’](?!s\b)\w+)*))"
)

# A full stop ends a run, but not after these.
_TITLES = "Mr Ms Mrs Dr St Ft Mt Gov Sen Gen Rep Col Capt Sgt Lt Rev Prof Jr Sr"
_TITLE_STOP = "(?:" + "|".join(rf"(?<=\b{title})" for title in _TITLES.split()) + r")\."

# Small words that may stand inside a name.
_LINKS = (
    "of the|of|and the|and|&|the|upon|on|in|for|"
    "de la|de los|de|del|la|el|al|du|di|da|do|dos|des|den|van|von|bin|au|aux|en|le|les|sur"
)
_APART = rf"(?=[ .\n\u00a0-])(?:(?:{_TITLE_STOP})?(?:[ \u00a0]|[ ]?\n[ ]?)(?:(?:{_LINKS})[ \n])?|-(?:(?:{_LINKS})-)?)"

# One group around it all, for `split`: what lies between runs and the runs, by turns.
RUN = re.compile(rf"({_WORD}(?:{_APART}{_WORD})*)")
WORD = re.compile(rf"{_WORD}|[\w&]+")

# A place called "The Bank" or "Queen Victoria" must have as many people to be thought of.
_TOWN = 20_000

# Two names joined by these are two names.
_PARTING = frozenset(["and", "in", "for", "on"])
_REMEMBERED = 200_000
_COMMON_GIVEN = 5_000
# A name beside a given name, a title or in an organisation speaks for its country by this part only.
_DOUBT = 0.25
_LONGEST_UNKNOWN = 6

# Other things in whose names no place is named.
_HOLDS_NO_NAME = frozenset(["person", "word", "disease", "religion"])

Span = tuple[int, int]
Known = tuple[int, int, Name, bool]


@dataclass(slots=True)
class Candidate:
    """A stretch of a run that may be a place; `name` is None where the gazetteer does not know it.

    `start` and `end` count from the beginning of the run. `before` and `after` are the words beside it inside the run,
    in lower case, None where the run ends there; `following` is the latter as written. `inside`: a list says that it is
    part of the name of something else. `shaped`: it is called a river, a street or the like. `trust`: how far it may
    speak for its country. `look` is filled in by `Runs.look_at` where it is not yet known.
    """

    start: int
    end: int
    form: str
    name: Name | None
    before: str | None
    after: str | None
    following: str
    trust: float
    inside: bool
    shaped: bool
    look: Look | None
    late: tuple[str, list[Span], list[Word], Span, Span] | None


@dataclass(slots=True)
class Run:
    """What one run holds: `people` are the words in it that are surnames of persons named in full."""

    candidates: tuple[Candidate, ...] = ()
    unknown: tuple[Candidate, ...] = ()
    people: tuple[str, ...] = ()


class Runs:
    """Reads runs with a gazetteer and a lexicon, and remembers what it read."""

    def __init__(self, gazetteer: Gazetteer, shapes: Shapes) -> None:
        self._gazetteer = gazetteer
        self._shapes = shapes
        self._read: dict[str, Run] = {}
        self.nothing = Run()

    def read(self, text: str) -> Run:
        """Return what the run `text` holds."""
        run = self._read.get(text)
        if run is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            run = self._read[text] = self._parse(text)
        return run

    def all(self, texts: list[str]) -> list[Run]:
        """Return what each of the runs `texts` holds."""
        return [run or self.read(text) for run, text in zip(map(self._read.get, texts), texts, strict=True)]

    def _parse(self, text: str) -> Run:
        places, words = [], []
        for match in WORD.finditer(text):
            places.append(match.span())
            words.append(self._shapes.word(match.group()))
        spans = self._names(words)
        segments = self._segments(words)
        covered = [0] * len(words)  # up to which word the known name goes that each word is part of, 0 for none
        for a, b, *_ in spans:
            covered[a:b] = [b] * (b - a)
        unknown = [span for span in segments if span[1] > covered[span[0]] and self._may_be_unknown(words, span)]
        people = self._people(words, segments, covered) if len(words) > 1 else ()
        if not (spans or unknown or people):
            return self.nothing

        def candidate(i: int, j: int, name: Name | None, inside: bool = False) -> Candidate:
            at = bisect_right(segments, (i, len(words))) - 1
            segment = segments[at] if at >= 0 and i < segments[at][1] else (i, j)
            parts = (text, places, words, (i, j), segment)
            look = self._shapes.of(*parts, name) if name else None
            return Candidate(
                places[i][0],
                places[j - 1][1],
                words[i].folded if j == i + 1 else " ".join([word.folded for word in words[i:j]]),
                name,
                words[i - 1].folded if i else None,
                words[j].folded if j < len(words) else None,
                text[places[j][0] : places[j][1]] if j < len(words) else "",
                name.trust * (_DOUBT if inside or (look and look.doubtful) else 1.0) if name else 0.0,
                inside,
                words[i].of_land or words[j - 1].of_land,
                look,
                None if look else parts,
            )

        return Run(
            tuple([candidate(*span) for span in spans]),
            tuple([candidate(i, j, None) for i, j in unknown]),
            people,
        )

    def look_at(self, candidate: Candidate) -> Look:
        """Return how a candidate looks inside its run, worked out when first asked for."""
        if candidate.look is None:
            assert candidate.late is not None
            candidate.look = self._shapes.of(*candidate.late, candidate.name)
            candidate.late = None
        return candidate.look

    def _names(self, words: list[Word]) -> list[Known]:
        """The known names in the run, the longest first at each place, none inside another.

        A name inside another thing's name (Bank of China) is marked so; one inside a person's or in a mere word (Guinea
        pig) is not given at all.
        """
        spans: list[Known] = []
        i, n = 0, len(words)
        while i < n:
            if words[i].longest_other:
                what, j = self._other_thing(words, i)
                if what:
                    if what not in _HOLDS_NO_NAME:
                        inner = self._between(words, i, j)
                        spans.extend((a, b, name, True) for a, b, name in inner if name.trust == 1.0)
                    i = j
                    continue
            found = self._at(words, i, n)
            if found:
                spans.append((i, *found, False))
                i = found[0]
            else:
                i += 1
        return spans

    def _between(self, words: list[Word], i: int, n: int) -> list[tuple[int, int, Name]]:
        """The known names from word `i` up to word `n`."""
        spans = []
        while i < n:
            found = self._at(words, i, n)
            if found:
                spans.append((i, *found))
            i = found[0] if found else i + 1
        return spans

    def _at(self, words: list[Word], i: int, n: int) -> tuple[int, Name] | None:
        """The longest known name that begins at word `i` and ends by word `n`: where it ends, and which it is."""
        word = words[i]
        for j in range(min(n, i + word.longest), i, -1):
            if j == i + 1:
                name = word.abbreviation
                if name:
                    return j, name
                name = None if word.never or word.small else self._gazetteer.name(word.folded)
            else:
                name = self._gazetteer.name(" ".join([other.folded for other in words[i:j]]))
            if name and not (name.people < _TOWN and name.trust < 1.0 and (word.is_title or word.folded == "the")):
                return j, name
        return (i + 1, word.abbreviation) if word.abbreviation else None

    def _other_thing(self, words: list[Word], i: int) -> tuple[str, int]:
        """What is named at word `i` that is no place ("" for nothing), and where its name ends."""
        things = self._shapes.other_things
        for j in range(min(len(words), i + words[i].longest_other), i, -1):
            what = things.get(" ".join([word.folded for word in words[i:j]]))
            if what:
                return what, j
        return "", i

    @staticmethod
    def _segments(words: list[Word]) -> list[Span]:
        """The run cut at "and" and the like, without the small words at either end."""
        segments, left = [], 0
        for k, word in enumerate(words):
            if word.small and word.folded in _PARTING:
                segments.append((left, k))
                left = k + 1
        segments.append((left, len(words)))
        kept = []
        for i, j in segments:
            while i < j and (words[i].never or words[i].small):
                i += 1
            if i < j:
                kept.append((i, j))
        return kept

    @staticmethod
    def _may_be_unknown(words: list[Word], span: Span) -> bool:
        """Whether a whole segment that no list knows could be a street, a river or a hamlet."""
        i, j = span
        first = words[i]
        if j - i > _LONGEST_UNKNOWN or first.is_title or words[j - 1].of_people:
            return False
        if j - i == 1:
            return not (len(first.folded) < 3 or first.common < 2 or first.upper)
        return not any(word.never for word in words[i:j])

    @staticmethod
    def _people(words: list[Word], segments: list[Span], covered: list[int]) -> tuple[str, ...]:
        """Surnames in "Michael Jordan" or "Mr. Wellington": what follows a given name or a title, if it is no place."""
        people: list[str] = []
        for i, j in segments:
            k = i
            while k < j and words[k].is_title:
                k += 1
            rest = [word for word in words[k:j] if len(word.folded) > 1]
            if not rest or j <= covered[i]:
                continue
            named = len(rest) > 1 and rest[0].given_rank < _COMMON_GIVEN and rest[-1].may_be_surname
            titled = k > i and len(rest) <= 2
            if (named or titled) and not any(word.tells_thing for word in rest):
                people.extend([word.folded for word in (rest[1:] if named else rest)])
        return tuple(people)
