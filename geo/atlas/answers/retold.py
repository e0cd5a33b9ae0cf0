"""Who else tells a story: the copies of an article, and what makes them copies."""

import pandas as pd

from geo.articles.article import Article
from geo.articles.identity import number
from geo.atlas.answers import story_query
from geo.atlas.answers.asking import Asking, article_of
from geo.atlas.answers.heading import heading
from geo.stories import compare

_COLUMNS = (
    "article_id", "title", "date", "source", "url", "heading",
    "jaccard", "containment", "numbers", "names", "days", "alike",
)  # fmt: skip


class Retold(Asking):
    """The questions about copies that an `Atlas` answers."""

    def copies(self, article_id: str, limit: int = 50, offset: int = 0) -> pd.DataFrame:
        """The other articles of an article's story, the earliest first; no row where it alone tells it.

        article_id, title, date (NaT: undated), source, url, heading; then how each compares with the article asked
        about, as in `geo.stories.Likeness`: `jaccard` and `containment` (0 to 1), `numbers` and `names` (0 to 1, NaN
        where one has none), `days` apart (NaN: one is undated). `alike` is False for one that is in the story by way
        of another copy. Raises LookupError where the atlas has no such article.
        """
        now = self._current()
        article = article_of(now, article_id)
        if article is None:
            raise LookupError(f"There is no article {article_id!r} in this atlas.")
        asked = {"key": number(article_id), "limit": limit, "offset": offset}
        rows = now.cursor().execute(story_query.OTHERS, asked).fetchall()
        told = pd.DataFrame([_row(article, Article(*row)) for row in rows], columns=list(_COLUMNS))
        return told.assign(date=pd.to_datetime(told["date"]))


def _row(article: Article, other: Article) -> tuple[object, ...]:
    likeness = compare(article, other)
    said = (other.id, other.title, other.date, other.source, other.url, heading(other.title, other.text))
    why = (likeness.jaccard, likeness.containment, likeness.numbers, likeness.names, likeness.days, likeness.same)
    return (*said, *why)
