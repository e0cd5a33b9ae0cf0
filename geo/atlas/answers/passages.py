"""Passages: the whole sentences around mentions."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from geo.atlas.reading.sentences import sentences
from geo.toponyms.mention import Mention

_LONGEST_MERGED = 600  # characters; mentions further on begin a passage of their own


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of an article. `start` is where they begin in it; the mentions' offsets count from there."""

    text: str
    start: int
    mentions: tuple[Mention, ...]


def passages(text: str, mentions: Iterable[Mention]) -> list[Passage]:
    """The sentences that hold these mentions (in order of start), neighbouring ones joined, each sentence once."""
    bounds = sentences(text)
    starts = [start for start, _ in bounds]
    spans: list[tuple[int, int, list[Mention]]] = []
    last = -1
    for mention in mentions:
        first = max(bisect_right(starts, mention.start) - 1, 0)
        until = max(bisect_right(starts, mention.end - 1) - 1, first)
        start, end = bounds[first][0], max(bounds[until][1], mention.end)
        if spans and (first <= last or (first == last + 1 and end - spans[-1][0] <= _LONGEST_MERGED)):
            begun, ended, held = spans[-1]
            spans[-1] = (begun, max(ended, end), [*held, mention])
        else:
            spans.append((start, end, [mention]))
        last = max(last, until)
    return [
        Passage(text[start:end], start, tuple(replace(m, start=m.start - start, end=m.end - start) for m in held))
        for start, end, held in spans
    ]
