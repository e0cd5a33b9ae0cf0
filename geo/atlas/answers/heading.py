"""What to call an article that has no title."""

import re

from geo.toponyms.furniture import spans

_SPACE = re.compile(r"\s+")
_LONGEST = 90
_LOOKED_AT = 400  # characters of the text


def heading(title: str, text: str) -> str:
    """The title, or else the opening words of the text that are speech, cut at a word and marked with an ellipsis."""
    if title:
        return title
    opening, at = "", 0
    for start, end in (*spans(text[:_LOOKED_AT]), (_LOOKED_AT, _LOOKED_AT)):
        opening += text[at:start]
        at = end
    opening = _SPACE.sub(" ", opening).strip()
    if len(opening) <= _LONGEST:
        return opening or "(no words)"
    return opening[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
