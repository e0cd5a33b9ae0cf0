"""An article as it was read: its words, and every mention found in them."""

from dataclasses import dataclass

from geo.articles.article import Article
from geo.atlas.answers.heading import heading
from geo.toponyms.mention import Mention


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with every mention found in it, counted or not."""

    article: Article
    mentions: tuple[Mention, ...]

    @property
    def heading(self) -> str:
        """Its title, or its opening words."""
        return heading(self.article.title, self.article.text)
