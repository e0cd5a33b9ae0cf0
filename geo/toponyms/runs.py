"""Runs of capitalised words: every name in a text lies in one, and most text lies in none."""

import re

_CAPITAL = r"[^\W\d_a-z]"
_WORD = rf"(?:(?:[A-Z]\.)+(?:[A-Z]\b(?!\.))?|{_CAPITAL}\w*(?:['’](?!s\b)\w+)*)"

# A full stop ends a run, but not after these.
_TITLES = "Mr Ms Mrs Dr St Ft Mt Gov Sen Gen Rep Col Capt Sgt Lt Rev Prof"
_TITLE_STOP = "(?:" + "|".join(rf"(?<=\b{title})" for title in _TITLES.split()) + r")\."

# Small words that may stand inside a name.
_LINKS = (
    "of the|of|and the|and|&|the|upon|on|in|"
    "de la|de los|de|del|la|el|al|du|di|da|do|dos|des|den|van|von|bin|au|aux|en|le|les|sur"
)
_APART = rf"(?:(?:{_TITLE_STOP})?(?:[ \u00a0]|[ ]?\n[ ]?)(?:(?:{_LINKS})[ \n])?|-(?:(?:{_LINKS})-)?)"

RUN = re.compile(rf"{_WORD}(?:{_APART}{_WORD})*")
WORD = re.compile(rf"{_WORD}|[\w&]+")
