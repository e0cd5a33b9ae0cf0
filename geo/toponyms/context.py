"""The words just before and after a name, outside its run, told in the classes of the lexicon."""

import re
import struct

from geo.toponyms.lexicon import Lexicon
from geo.toponyms.spelling import fold

# Classes of a neighbouring word, in the order in which one wins over another; 1 + its place here, 0 for none.
BEFORE = ("locative", "of", "the", "and", "title", "motion", "says", "noun", "function", "digit", "other")
AFTER = (
    "says", "of", "and", "preposition", "person", "title", "noun", "facility", "land", "admin", "digit",
    "capital", "other",
)  # fmt: skip
MARKS = ("", ",", ".", "(", "-", "'", "other")
LEFT = ("before", "second_before", "comma_before", "sentence_start", "line_start", "open_before", "joined_before")
RIGHT = ("after", "possessive", "mark_after")
SIGNS = (*LEFT, *RIGHT)

_REACH = 32
_LEFT_PACK = struct.Struct(f"{len(LEFT)}f").pack
_RIGHT_PACK = struct.Struct(f"{len(RIGHT)}f").pack
_REMEMBERED = 200_000
_PREPOSITIONS = frozenset(
    ["in", "on", "at", "to", "from", "for", "with", "by", "as", "after", "during", "before", "since"]
)
_DATELINE = re.compile(r"(?:, [\w. ]{2,20})?(?: ?\([\w/ .]+\))? ?(?:--?|–|—|:|\() ?")
_MARK_OF = {
    ",": 1.0,
    ".": 2.0,
    "!": 2.0,
    "?": 2.0,
    ":": 2.0,
    ";": 2.0,
    "(": 3.0,
    "[": 3.0,
    "-": 4.0,
    "–": 4.0,
    "—": 4.0,
}


class Context:
    """Reads what stands around a name, and remembers what it made of each pair of words."""

    def __init__(self, lexicon: Lexicon) -> None:
        sets = lexicon.sets
        before = {
            "locative": sets["locative"], "of": {"of"}, "the": {"the"}, "and": {"and", "or", "&"},
            "title": sets["title"], "motion": sets["motion"], "says": sets["says"], "noun": sets["noun"],
            "function": sets["function"],
        }  # fmt: skip
        after = {
            "says": sets["says"], "of": {"of"}, "and": {"and", "or", "&"}, "preposition": _PREPOSITIONS,
            "person": sets["person"], "title": sets["title"], "noun": sets["noun"], "facility": sets["facility"],
            "land": sets["land"] | sets["water"] | sets["street"], "admin": sets["admin"],
        }  # fmt: skip
        self._before = {word: 1.0 + k for k, name in reversed([*enumerate(before)]) for word in before[name]}
        self._after = {word: 1.0 + k for k, name in reversed([*enumerate(after)]) for word in after[name]}
        self._lefts: dict[tuple[str, ...], bytes] = {}
        self._rights: dict[tuple[str, ...], bytes] = {}

    def read(self, text: str, start: int, end: int, before: str | None, after: str | None) -> bytes:
        """Return the SIGNS around `text[start:end]` but the dateline, as 32-bit floats.

        `before` and `after` are the neighbours inside its run, where there are any.
        """
        left = self.left(text[max(0, start - _REACH) : start] if before is None else before + " ")
        right = self.right(" " + after if after is not None else text[end : end + _REACH])
        return left + right

    def left(self, stretch: str) -> bytes:
        """The signs of LEFT for the text that ends where a name begins."""
        parts = tuple(stretch.rsplit(None, 2)[-2:])
        tail = stretch[len(stretch.rstrip()) :]
        key = (*parts, "\n" if "\n" in tail else tail[:1])
        signs = self._lefts.get(key)
        if signs is None:
            if len(self._lefts) >= _REMEMBERED:
                self._lefts.clear()
            signs = self._lefts[key] = _LEFT_PACK(*self._read_left(parts, key[-1]))
        return signs

    def _read_left(self, parts: tuple[str, ...], space: str) -> tuple[float, ...]:
        written = parts[-1] if parts else ""
        glue = ""
        if not space:
            bare = written.rstrip("([{\"'“‘-–—/.,")
            glue, written = written[len(bare) :], bare if written[len(bare) :] else ""
        word = fold(written).rstrip(",.;:!?\"”)'")
        comma = written.endswith(",")
        ended = not parts or written[-1:] in '.!?:;"”' or glue[:1] in '"“'
        second = fold(parts[0]) if len(parts) > 1 else ""
        kind = 0.0
        if word and not ended:
            kind = self._before.get(word, 10.0 if word[0].isdigit() else 11.0)
        return (
            0.0 if comma else kind,
            self._before.get(second, 0.0),
            float(comma),
            float(ended),
            float(space == "\n"),
            float(glue[-1:] in ("(", "[") if glue else 0),
            float(glue[-1:] in ("-", "/") if glue else 0),
        )

    def right(self, stretch: str) -> bytes:
        """The signs of RIGHT for the text that begins where a name ends."""
        first = stretch[:1]
        word = stretch.split(None, 1)[0] if stretch and not stretch.isspace() else ""
        key = (first if not first.isalnum() else "", word)
        signs = self._rights.get(key)
        if signs is None:
            if len(self._rights) >= _REMEMBERED:
                self._rights.clear()
            signs = self._rights[key] = _RIGHT_PACK(*self._read_right(first, word))
        return signs

    def _read_right(self, first: str, word: str) -> tuple[float, ...]:
        possessive = word[:1] in ("'", "’")
        mark = _MARK_OF.get(first, 0.0 if first.isspace() or not first else 6.0)
        if possessive:
            return 0.0, 1.0, 5.0
        if mark == 0.0 and word[:1] in _MARK_OF:
            mark = _MARK_OF[word[0]]
        plain = word.rstrip(",.;:!?\"”)'").lstrip("([-–—")
        if not plain or mark in (1.0, 2.0):
            return 0.0, 0.0, mark or 2.0
        kind = self._after.get(fold(plain))
        if kind is None:
            kind = 11.0 if plain[0].isdigit() else 12.0 if plain[0].isupper() else 13.0
        return kind, 0.0, mark

    @staticmethod
    def dateline(text: str, end: int) -> bool:
        """Whether a name that opens a line and ends at `end` goes on as a dateline: "KABUL (AFP) -"."""
        return _DATELINE.match(text, end, end + 48) is not None
