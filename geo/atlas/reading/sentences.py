"""Where the sentences of a text begin and end: for showing a mention whole, in what is said around it."""

import re

from geo.atlas.reading.abbreviations import MAY_END, NEVER_END, STARTERS

# Before a small letter nothing ends; most lines of a wire go on with one, and are passed over by the pattern itself.
# A run of stops or of blank lines is one match, never begun again in its midst and never given back: a text of nothing
# else would otherwise cost the square of its length.
_STOP = re.compile(
    r"[.!?…。！？\n](?:(?<=\n)(?![a-z])\s*+"
    r"|(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+[\"'”’»)\]]*+(?=\s)(?!\s++[a-z])"
    r"|(?<=[。！？])[。！？]*+[”’」』）]*+)"
)
_NEXT = re.compile(r"\s*+([“\"‘'«(\[]*)(\w+(?:['’]\w+)?|\S)", re.UNICODE)
_LAST_WORD = re.compile(r"(?:\w+\.)*\w+\Z")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")
_WORD = re.compile(r"\w")
_WIDEST_WRAP = 120  # lines longer than this are paragraphs, not lines broken to fit a screen
_WORDS_BEFORE = 40


def sentences(text: str, until: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end), without the white space around them; headings are sentences too.

    A sentence may run over line breaks: a line that goes on in small letters, or that was broken where the next word
    would no longer fit, has not ended. With `until`, where a word stands, only that word's sentence and those before
    it are sought: the last one then runs to the end of the text.
    """
    width = max(map(len, text.splitlines()), default=0)
    bounds, start = [], 0
    for stop in _STOP.finditer(text):
        if until is not None and stop.start() > until:
            break
        if _ends(text, stop, width):
            bounds.append((start, stop.end()))
            start = stop.end()
    bounds.append((start, len(text)))
    return _tidy(text, bounds)


def _ends(text: str, stop: re.Match[str], width: int) -> bool:
    breaks = text[stop.start()] == "\n"
    if breaks and text[stop.end() : stop.end() + 1].islower():
        return False
    following = _NEXT.match(text, stop.end())
    if following is None:
        return True
    word = following[2]
    if breaks:
        return _line_ends(text, stop.start(), following, width)
    if stop[0][0] in "。！？":
        return True
    if word[0].islower() or word in ",;:.…)-–—":
        return False
    return not stop[0].startswith(".") or len(stop[0].rstrip("\"'”’»)]")) > 1 or _period_ends(text, stop.start(), word)


def _period_ends(text: str, at: int, following: str) -> bool:
    """Whether the full stop at `at` ends a sentence, or only an abbreviation."""
    word = _word_before(text, at)
    if not word:
        return True
    if word in NEVER_END:
        return False
    if word in MAY_END or _INITIALS.fullmatch(word):
        return following in STARTERS
    return True


def _word_before(text: str, at: int) -> str:
    """The word that ends at `at`, with the full stops inside it; empty where none does."""
    before = text[max(0, at - _WORDS_BEFORE) : at]
    if before[-1:].isalnum() and (word := before.split()[-1]).isalnum():  # far quicker than the pattern, and mostly so
        return word
    found = _LAST_WORD.search(before)
    return found[0] if found else ""


def _line_ends(text: str, at: int, following: re.Match[str], width: int) -> bool:
    """Whether the line break at `at` is also the end of a sentence, or of a heading."""
    word = following[2]
    if word[0].islower() or word in ",;:.…)":
        return False
    if "\n" in text[at + 1 : following.start(2)]:
        return True
    if width > _WIDEST_WRAP:
        return True
    line = at - (text.rfind("\n", 0, at) + 1)
    return line + 1 + len(following[1]) + len(word) <= width


def _tidy(text: str, bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without white space at the ends; what holds no letter or figure (a stray quotation mark) joins what is before."""
    found: list[tuple[int, int]] = []
    for start, end in bounds:
        part = text[start:end]
        start += len(part) - len(part.lstrip())
        end = start + len(part.strip())
        if start >= end:
            continue
        if found and not (text[start].isalnum() or _WORD.search(part)):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
