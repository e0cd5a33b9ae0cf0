"""Which sentence and which paragraph of its article a mention stands in, by number."""

from bisect import bisect_right

from geo.atlas.reading.sentences import sentences


class Whereabouts:
    """The sentences and paragraphs of one text, each numbered from 0.

    Sentences are those of `sentences`. A paragraph ends where a line break stands between two sentences, so
    that lines broken to fit a screen are not paragraphs unless a sentence happens to end with the line.
    """

    def __init__(self, text: str, last: int | None = None) -> None:
        """`last`: where the last mention begins that will be asked for; what comes after is then not looked at."""
        bounds = sentences(text, last)
        self._starts = [start for start, _ in bounds]
        self._paragraphs = [0] * max(len(bounds), 1)
        for place in range(1, len(bounds)):
            parted = "\n" in text[bounds[place - 1][1] : bounds[place][0]]
            self._paragraphs[place] = self._paragraphs[place - 1] + parted

    def of(self, start: int) -> tuple[int, int]:
        """The numbers of the sentence and the paragraph in which the mention that begins at `start` stands."""
        sentence = max(bisect_right(self._starts, start) - 1, 0)
        return sentence, self._paragraphs[sentence]
