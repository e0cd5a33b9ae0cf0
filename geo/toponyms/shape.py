"""What stands beside a name inside its run of capitals, and what the lists know of it, whatever the text around."""

import math
import struct
from dataclasses import dataclass

from geo.toponyms.gazetteer import Gazetteer, Name
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.spelling import fold_word

# Classes of the lexicon, in the order in which one wins over another; a word's class is 1 + its place here, 0 for none.
CLASSES = (
    "title", "direction", "admin", "street", "water", "land", "facility", "education", "government", "company", "media",
    "party", "sport", "event", "month",
)  # fmt: skip
_OTHER = 0.0


SIGNS = (
    "words", "segment_words", "words_before", "words_after", "in_capitals", "dash_before", "dash_after",
    "given", "surname", "common", "first_given",
    "previous_class", "previous_given", "previous_surname", "previous_common", "previous_known",
    "next_class", "next_given", "next_surname", "next_common", "next_known",
    "last_class", "head_class", "own_class", "initial_before", "function_before",
    "known", "people", "choices", "country", "capital", "region", "county", "demonym", "other_kind", "other_name",
    "abbreviation",
)  # fmt: skip

TITLE = CLASSES.index("title") + 1
ORGANISATIONS = range(CLASSES.index("education") + 1, CLASSES.index("event") + 2)
_OF_PEOPLE = range(CLASSES.index("government") + 1, CLASSES.index("event") + 2)
FEATURES_OF_LAND = range(CLASSES.index("admin") + 1, CLASSES.index("facility") + 2)

_RARE = 12.0
_UNKNOWN_WORD = 5.0
_COMMON_WORD = 1.0
# Logarithms of ranks: the 2,000 commonest given names and those of other countries, the 3,000 commonest surnames.
_COMMON_GIVEN, _COMMON_SURNAME = 7.61, 8.01
_NO_NAME = (0.0,) * 11
_NO_WORD = (-1.0, _RARE, _RARE, 6.0, -1.0)
COMMON_GIVEN = 8.0
_PACK = struct.Struct(f"{len(SIGNS)}f").pack
_OF = frozenset(["of", "the", "de", "del", "du", "di"])


@dataclass(slots=True)
class Word:
    """One word and all that the lists say of it."""

    folded: str
    kind: float
    given: float
    surname: float
    common: float
    given_rank: int
    never: bool
    small: bool
    upper: bool
    is_title: bool
    tells_thing: bool
    longest: int
    known: float
    abbreviation: Name | None
    longest_other: int
    of_land: bool
    of_people: bool
    may_be_surname: bool


@dataclass(slots=True)
class Look:
    """How a candidate looks inside its run: `packed` are the SIGNS as 32-bit floats, the others what is asked often.

    `doubtful`: beside a given name or a title, or in an organisation's name. `in_organisation` also through "of".
    `given_before_name`: a given name before a word that is no place. `by_itself`: at most the
    common words of a headline beside it, and no common English word. `full_name`: a given name before a surname.
    """

    packed: bytes
    doubtful: bool
    in_organisation: bool
    titled: bool
    common: bool
    given_before_name: bool
    by_itself: bool
    full_name: bool


