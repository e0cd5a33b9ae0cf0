"""Capital letters where a text has lost them: headlines all in capitals, wires all in small letters.

The result has the length of the text, so offsets stay true. In small letters `china` alone is porcelain; it is the
country where the text also names places that are no English word.
"""

import re
from itertools import islice

from geo.toponyms.gazetteer import Gazetteer
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.spelling import fold_word

_IN_CAPITALS = re.compile(r"[A-Z](?<!\w[A-Z])[A-Z]+(?:['’][A-Z]+)?(?:[ ,.:;\"“”'’/–-]+[A-Z]+(?:['’][A-Z]+)?\b){3,}")
_CAPITAL = re.compile(r"[A-Z]")
_WORD = re.compile(r"[^\W\d_]+")
# A text with fewer capitals than one in this many characters is taken to be in small letters throughout.
_CHARACTERS_A_CAPITAL = 400
_LONGEST_NAME = 4
_CURATED = 2


class Recase:
    """Gives texts without a usable case the capitals that their names would have."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._prominence = gazetteer.prominence
        self._abbreviation = gazetteer.abbreviation
        self._words = lexicon.words
        self._function = lexicon.sets["function"] | lexicon.sets["month"]

    def read(self, text: str) -> str:
        """Return `text` with names in capitals, unchanged where its own case tells enough."""
        enough = -(-len(text) // _CHARACTERS_A_CAPITAL)
        if sum(1 for _ in islice(_CAPITAL.finditer(text), enough)) < enough:
            return self._raised(text)
        if _IN_CAPITALS.search(text):
            return _IN_CAPITALS.sub(lambda match: self._lowered(match[0]), text)
        return text

    def _lowered(self, stretch: str) -> str:
        """A stretch of capitals in small letters but for its abbreviations and names."""
        words = _WORD.sub(lambda match: match[0] if self._abbreviation(match[0]) else match[0].lower(), stretch)
        raised = self._raised(words, certain=True)
        return raised if len(raised) == len(stretch) else stretch

    def _raised(self, text: str, certain: bool = False) -> str:
        words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
        folded = [fold_word(word) for word, _, _ in words]
        raise_at: list[int] = []
        doubtful: list[int] = []
        i = 0
        while i < len(words):
            length = self._name_at(text, words, folded, i)
            known = folded[i] in self._words or folded[i] in self._function
            if length > 1 or (length == 1 and not known):
                certain = True
                raise_at += [words[k][1] for k in range(i, i + length)]
            elif length == 1:
                doubtful.append(words[i][1])
            elif not known and len(folded[i]) > 2:
                raise_at.append(words[i][1])
            i += max(length, 1)
        letters = list(text)
        for at in raise_at + (doubtful if certain else []):
            upper = letters[at].upper()
            letters[at] = upper if len(upper) == 1 else letters[at]
        return "".join(letters)

    def _name_at(self, text: str, words: list[tuple[str, int, int]], folded: list[str], i: int) -> int:
        """How many words the longest curated name has that begins at word `i`; 0 where there is none."""
        for length in range(min(_LONGEST_NAME, len(words) - i), 0, -1):
            form = " ".join(folded[i : i + length])
            if length == 1 and (form in self._function or len(form) < _LONGEST_NAME):
                continue
            if self._prominence(form) == _CURATED:
                between = (text[words[k][2] : words[k + 1][1]] for k in range(i, i + length - 1))
                if all(gap in (" ", "\n", "-") for gap in between):
                    return length
        return 0
