"""Likeness: whether two articles tell one story in the same words, and by what that is seen.

Measured on pairs read by hand: see `docs/stories.md`. A copy changes some words of all sorts. A template (the weekly
money supply, a dividend notice, a bond issue) keeps every plain word and swaps the figures and the names. So shared
phrases only open the question; figures, names, the headline's words and the days between decide it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geo.articles.article import Article
from geo.stories.keys import FEWEST_WORDS, LEAD
from geo.stories.phrases import Hashes, phrases
from geo.stories.telling import Telling, telling

MOST_DAYS = 3  # between copies; what is like it a week later is a series
_SHORT = 60  # words; a notice this short is repeated word for word the next week, so it must be of the next day at most
_NOTICE = 40  # words; a notice this short may name whom it is about in the headline alone


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two articles compare. Shares are from 0 to 1, None where one of the two has nothing to compare.

    `jaccard`: phrases in both, of those in either; `containment`: of those of the shorter; `lead`: among the first 32.
    `numbers`: shared figures, of the one that has fewer, weighed by their digits; `names` likewise, unweighed.
    `headline`: words of the headline found nowhere in the other article, the smaller of both ways; `subject` likewise
    for the names in the headline alone, `figure` for its figures. `words`: how many the shorter body has. `days`: how
    far apart, None if either is undated.
    """

    jaccard: float
    containment: float
    lead: float
    numbers: float | None
    names: float | None
    headline: float | None
    subject: float | None
    figure: float | None
    words: int
    days: int | None

    @property
    def same(self) -> bool:
        """Whether the two are one story."""
        if self.words < FEWEST_WORDS or not self._near() or self._round_up() or self._of_another():
            return False
        return self._copied() or self._from_the_lead() or self._rewritten()

    def _near(self) -> bool:
        if self.days is None:
            return True
        return self.days <= (1 if self.words < _SHORT else MOST_DAYS)

    def _round_up(self) -> bool:
        """A round-up holds a whole story among others; it must not chain them all into one."""
        return self.lead < 0.4 and self.jaccard < 0.45

    def _of_another(self) -> bool:
        """Each headline names whom, or says how much, the other article never mentions."""
        if self.words < _NOTICE and _or(self.subject, 0.0) > 0:
            return True
        # A figure of a longer story's headline may be one that grows, the dead of a disaster.
        figure = _or(self.figure, 0.0) if self.words < _SHORT else 0.0
        return self.containment < 0.95 and max(_or(self.subject, 0.0), figure) >= 0.5

    def _copied(self) -> bool:
        """Nearly all of the shorter is in the longer; a notice's headline too, which may alone say whose it is."""
        figures = 0.55 if self.days is not None else 0.8  # without dates, only the figures tell one week from the next
        if self.containment < 0.8 or _or(self.numbers, 1.0) < figures or _or(self.names, 1.0) < 0.6:
            return False
        whole = self.containment >= 0.95 and _or(self.numbers, 1.0) >= 0.9 and self.words >= 30
        return whole or self.words >= _NOTICE or _or(self.headline, 0.0) <= 0.34

    def _from_the_lead(self) -> bool:
        """Cut, worked over or lengthened below a lead that stayed, with nearly all figures and names."""
        if self.words < 45 or self.days is None or self.lead < 0.5 or self.containment < 0.45:
            return False
        return _or(self.numbers, 1.0) >= 0.85 and _or(self.names, 1.0) >= 0.75

    def _rewritten(self) -> bool:
        """Worked over from top to bottom within a day: then the headline must speak for it too."""
        if self.containment < 0.55 or self.jaccard < 0.15 or self.days is None or self.days > 1:
            return False
        return _or(self.numbers, 1.0) >= 0.7 and _or(self.names, 1.0) >= 0.65 and _or(self.headline, 1.0) <= 0.2

    def __str__(self) -> str:
        shared = f"{self.containment:.0%} of the shorter one's phrases ({self.jaccard:.0%} of all)"
        figures = "no figures" if self.numbers is None else f"{self.numbers:.0%} of its figures"
        names = "no names" if self.names is None else f"{self.names:.0%} of its names"
        days = "undated" if self.days is None else f"{self.days} days apart"
        return f"{shared}, {figures}, {names}, {days}"


def _or(share: float | None, otherwise: float) -> float:
    return otherwise if share is None else share


class Side:
    """One article made ready for comparison; keep it where an article is compared more than once."""

    def __init__(self, article: Article) -> None:
        self.date = article.date
        self.telling: Telling = telling(article)
        self.phrases: Hashes = phrases([self.telling.words])[0]

    @cached_property
    def distinct(self) -> Hashes:
        """Its phrases, each once, sorted."""
        return np.unique(self.phrases)

    @cached_property
    def lead(self) -> Hashes:
        """Its first phrases, each once, sorted."""
        return np.unique(self.phrases[:LEAD])

    @cached_property
    def subject(self) -> frozenset[str]:
        """The names in the headline."""
        return self.telling.headline & (self.telling.names or frozenset())

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures in the headline."""
        return frozenset(word for word in self.telling.headline if word[0].isdigit())

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of headline and body."""
        return self.telling.headline.union(self.telling.words)


def compare(one: Article | Side, other: Article | Side) -> Likeness:
    """How alike two articles are; `compare(a, b) == compare(b, a)`."""
    a, b = (side if isinstance(side, Side) else Side(side) for side in (one, other))
    shared = len(np.intersect1d(a.distinct, b.distinct, assume_unique=True))
    fewer = min(len(a.distinct), len(b.distinct))
    first = min(len(a.lead), len(b.lead))
    in_lead = len(np.intersect1d(a.lead, b.lead, assume_unique=True))
    return Likeness(
        jaccard=shared / max(1, len(a.distinct) + len(b.distinct) - shared),
        containment=shared / max(1, fewer),
        lead=in_lead / max(1, first),
        numbers=_numbers(a.telling, b.telling),
        names=_names(a.telling, b.telling),
        headline=_missing(a.telling.headline, b.telling.headline, a, b),
        subject=_missing(a.subject, b.subject, a, b),
        figure=_missing(a.figures, b.figures, a, b),
        words=min(len(a.telling.words), len(b.telling.words)),
        days=None if a.date is None or b.date is None else abs((a.date - b.date).days),
    )


def _numbers(a: Telling, b: Telling) -> float | None:
    fewer = min(sum(a.numbers.values()), sum(b.numbers.values()))
    return sum(a.numbers[number] for number in a.numbers.keys() & b.numbers.keys()) / fewer if fewer else None


def _names(a: Telling, b: Telling) -> float | None:
    return len(a.names & b.names) / min(len(a.names), len(b.names)) if a.names and b.names else None


def _missing(of_a: frozenset[str], of_b: frozenset[str], a: Side, b: Side) -> float | None:
    """What share of some words of each is nowhere in the other, the smaller of both ways."""
    if not of_a or not of_b:
        return None
    return min(len(of_a - b.vocabulary) / len(of_a), len(of_b - a.vocabulary) / len(of_b))
