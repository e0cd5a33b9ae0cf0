"""What the reading of uses is learnt from: own sentences, news with marked uses, news with marked places."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from usage_examples import examples

from geo.evaluation.gold import Document, Mark, read_gold
from geo.evaluation.match import overlap
from geo.evaluation.words import Words
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import Kind, Mention, Use
from geo.toponyms.usage_context import context
from geo.toponyms.usage_lists import rows
from geo.toponyms.usage_signs import signs
from geo.toponyms.usage_words import Lexicon

KINDS: dict[str, Kind] = {"metonym": "seat", "none": "region"}
OWN = -1


@dataclass(frozen=True, slots=True)
class Lesson:
    """One name: its signs, its use if that is known, its document (OWN for own sentences).

    `found`: whether the geoparser finds it. `marked`: where no uses are marked, whether it is marked as a place.
    """

    signs: dict[str, int]
    use: Use | None
    document: int
    found: bool = False
    marked: bool = False


def lessons(gold: Path) -> list[Lesson]:
    """Return every lesson, names of news at the spans that the geoparser reads where it finds them."""
    learnt = []
    for example in examples():
        known = [(span, use) for span, use in zip(example.spans, example.uses, strict=True)]
        learnt += [Lesson(names, use, OWN) for names, use in _signs(example.text, known) if use]
    words = Words.beside(gold)
    for number, document in enumerate(read_gold(gold)):
        read = Geoparser.load().read(document.text)
        if any(mark.use for mark in document.marks):
            learnt += _of_uses(document, number, read)
        else:
            learnt += _of_places(document, number, read, words)
    return learnt


def _signs(text: str, known: Sequence[tuple[tuple[int, int, Kind], Use | None]]) -> list[tuple[dict, Use | None]]:
    spans = [span for span, _ in known]
    out = []
    for (span, use), row in zip(known, rows(text, spans), strict=True):
        around = context(Lexicon.load(), text, *(row or span[:2]))
        read = signs(around, span[2], text[span[0] : span[1]], row is not None)
        out.append((dict.fromkeys(read.names, 1), use))
    return out


def _of_uses(document: Document, number: int, read: list[Mention]) -> list[Lesson]:
    """The marks with a use: as the geoparser reads them, else as they are marked."""
    known: dict[tuple[int, int, Kind], tuple[Use | None, bool]] = {
        (mention.start, mention.end, mention.kind): (None, False) for mention in read
    }
    for mark in document.marks:
        over = [mention for mention in read if overlap(mention, mark)]
        hit = next((mention for mention in over if mention.iso3 == mark.iso3), None)
        if mark.use and hit:
            known[hit.start, hit.end, hit.kind] = (mark.use, True)
        elif mark.use and not over:
            known[mark.start, mark.end, _kind(mark)] = (mark.use, False)
    spans = sorted(known)
    read_signs = _signs(document.text, [(span, known[span][0]) for span in spans])
    return [
        Lesson(names, use, number, found=known[span][1])
        for span, (names, use) in zip(spans, read_signs, strict=True)
        if use
    ]


def _of_places(document: Document, number: int, read: list[Mention], words: Words) -> list[Lesson]:
    """The names that the geoparser reads, and whether the annotators took them for places; demonyms tell nothing."""
    read_signs = _signs(document.text, [((one.start, one.end, one.kind), None) for one in read])
    out = []
    for mention, (names, _) in zip(read, read_signs, strict=True):
        over = [mark for mark in document.marks if overlap(mention, mark)]
        marked = any(mark.iso3 == mention.iso3 for mark in over)
        unclear = bool(over) and not marked
        unclear = unclear or any(start < mention.end and mention.start < end for start, end in document.ignored)
        if mention.iso3 and not unclear and not words.is_demonym(mention.text, mention.kind):
            out.append(Lesson(names, None, number, marked=marked))
    return out


def _kind(mark: Mark) -> Kind:
    return KINDS.get(mark.kind, mark.kind)  # type: ignore[return-value]
