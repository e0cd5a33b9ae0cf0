"""One form for every spelling of a name: accents, case, hyphens, curly quotes and line breaks make no difference."""

import re
import unicodedata

_APART = re.compile(r"[\s\-‐‑–_]+")
_SHORT = {"st": "saint", "ft": "fort", "mt": "mount", "sts": "saints", "&": "and"}
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "þ": "th", "ə": "e"}
    | {"ʻ": "'"}
)


def fold(word: str) -> str:
    """Return `word` in lower case, without accents, with straight quotes."""
    word = word.lower()
    if word.isascii():
        return word
    word = word.translate(_LETTERS).replace("’", "'").replace("‘", "'")
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def fold_word(word: str) -> str:
    """Return the form of one word as it stands in a key: folded, without full stops, St written out."""
    word = fold(word).rstrip(".")
    if "." in word:
        word = word.replace(".", "")
    return _SHORT.get(word, word)


def key(name: str) -> str:
    """Return the form under which `name` is looked up: its folded words, one space between them."""
    return " ".join(fold_word(word) for word in _APART.split(name.strip()) if word)
