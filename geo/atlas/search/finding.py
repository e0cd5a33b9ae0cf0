"""The articles that a search finds, and where they say what was sought."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.atlas.answers.asking import Asking, article_of, mentions_of, question
from geo.atlas.answers.heading import heading
from geo.atlas.answers.snapshot import Snapshot
from geo.atlas.search import finding_query
from geo.atlas.search.hits import FoundPassage, found_passages
from geo.atlas.search.language import read
from geo.atlas.selection import Selection

# Ranking reads where every word stands in every article found: beyond so many the newest come first.
MOST_RANKED = 20_000


class Finding(Asking):
    """The questions about finding articles that an `Atlas` answers."""

    def found(self, selection: Selection, limit: int = 20, offset: int = 0) -> pd.DataFrame:
        """A page of the selection's articles, whether or not they mention a country.

        article_id, title, date (NaT: undated), source, url, mentions (those the selection counts), heading, rank (BM25,
        the greater the better; NaN where nothing was ranked). The best come first; the newest, undated last, where
        there is no search or it finds more than `MOST_RANKED` articles. Where the selection asks something of mentions
        (organisations, kinds, uses, confidence), articles without one that counts are left out.
        """
        now = self._current()
        asked = question(now, selection)
        statement = finding_query.found(asked, of_mentions=asks_of_mentions(selection))
        with now.searched(selection.search).cursor() as cursor:
            cursor.register("ranks", _ranks(now, selection))
            page = cursor.execute(statement, {**asked.parameters, "limit": limit, "offset": offset}).df()
        headings = [heading(title, opening) for title, opening in zip(page["title"], page["opening"], strict=True)]
        return page.drop(columns="opening").assign(heading=headings)

    def found_passages(self, selection: Selection, article_id: str) -> list[FoundPassage]:
        """Where an article says what is sought: whole sentences, with every mention in them, counted or not.

        Its opening where there is nothing to mark; nothing where the atlas has no such article.
        """
        now = self._current()
        article = article_of(now, article_id)
        if article is None:
            return []
        told = mentions_of(now, article_id)
        return found_passages(article.text, read(selection.search).sought(), told)

    def unindexed(self) -> int:
        """How many articles must be indexed before the first search: none, but for an atlas built without."""
        return self._current().indexes.missing()

    def index(self, tell: Callable[[int], object] = lambda articles: None) -> None:
        """Index what is not indexed yet; `tell` is told how many articles more have been. Raises SearchError."""
        self._current().indexes.prepare(tell)

    def search(self, selection: Selection) -> None:
        """Do a selection's search now, so that questions about it find it done.

        Raises SearchError, one sentence for people, where it cannot be done or takes too long.
        """
        self._current().searched(selection.search)


def asks_of_mentions(selection: Selection) -> bool:
    """Whether a selection keeps some mentions only, and not just those of some articles."""
    return bool(selection.organisations or selection.kinds or selection.uses or selection.min_confidence > 0)


def _ranks(now: Snapshot, selection: Selection) -> pa.Table:
    """number, rank of the articles found; no row where they are not ranked."""
    search = read(selection.search)
    numbers, ranks = np.zeros(0, np.int64), np.zeros(0)
    if search.sought() and len(now.indexes.find(search)) <= MOST_RANKED:
        numbers, ranks = now.indexes.rank(search)
    return pa.table({"number": pa.array(numbers, pa.int64()), "rank": pa.array(ranks, pa.float64())})
