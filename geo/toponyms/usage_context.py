"""What stands before and after a name, as words up to the end of the sentence or of the paragraph."""

import re
from typing import NamedTuple

from geo.toponyms.usage_words import COMMA, Lexicon, Word

# Far enough for four words of news English on each side.
REACH = 56
# A blank line, or the indented line with which wires begin a paragraph; a single line break may be a mere wrap.
_PARAGRAPH = re.compile(r"\n\s*\n|\n {2,}")
_POSSESSIVE = ("'s", "’s")
_ENDS = frozenset((".", "!", "?", ";", "end", "break"))


class Context(NamedTuple):
    """The words around a name, nearest first, and what joins the name to them.

    `before` and `after` are one of " ", "possessive" (after only), "hyphen", "dash", "start", "break", "end", or the
    punctuation mark itself.
    """

    before: str
    left: list[Word]
    after: str
    right: list[Word]


def context(lexicon: Lexicon, text: str, start: int, end: int) -> Context:
    """Return what stands around text[start:end] in its sentence: at most four words before, five after."""
    before, left = _left(lexicon, text, start)
    after, right = _right(lexicon, text, end)
    return Context(before, left, after, right)


def _joint(text: str, end: int) -> tuple[str, int]:
    """What follows the name immediately, and where the words after it begin."""
    first, second = text[end : end + 1], text[end + 1 : end + 2]
    if first in " \n":
        return (" ", end) if first else ("end", end)
    if first in "'’":
        if text[end : end + 2] in _POSSESSIVE and not text[end + 2 : end + 3].isalnum():
            return "possessive", end + 2
        if text[end - 1] in "sS" and second == " ":
            return "possessive", end + 1
    if first == "-" and second.isalnum():
        return "hyphen", end + 1
    return ("dash" if first in "-–—" else first), end + 1


def _right(lexicon: Lexicon, text: str, end: int) -> tuple[str, list[Word]]:
    seen = lexicon.seen
    joint, at = _joint(text, end)
    if joint in _ENDS:
        return joint, []
    reach = text[at : at + REACH]
    if "\n" in reach and (paragraph := _PARAGRAPH.search(reach)):
        reach = reach[: paragraph.start()]
        if joint == " " and not reach.strip():
            return "break", []
    words: list[Word] = []
    for token in reach.split(None, 5)[:5]:
        word = seen(token) or lexicon.look(token)
        if words and word.opens and word.opens[0] in "(—–-":
            break
        words.append(word)
        if word.closes:
            break
    return joint, words


def _left(lexicon: Lexicon, text: str, start: int) -> tuple[str, list[Word]]:
    seen = lexicon.seen
    reach = text[max(0, start - REACH) : start]
    whole = start <= REACH
    if "\n" in reach and (paragraphs := _PARAGRAPH.findall(reach)):
        reach, whole = reach[reach.rindex(paragraphs[-1]) + len(paragraphs[-1]) :], True
    if not reach or reach.isspace():
        return "start", []
    tokens = reach.rsplit(None, 4)
    if len(tokens) > 4 or (not whole and len(tokens) > 1):
        # The first one is cut, or holds all the rest.
        del tokens[0]
    joint = " " if reach[-1].isspace() else reach[-1]
    if joint == "-":
        tokens[-1] = tokens[-1].rstrip("-")
    if joint != " " and not tokens[-1].strip("\"'“”‘’()[]-–—/"):
        del tokens[-1]
    words: list[Word] = []
    for token in reversed(tokens):
        word = seen(token) or lexicon.look(token)
        if word.closes:
            if word.closes[0] in ".!?;:" or (not words and word.closes[-1] in '”"'):
                break
            words.append(COMMA)
        words.append(word)
        if word.opens and word.opens[0] in '“"(':
            break
    return joint, words
