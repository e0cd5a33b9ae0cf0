"""Who is named with whom: in the same sentence, paragraph or article."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.atlas.answers import blocs_query, together_query
from geo.atlas.answers.answer_columns import names_of
from geo.atlas.answers.asking import (
    Asking,
    article_of,
    ask,
    frame,
    mention_of,
    number_of,
    question,
    require_countries,
    row,
)
from geo.atlas.answers.chance import against_chance, weights
from geo.atlas.answers.heading import heading
from geo.atlas.answers.passages import Passage, passages
from geo.atlas.answers.question import Question
from geo.atlas.answers.snapshot import Snapshot
from geo.atlas.answers.together_counts import counted
from geo.atlas.answers.together_query import Within
from geo.atlas.selection import Selection
from geo.world.countries import countries

# Below these nothing is called a tie, however seldom it would come by chance: one article may say a thing five times.
LEAST_PLACES, LEAST_ARTICLES = 5, 3

# Mentions that what chance would have is reckoned from: of more, every second, third ... article alone is read. What is
# in a hundred pairs of these is known to a tenth, and what is in fewer is hardly expected with anyone.
_READ = 2_000_000
_AT_ONCE = 2**18  # articles whose mentions are in memory together: some 100 MB, where each has twenty


class Together(Asking):
    """The methods of an `Atlas` that say who is named with whom; both names are such as the selection counts.

    All raise LookupError for a country, an organisation or a status that nobody knows.
    """

    def together(
        self, selection: Selection, iso3: str, within: Within = "sentence", limit: int | None = None
    ) -> pd.DataFrame:
        """The countries named together with one, most often first, `limit` at most.

        `iso3`, `name`; `places`: how many sentences, paragraphs or articles name both; `articles` that hold them;
        `share`: `places` over all places that name the country asked for, 0 to 1; `expected`: the places if each
        country were named with others as often as it is but with whom were left to chance; `ratio`: observed over
        expected, shrunk towards 1, and its 95 % interval `low`, `high`; `tie`: "more" than chance where `low` is above
        1 with 5 places in 3 articles at least, "less" where `high` is below 1 and 5 were expected, else "".
        `geo.atlas.answers.chance` has the methods and their sources; above two million mentions the expected is
        reckoned from a part of the articles.

        What goes wrong silently otherwise: copies of one article count as often as they were told, so that a sentence
        that forty papers print makes a tie of its own (ask by story then).
        """
        require_countries([iso3])
        now = self._current()
        everyone = now.remembered(("near", selection, within, iso3), partial(_near, now, selection, within, iso3))
        found = everyone[everyone["country"] != iso3]
        all_places = int(everyone["places"].sum() - found["places"].sum())
        chance = _chance(now, selection, within)
        expected = found["country"].map(chance).fillna(0.0).to_numpy(dtype=float) * chance.get(iso3, 0.0)
        table = pd.DataFrame(
            {
                "iso3": found["country"],
                "name": [countries()[code].name for code in found["country"]],
                "places": found["places"],
                "articles": found["articles"],
                "share": found["places"] / max(all_places, 1),
                **_judged(found, expected),
            },
            columns=names_of("named together"),
        )
        table = table.sort_values(["places", "articles", "name"], ascending=[False, False, True], ignore_index=True)
        return table if limit is None else table.head(limit)

    def matrix(self, selection: Selection, only: Sequence[str], within: Within = "sentence") -> pd.DataFrame:
        """Every two of some countries that are named together, each pair once, `iso3` before `other`.

        The columns are those of `together` without `name` and `share`; what chance would have is reckoned from all
        countries, not from these alone. Pairs that are never named together have no row.
        """
        require_countries(only)
        now = self._current()
        asked = tuple(sorted(set(only)))
        found = frame(now, selection, partial(together_query.pairs_among, within=within), countries=asked)
        chance = _chance(now, selection, within) if len(found) else {}
        expected = [
            chance.get(one, 0.0) * chance.get(two, 0.0)
            for one, two in zip(found["country"], found["other"], strict=True)
        ]
        named = found.rename(columns={"country": "iso3"})[["iso3", "other", "places", "articles"]]
        return named.assign(**_judged(found, np.array(expected, dtype=float))).reindex(columns=names_of("pairs"))

    def together_articles(
        self,
        selection: Selection,
        iso3: str,
        other: str,
        within: Within = "sentence",
        limit: int = 20,
        offset: int = 0,
    ) -> pd.DataFrame:
        """A page of the articles that name two countries together, most such places first, then the newest.

        article_id, title, date (NaT: undated), source, url, places, heading; empty strings where nothing is known.
        """
        require_countries([iso3, other])
        build: Callable[[Question], str] = partial(together_query.articles_naming_both, within=within)
        page = frame(self._current(), selection, build, country=iso3, other=other, limit=limit, offset=offset)
        headings = [heading(title, opening) for title, opening in zip(page["title"], page["opening"], strict=True)]
        return page.drop(columns="opening").assign(heading=headings)

    def together_passages(
        self, selection: Selection, iso3: str, other: str, article_id: str, within: Within = "sentence"
    ) -> list[Passage]:
        """Where an article names two countries together: whole sentences, with the counted mentions of both.

        Within a paragraph or an article these are the sentences that name the one or the other.
        """
        require_countries([iso3, other])
        now = self._current()
        article, number = article_of(now, article_id), number_of(now, article_id)
        if article is None or number is None:
            return []
        build = partial(together_query.mentions_of_both, within=within)
        found = ask(now, selection, build, country=iso3, other=other, number=number).fetchall()
        return passages(article.text, map(mention_of, found))


def _near(now: Snapshot, selection: Selection, within: Within, iso3: str) -> pd.DataFrame:
    """country, places, articles: of all that is named in the places of one country, itself with all its places."""
    asked = question(now, selection)
    statement = together_query.named_near(asked, within)
    narrowed = now.searched(selection.search)
    (articles,) = row(now, Selection(search=selection.search), together_query.articles_naming, country=iso3)
    many = 1 + now.numbers // (1 + articles // _AT_ONCE)

    def pieces() -> Iterator[pa.Table]:
        for first in range(0, now.numbers + 1, many):
            given = {**asked.parameters, "country": iso3, "first": first, "last": first + many - 1}
            yield narrowed.cursor().sql(statement, params=given).to_arrow_table()

    return counted(pieces(), iso3, together_query.BELOW[within])


def _judged(found: pd.DataFrame, expected: np.ndarray) -> dict[str, np.ndarray]:
    """What is said of pairs against chance; `found` has their places and articles."""
    places, articles = found["places"].to_numpy(dtype=np.int64), found["articles"].to_numpy(dtype=np.int64)
    ratio, low, high = against_chance(places, expected)
    more = (low > 1) & (places >= LEAST_PLACES) & (articles >= LEAST_ARTICLES)
    less = (high < 1) & (expected >= LEAST_PLACES)
    tie = np.where(more, "more", np.where(less, "less", ""))
    return {"expected": expected, "ratio": ratio, "low": low, "high": high, "tie": tie}


def _chance(now: Snapshot, selection: Selection, within: Within) -> dict[str, float]:
    """By iso3, the weights whose products are the expected places; kept, since it reads mentions by the million."""

    def find() -> dict[str, float]:
        mentions = row(now, selection, blocs_query.all_mentions)[0]
        build = partial(together_query.pairs_by_country, within=within)
        pairs = frame(now, selection, build, stride=1 + mentions // _READ)
        return dict(zip(pairs["country"], weights(pairs["pairs"].to_numpy()).tolist(), strict=True))

    return now.remembered(("chance", selection, within), find)
