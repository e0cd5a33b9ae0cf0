"""The words around a name, each looked at once: its lower-case form, its class, the marks that open or close it."""

import re
from functools import cache
from typing import NamedTuple

from geo.shipped import DATA

WORDS = DATA / "toponyms" / "usage_words.txt"
_MARKS = "\"'“”‘’()[]{},.;:!?…—–-*"
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_SHORTENED = frozenset(
    (
        "gov",
        "sen",
        "rep",
        "mr",
        "mrs",
        "dr",
        "st",
        "gen",
        "lt",
        "col",
        "sgt",
        "jan",
        "feb",
        "aug",
        "sept",
        "oct",
        "nov",
        "dec",
    )
)
_ENDINGS = ("ing", "ed", "ly", "tion", "ers", "ies", "es", "s")
_NOUNS = frozenset(("person", "org", "thing", "place", "action", "econ"))
_OFFICES = frozenset(("name", "org"))
# So that a stream of nonsense cannot fill the memory; English news needs about half of it.
_MOST_WORDS = 100_000


class Word(NamedTuple):
    """One word of the context. `left` and `right` are its class when it stands before or after a name."""

    lower: str
    opens: str
    closes: str
    initial: str
    left: str
    right: str


NOTHING = Word("<b>", "", "", "B", "B", "B")
COMMA = Word("<,>", "", "", ",", ",", ",")


class Lexicon:
    """Word classes by side, read from a file of lines `side class: word word ...`.

    Sides: `left` and `right` of the name, and `cap`, the classes of capitalised words right of it, where "Bank" and
    "bank" say different things.
    """

    def __init__(self, lines: list[str]) -> None:
        self.classes: dict[str, dict[str, str]] = {"left": {}, "right": {}, "cap": {}}
        for line in lines:
            if line.strip() and not line.startswith("#"):
                head, _, words = line.partition(":")
                side, name = head.split()
                for word in words.split():
                    self.classes[side].setdefault(word, name)
        self._seen: dict[str, Word] = {}
        # What `look` remembers of a token, or None; callers ask here first, since most words have been seen before.
        self.seen = self._seen.get

    @classmethod
    @cache
    def load(cls) -> "Lexicon":
        """Return the classes that are shipped."""
        return cls(WORDS.read_text(encoding="utf-8").splitlines())

    def look(self, token: str) -> Word:
        """Return what there is to know of a token, text between two spaces with its punctuation, and remember it."""
        core = token.strip(_MARKS)
        at = token.find(core) if core else len(token)
        closes = token[at + len(core) :]
        lower = core.lower().replace("’", "'").removesuffix("'s")
        if closes.startswith(".") and (lower in _SHORTENED or _INITIALS.fullmatch(core)):
            closes = closes[1:]
        initial = "P" if not core else "C" if core[0].isupper() else "l" if core[0].islower() else "9"
        shape = initial + next((e for e in _ENDINGS if lower.endswith(e) and len(lower) > len(e) + 2), "")
        shape = shape if initial == "l" else initial
        right = self.classes["right"].get(lower)
        if initial == "C":
            # "The Oslo Times said": what a capitalised noun means by itself says nothing about the name before it.
            right = self.classes["cap"].get(lower) or ("C" if right in _NOUNS else right)
        left = self.classes["left"].get(lower, shape)
        if initial == "C" and left in _OFFICES:
            # "the Bank of", unlike "the banks of".
            left = "C" + left
        word = Word(lower, token[:at], closes, initial, left, right or shape)
        if len(self._seen) >= _MOST_WORDS:
            self._seen.clear()
        self._seen[token] = word
        return word
