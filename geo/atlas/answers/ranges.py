"""Figures as ranges: what is counted, and what would be left of it if every doubtful mention were wrong."""

from dataclasses import replace

import pandas as pd

from geo.atlas.answers import query
from geo.atlas.answers.asking import Asking, frame, row
from geo.atlas.selection import Selection

# A mention less sure than this is doubtful. It is one of the steps that sums are kept for, so that a range is as quick
# as a figure.
SURE = 0.8


class Ranges(Asking):
    """The method of an `Atlas` that gives figures as ranges."""

    def ranges(self, selection: Selection, sure: float = SURE) -> pd.DataFrame:
        """As `countries`, and with `least_mentions`, `least_articles` and `least_share`.

        The least are those with a confidence of `sure` or more: what stands if all that is doubtful is wrong. The
        figures themselves are the most: a mention that was wrongly given to another country is not looked for.
        """
        wanted = replace(selection, min_confidence=max(sure, selection.min_confidence))
        now = self._current()
        counts = frame(now, selection, query.counts_by_country)
        least = frame(now, wanted, query.counts_by_country).set_index("iso3")[["mentions", "articles"]]
        joined = counts.join(least.add_prefix("least_"), on="iso3").fillna({"least_mentions": 0, "least_articles": 0})
        articles = max(row(now, selection, query.totals_of_articles)[0], 1)
        whole = joined.astype({"least_mentions": "int64", "least_articles": "int64"})
        return whole.assign(share=whole["articles"] / articles, least_share=whole["least_articles"] / articles)
