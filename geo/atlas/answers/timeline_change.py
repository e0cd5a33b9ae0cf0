"""Whether a country is named more in the second half of a period than in the first, or whether that may be chance."""

from dataclasses import dataclass
from math import log

import pandas as pd

# Articles that either half must have been expected to hold, were nothing to change: below, the test's figures do not
# hold (Cochran 1954 asks for 5), and a handful of articles is no trend.
LEAST_EXPECTED = 10
# The least rise, or fall the other way, that is called one: in a large archive any difference is beyond chance.
LEAST_RATIO = 1.25
# The 1% point of the chi-squared distribution with one degree of freedom.
_BEYOND_CHANCE = 6.635


@dataclass(frozen=True, slots=True)
class Change:
    """The share of articles, 0 to 1, that name a country `before` and `after` the step that starts on `middle`."""

    before: float
    after: float
    middle: pd.Timestamp

    @property
    def ratio(self) -> float:
        """How many times as often as before; infinite where it was not named at all."""
        return self.after / self.before if self.before else float("inf")


def change(steps: pd.DataFrame) -> Change | None:
    """The change in `steps`, a timeline of one country or of all, or None where none can be told from chance.

    The two halves hold as many steps (the second one more where the number is odd), and articles that name the country
    are held against all articles of the half, so that a paper that prints more is no surge. Named is only a share that
    has come to five quarters of what it was or more, or to four fifths or less, where either half was to be expected to
    hold ten such articles, and where the log-likelihood ratio test (Woolf, B. 1957, "The log likelihood ratio test (the
    G-test)", Annals of Human Genetics 21, 397-409) of the two counts against the two halves' articles gives less than 1
    in 100.

    What goes wrong silently otherwise: articles copied from one another are not independent, so that one story run by
    forty papers may pass; count by story where that matters. Articles per step are taken as Poisson, which is cautious
    for a country that nearly every article names.
    """
    middle = len(steps) // 2
    if not middle:
        return None
    halves = steps.iloc[:middle], steps.iloc[middle:]
    named = [int(half["articles"].sum()) for half in halves]
    every = [int(half["all_articles"].sum()) for half in halves]
    if not all(every):
        return None
    expected = [sum(named) * articles / sum(every) for articles in every]
    if min(expected) < LEAST_EXPECTED:
        return None
    found = Change(named[0] / every[0], named[1] / every[1], steps["start"].iloc[middle])
    likelihood = 2 * sum(count * log(count / due) for count, due in zip(named, expected, strict=True) if count)
    if likelihood < _BEYOND_CHANCE or 1 / LEAST_RATIO < found.ratio < LEAST_RATIO:
        return None
    return found
