"""How a name is used: for the place, for those who act in its name, as an adjective, or inside another name."""

from collections.abc import Sequence
from typing import Self

from geo.toponyms.mention import Kind, Use
from geo.toponyms.usage_context import Context, context
from geo.toponyms.usage_lists import rows
from geo.toponyms.usage_signs import Signs, signs
from geo.toponyms.usage_weights import Weights
from geo.toponyms.usage_words import Lexicon, Word

Span = tuple[int, int, Kind]
Reading = tuple[Use, float, str]
# Classes of words right of a name that are verbs and adverbs, by the lists or by their ending.
_NO_NOUNS = frozenset(("act", "say", "aux", "adverb", "led", "lly"))


class Usage:
    """Reads the use of each mention of a text from the words around it, never from the name itself."""

    def __init__(self, lexicon: Lexicon, weights: Weights) -> None:
        self.lexicon = lexicon
        self.weights = weights

    @classmethod
    def load(cls) -> Self:
        """Read the word classes and the trained weights; some hundredths of a second, once a process."""
        return cls(Lexicon.load(), Weights.load())

    def of_all(self, text: str, spans: Sequence[Span]) -> list[Reading]:
        """Return use, probability of that use (0 to 1) and a short reason for every span (start, end, kind).

        Spans come in order of start, and all spans of a text at once: in "Russia and China agreed" the left name is
        read by what follows the right one, which goes unseen when they are asked for one by one.
        """
        return [self._read(text, span, row) for span, row in zip(spans, rows(text, spans), strict=True)]

    def of(self, text: str, start: int, end: int, kind: Kind) -> Reading:
        """Return use, probability and a short reason for one span alone."""
        return self._read(text, (start, end, kind), None)

    def _read(self, text: str, span: Span, row: tuple[int, int] | None) -> Reading:
        start, end, kind = span
        around = context(self.lexicon, text, *(row or (start, end)))
        found = signs(around, kind, text[start:end], row is not None)
        use, probability = self.weights.best(found)
        return use, probability, _why(use, kind, around, found)


def _why(use: Use, kind: Kind, around: Context, found: Signs) -> str:
    """Say in a few words what decided, by the word that such a use most often hangs on."""
    head = _noun(around.right, found.head)
    led_by = found.led_by.lower if found.led_by.initial == "l" else ""
    if around.after == "possessive" and use != "name":
        return f"possessive before “{head}”" if head else "possessive"
    if use == "place" and led_by:
        return f"after “{led_by}”"
    if use == "actor" and found.verb[0] != "-":
        return "subject of a verb"
    if head and use != "actor":
        return f"before “{head}”"
    if kind == "demonym":
        return "people or adjective"
    return f"after “{led_by}”" if led_by else "no word tells"


def _noun(right: Sequence[Word], head: Word) -> str:
    """What a name stands before, never a verb: in "U.S. goods accounted for" the goods, not "accounted"."""
    if head.initial == "B" or head.right not in _NO_NOUNS:
        return head.lower if head.initial != "B" else ""
    noun = ""
    for word in right:
        if word.right in _NO_NOUNS:
            break
        noun = word.lower
    return noun
