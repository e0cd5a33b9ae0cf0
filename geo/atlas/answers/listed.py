"""The articles of a list with their sentences, read together: each file of an atlas is looked into once for all."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from geo.atlas.answers.asking import Asking, article_of, ask, mention_of, number_of
from geo.atlas.answers.listed_query import mentions_in
from geo.atlas.answers.passages import Passage, passages
from geo.atlas.answers.read_article import ReadArticle
from geo.atlas.selection import Selection


class Listed(Asking):
    """What a list of articles shows of each."""

    def passages_in(
        self, selection: Selection, iso3: str, article_ids: Sequence[str]
    ) -> list[tuple[ReadArticle, list[Passage]]]:
        """For each article in turn what `article` and `passages` give of it.

        Raises LookupError where the atlas has none of an id.
        """
        now = self._current()
        found = [(article_of(now, one), number_of(now, one)) for one in article_ids]
        numbers = [number for _, number in found if number is not None]
        held = []
        if numbers:
            statement = partial(
                mentions_in, mentions=now.holding("mentions", numbers), iso3=iso3, numbers=tuple(numbers)
            )
            # Of a copy that the count by story leaves out, too.
            held = ask(now, replace(selection, by="article"), statement).fetchall()
        told = []
        for article_id, (article, number) in zip(article_ids, found, strict=True):
            if article is None:
                raise LookupError(f"There is no article {article_id!r} in this atlas.")
            own = [(counts, mention_of(tuple(mention))) for of, counts, *mention in held if of == number]
            counted = [mention for counts, mention in own if counts]
            read = ReadArticle(article, tuple(mention for _, mention in own))
            told.append((read, passages(article.text, counted)))
        return told
