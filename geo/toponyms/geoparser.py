"""The geoparser: a text in, its mentions out."""

from functools import cache

from geo.toponyms.furniture import spans
from geo.toponyms.gazetteer import Gazetteer
from geo.toponyms.mention import Mention, Use
from geo.toponyms.runs import RUN, WORD
from geo.toponyms.sense import Sense
from geo.toponyms.spelling import fold_word
from geo.toponyms.usage import Usage


class Geoparser:
    """Reads texts. Keep the one that `Geoparser.load()` returns: loading costs more than reading many articles."""

    def __init__(self, gazetteer: Gazetteer, usage: Usage) -> None:
        self.gazetteer = gazetteer
        self.usage = usage

    @classmethod
    @cache
    def load(cls) -> "Geoparser":
        """Return the geoparser of the shipped tables, the same one for every call in a process."""
        return cls(Gazetteer.load(), Usage.load())

    def read(self, text: str) -> list[Mention]:
        """Return the mentions of `text` in order of start; offsets are code points of `text`."""
        dropped = spans(text)
        found = []
        for run in RUN.finditer(text):
            if not any(start < run.end() and run.start() < end for start, end in dropped):
                found.extend(self._read_run(run.start(), run.group()))
        uses = self.usage.of_all(text, [(start, end, sense.kind) for start, end, sense in found])
        return [_mention(text, *span, *use) for span, use in zip(found, uses, strict=True)]

    def _read_run(self, offset: int, run: str) -> list[tuple[int, int, Sense]]:
        words = [(m.group(), m.start(), m.end()) for m in WORD.finditer(run)]
        surfaces, folded = [w for w, _, _ in words], [fold_word(w) for w, _, _ in words]
        found, i = [], 0
        while i < len(words):
            for j in range(min(len(words), i + self.gazetteer.longest.get(folded[i], 0)), i, -1):
                senses = self.gazetteer.senses(surfaces[i:j], folded[i:j])
                if senses:
                    found.append((offset + words[i][1], offset + words[j - 1][2], senses[0]))
                    i = j - 1
                    break
            i += 1
        return found


def _mention(text: str, start: int, end: int, sense: Sense, use: Use, probability: float, sign: str) -> Mention:
    return Mention(
        start,
        end,
        text[start:end],
        sense.iso3,
        sense.kind,
        use,
        sense.name,
        sense.lat,
        sense.lon,
        sense.organisation,
        round(0.9 * probability, 2),
        (f"{sense.note or sense.kind}: {sense.name}", sign),
    )
