"""What a word is, for searching: the same for the index, for what is asked and for the marks in a text.

The index keeps folded words and lets SQLite part them at blank space alone, so that all three agree by construction.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

# Inside a word these are seen by nobody: the soft hyphen, and what joins or parts letters of Arabic and Indic scripts.
_UNSEEN = "\u00ad\u200c\u200d"
# Scripts written without spaces: each sign is a word, and several in a row are a phrase.
_SIGNS = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


def _marks() -> str:
    """The marks that stand on letters (accents, vowel signs), as ranges for a pattern."""
    ranges: list[list[int]] = []
    for code in chain(range(0x300, 0x20000), range(0xE0000, 0xE1000)):  # no other plane has any
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_WORD = re.compile(rf"[{_SIGNS}]|(?:(?![{_SIGNS}])[^\W_]|[{_marks()}{_UNSEEN}])+")
# A run of letters and figures with one at least that is not ASCII; all else SQLite folds and parts by itself.
_ODD = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]*+[^\x00-\x7f][0-9A-Za-z\x80-\U0010ffff]*+")
_LONGEST_KEPT = 40  # characters of a run whose folding is remembered


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text in order: start, end, and the word folded (small letters, without accents).

    "It’s" is two words, as is "U.S.": letters and figures make words, all else parts them.
    """
    for found in _WORD.finditer(text):
        if folded := fold(found[0]):
            yield found.start(), found.end(), folded


def fold(word: str) -> str:
    """A word as it is compared: `Düşanbe` as `dusanbe`, `Ёлка` as `елка`, the ligature of `ﬁnance` as two letters."""
    if word.isascii():
        return word.lower()
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
    folded = "".join(sign for sign in unicodedata.normalize("NFKD", bare.casefold()) if sign not in _UNSEEN)
    return "".join(_WORD.findall(folded)).lower()


def indexable(text: str) -> str:
    """A text with the words of `words`, parted by ASCII signs alone, for SQLite's `ascii` tokenizer."""
    return text if text.isascii() else _ODD.sub(_replaced, text)


def _replaced(run: re.Match[str]) -> str:
    return _short(run[0]) if len(run[0]) <= _LONGEST_KEPT else _parted(run[0])


def _parted(run: str) -> str:
    return " ".join(folded for _, _, folded in words(run))


_short = lru_cache(maxsize=100_000)(_parted)