class Shapes:
    """Tells the shape of candidates, and remembers every word it has looked up."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._never = lexicon.sets["function"] | lexicon.sets["month"] | lexicon.sets["never"]
        self._kinds = {
            word: float(rank + 1) for rank, name in reversed(list(enumerate(CLASSES))) for word in lexicon.sets[name]
        }
        self._words: dict[str, Word] = {}
        self.other_things = lexicon.other_things

    def word(self, written: str) -> Word:
        """Return what the lists know of one word."""
        word = self._words.get(written)
        if word is None:
            word = self._words[written] = self._look_up(written)
        return word

    def _look_up(self, written: str) -> Word:
        lexicon, gazetteer = self._lexicon, self._gazetteer
        folded = fold_word(written)
        kind = self._kinds.get(folded, _OTHER)
        given, surname = lexicon.given.get(folded, -1), lexicon.surnames.get(folded, -1)
        return Word(
            folded,
            kind,
            math.log1p(given) if given >= 0 else _RARE,
            math.log1p(surname) if surname >= 0 else _RARE,
            float(lexicon.words.get(folded, _UNKNOWN_WORD)),
            given if given >= 0 else 1 << 20,
            folded in self._never,
            written[0].islower() or not written[0].isalpha(),
            written.isupper() and len(written) > 1,
            kind == TITLE,
            kind > TITLE,
            gazetteer.longest.get(folded, 0) if len(folded) > 1 else 0,
            float(gazetteer.prominence(folded)),
            gazetteer.abbreviation(written),
            lexicon.longest_other.get(folded, 0),
            kind in FEATURES_OF_LAND,
            kind in _OF_PEOPLE,
            surname >= 0 or lexicon.words.get(folded, _UNKNOWN_WORD) > _COMMON_WORD,
        )

    def of(
        self,
        text: str,
        places: list[tuple[int, int]],
        words: list[Word],
        span: tuple[int, int],
        segment: tuple[int, int],
        name: Name | None,
    ) -> Look:
        """Return how the words `span` of a run look; `segment` is the part of the run they belong to."""
        i, j = span
        left, right = min(segment[0], i), max(segment[1], j)
        start, end = places[i][0], places[j - 1][1]
        first = words[i]
        before = words[i - 1] if i > left else None
        after = words[j] if j < right else None
        head = None
        if before is not None and before.small and before.folded in _OF:
            head = next((words[k] for k in range(i - 2, left - 1, -1) if not words[k].small), None)
        last, heading = words[right - 1].kind if right > j else -1.0, head.kind if head else -1.0
        signs = (
            j - i, right - left, min(i - left, 4), min(right - j, 4),
            text[start:end].isupper(), text[start - 1 : start] == "-", text[end : end + 1] == "-",
            first.given if j - i == 1 else _RARE, first.surname if j - i == 1 else _RARE,
            first.common if j - i == 1 else 6.0, first.given,
            *_beside(before), *_beside(after),
            last, heading, words[j - 1].kind,
            before is not None and len(before.folded) == 1, i > 0 and left == i,
            *(_NO_NAME if name is None else name.signs or _of_name(name)),
        )  # fmt: skip
        titled = before is not None and before.is_title
        named = before is not None and not before.small and before.given < COMMON_GIVEN
        return Look(
            _PACK(*signs),
            titled or named or last in ORGANISATIONS,
            last in ORGANISATIONS or heading in ORGANISATIONS,
            titled,
            j - i == 1 and first.common < _UNKNOWN_WORD,
            j - i == 1
            and first.given < _RARE
            and after is not None
            and not (after.known or after.tells_thing or after.small),
            _is_mere_word(before) and _is_mere_word(after) and (j - i > 1 or first.common > _COMMON_WORD),
            j - i == 1 and right == j + 1 and after is not None and _is_full_name(first, after),
        )


def _is_mere_word(word: Word | None) -> bool:
    """Whether a neighbour is none, or a common word that only a headline writes with a capital."""
    return word is None or (word.common <= _COMMON_WORD and not word.kind and word.known < 2 and not word.small)


def _is_full_name(first: Word, last: Word) -> bool:
    """Whether two words are a common given name and a common surname that means nothing else."""
    return first.given <= _COMMON_GIVEN and last.surname <= _COMMON_SURNAME and not last.tells_thing and last.common > 0


def _beside(word: Word | None) -> tuple[float, ...]:
    if word is None or word.small:
        return _NO_WORD
    return word.kind, word.given, word.surname, word.common, word.known


def _of_name(name: Name) -> tuple[float, ...]:
    """What the gazetteer knows of a name: see the end of SIGNS. Worked out once a name."""
    senses = [reading.sense for reading in name.readings]
    kinds = {sense.kind for sense in senses}
    notes = {sense.note for sense in senses}
    most = max(name.readings, key=lambda reading: reading.sense.population)
    name.signs = (
        1.0,
        round(math.log10(most.sense.population + 1), 3),
        min(len(name.choices), 20),
        "country" in kinds,
        "capital" in kinds,
        "region" in notes,
        "county" in notes,
        "demonym" in kinds,
        bool(kinds & {"seat", "historic", "organisation", "region"}),
        most.how,
        name.abbreviation,
    )
    return name.signs
