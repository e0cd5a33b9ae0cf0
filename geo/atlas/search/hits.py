"""Where in a text the words stand that a search found it for, and the sentences around them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geo.atlas.answers.passages import Passage, passages
from geo.atlas.reading.sentences import sentences
from geo.atlas.search.language import Phrase
from geo.atlas.search.words import words
from geo.toponyms.mention import Mention

_OPENING = 240  # characters of an article that holds nothing to mark, shown in whole sentences


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a text that answers to a phrase, from the first letter of its first word to the last of its last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundPassage(Passage):
    """Whole sentences around what was sought; offsets of `hits`, like those of the mentions, count from `start`."""

    hits: tuple[Hit, ...] = ()


def hits(text: str, sought: Sequence[Phrase]) -> list[Hit]:
    """Where the phrases stand, in order; those that overlap are one. Words are told as the index tells them."""
    found = list(words(text))
    exactly: dict[str, list[Phrase]] = defaultdict(list)
    beginnings: list[Phrase] = []
    for phrase in sought:
        if phrase.beginning and len(phrase.words) == 1:
            beginnings.append(phrase)
        else:
            exactly[phrase.words[0]].append(phrase)
    openings = tuple(phrase.words[0] for phrase in beginnings)
    whole: list[Hit] = []
    for at, (start, end, word) in enumerate(found):
        if openings and word.startswith(openings):
            _take(whole, start, end)
        for phrase in exactly.get(word, ()):
            last = at + len(phrase.words) - 1
            if _stands(phrase, [word for _, _, word in found[at : last + 1]]):
                _take(whole, start, found[last][1])
    return whole


def _stands(phrase: Phrase, said: list[str]) -> bool:
    if len(said) != len(phrase.words) or said[:-1] != list(phrase.words[:-1]):
        return False
    return said[-1].startswith(phrase.words[-1]) if phrase.beginning else said[-1] == phrase.words[-1]


def _take(whole: list[Hit], start: int, end: int) -> None:
    if whole and start < whole[-1].end:
        whole[-1] = Hit(whole[-1].start, max(end, whole[-1].end))
    else:
        whole.append(Hit(start, end))


def found_passages(text: str, sought: Sequence[Phrase], mentions: Iterable[Mention]) -> list[FoundPassage]:
    """The sentences that hold what is sought, each with the article's `mentions` in it.

    The article's opening where there is nothing to mark: found by its title, or for what it does not say.
    """
    told = list(mentions)
    marks: Any = hits(text, sought)
    spans: list[Any] = passages(text, marks) if marks else _opening(text)
    return [
        FoundPassage(one.text, one.start, tuple(_within(told, one.start, one.start + len(one.text))), one.mentions)
        for one in spans
    ]


def _opening(text: str) -> list[Passage]:
    bounds = sentences(text)
    if not bounds:
        return []
    start = bounds[0][0]
    ends = [end for _, end in bounds if end - start <= _OPENING] or [bounds[0][1]]
    return [Passage(text[start : ends[-1]], start, ())]


def _within(mentions: Iterable[Mention], start: int, end: int) -> list[Mention]:
    return [replace(m, start=m.start - start, end=m.end - start) for m in mentions if start <= m.start and m.end <= end]
