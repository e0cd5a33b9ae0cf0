"""Is it English? Other languages are set aside: their names would be misread, and every figure with them.

The detector is CLD2 (`pycld2`), chosen by measuring; see `docs/dependencies.md`. It is trusted only where it is sure of
itself, because an English article that is set aside wrongly is a gap, and wire stories full of names and figures look
like anything.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_HALF = 600  # characters from the start, and as many from the middle: furniture at the top may be in another language
_SURE_ENGLISH = 4  # "the" standing alone this often within the sample
_FEWEST_LETTERS = 60  # below this a text in Latin letters may be nothing but names; measured on titles
_ENGLISH_SHARE = 20  # per cent of English that makes an article with long quotations still an English one
_UNPRINTABLE = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff]")  # CLD2 refuses these
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_SHOWN = {"zh-Hant": "Chinese", "iw": "Hebrew"}
_ENGLISH = {"en", "sco"}  # CLD2 takes clipped headlines for Scots


def foreign(text: str) -> str:
    """The language of a text that is not English, by its English name; empty for English and where there is doubt."""
    sample = text if len(text) <= 2 * _HALF else text[:_HALF] + "\n" + _middle(text)
    if sample.count(" the ") >= _SURE_ENGLISH:
        return ""
    script = "" if sample.isascii() else _other_script(sample)
    if not script and _letters(sample) < _FEWEST_LETTERS:
        return ""
    name = _detected(sample)
    if name is None:
        return ""
    return name or (f"it is written in {script} letters" if script else "")


def _letters(sample: str) -> int:
    """How many letters, more or less: bytes are counted, which is ten times as fast."""
    return len(sample.encode("utf-8", "replace").translate(None, _NO_LETTERS))


def _middle(text: str) -> str:
    start = max(_HALF, len(text) // 2)
    return text[start : start + _HALF]


def _other_script(sample: str) -> str:
    """The script of a text most of whose letters are not Latin, as Unicode names it; empty for Latin."""
    scripts = Counter("LATIN" if letter.isascii() else _script(letter) for letter in sample if letter.isalpha())
    most = scripts.most_common(1)
    return most[0][0].capitalize() if most and scripts["LATIN"] < scripts.total() / 2 else ""


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return re.split("[ -]", unicodedata.name(letter, "UNKNOWN"))[0]


def _detected(sample: str) -> str | None:
    """The language's name where CLD2 is sure of one; None where a good part is English; empty where it is not sure."""
    import pycld2

    try:
        sure, _, details = pycld2.detect(_UNPRINTABLE.sub(" ", sample), bestEffort=False)
    except pycld2.error:
        return ""
    shares = {code: share for _, code, share, _ in details}
    if sum(share for code, share in shares.items() if code in _ENGLISH) >= _ENGLISH_SHARE:
        return None
    name, code, _, _ = details[0]
    return _SHOWN.get(code, name.removeprefix("X_").replace("_", " ").title()) if sure and code != "un" else ""
