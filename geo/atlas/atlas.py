"""The atlas, open for reading: what the dashboard, the command line and notebooks ask."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import Lock

import pandas as pd

from geo.atlas.answers import query
from geo.atlas.answers.asking import article_of, ask, frame, mention_of, mentions_of, number_of, row, span, standing_on
from geo.atlas.answers.blocs import Blocs
from geo.atlas.answers.correcting import Correcting
from geo.atlas.answers.difference import Differences
from geo.atlas.answers.heading import heading
from geo.atlas.answers.listed import Listed
from geo.atlas.answers.listing import Listing
from geo.atlas.answers.pages import page
from geo.atlas.answers.passages import Passage, passages
from geo.atlas.answers.ranges import Ranges
from geo.atlas.answers.read_article import ReadArticle
from geo.atlas.answers.retold import Retold
from geo.atlas.answers.snapshot import Snapshot
from geo.atlas.answers.timeline import Timelines
from geo.atlas.answers.together import Together
from geo.atlas.errors import AtlasError
from geo.atlas.kept.damage import Trouble, damage
from geo.atlas.kept.editions import Edition, newest, next_log, numbered
from geo.atlas.search.finding import Finding
from geo.atlas.selection import Selection
from geo.world.memberships import Memberships

__all__ = ["Atlas", "AtlasError", "Passage", "ReadArticle", "Totals", "open_atlas"]


@dataclass(frozen=True, slots=True)
class Totals:
    """What a selection holds.

    `articles`, `undated`, `first` and `last` are of all articles of the period and the sources; `mentioning` of these
    have at least one of the `mentions` counted, of `countries` countries. `stories` is how many stories the articles
    tell; where the selection counts by story, `mentioning` is of these.
    """

    articles: int
    mentions: int
    countries: int
    undated: int
    first: date | None
    last: date | None
    mentioning: int = 0
    stories: int = 0


class Atlas(Listing, Listed, Blocs, Differences, Together, Ranges, Correcting, Retold, Timelines, Finding):
    """One atlas. It may be shared between threads, and each question is answered from the newest edition.

    One answer is always of one edition; two questions, with a build between them, may be answered from two.
    Every method that takes a selection raises LookupError where it names an organisation or a status nobody knows.
    """

    def __init__(self, path: Path, edition: int | None = None) -> None:
        self.path = path
        self._lock = Lock()
        # An atlas opened at an edition stays there.
        self._next_log: Path | None = None
        if edition is None:
            self._next_log, self._snapshot = self._open()
        else:
            self._snapshot = Snapshot(path, numbered(path, edition))

    @property
    def edition(self) -> Edition:
        """The edition that answers now."""
        return self._current().edition

    @property
    def memberships(self) -> Memberships:
        """Who belongs to what: the product's table with the organisations this atlas was built with."""
        return self._current().memberships

    def totals(self, selection: Selection) -> Totals:
        """The figures of a selection as a whole."""
        now = self._current()
        whole = selection.of_articles()  # asked once for many a selection
        articles, undated, first, last = row(now, whole, query.totals_of_articles)
        stories = articles - row(now, whole, query.copies_left_out)[0]
        (mentioning,) = row(now, selection, query.articles_mentioning)
        counts = _by_country(now, selection)
        return Totals(articles, int(counts["mentions"].sum()), len(counts), undated, first, last, mentioning, stories)

    def countries(self, selection: Selection) -> pd.DataFrame:
        """Every country mentioned, most mentions first: iso3, name, mentions, articles, share.

        `share` is of all articles of the period and the sources, from 0 to 1; by story, both are of stories.
        """
        now = self._current()
        counts = _by_country(now, selection)
        articles = row(now, replace(selection.of_articles(), by=selection.by), query.totals_of_articles)[0]
        return counts.assign(share=counts["articles"] / max(articles, 1))

    def capitals(self, selection: Selection) -> pd.DataFrame:
        """Every capital named as such, most mentions first: iso3, name, lat, lon, mentions."""
        figures = frame(self._current(), selection, query.map_figures)
        told = figures[figures["capital"].notna()].drop(columns="name").rename(columns={"capital": "name"})
        return told[["iso3", "name", "lat", "lon", "mentions"]].reset_index(drop=True)

    def articles(self, selection: Selection, iso3: str, limit: int = 20, offset: int = 0) -> pd.DataFrame:
        """A page of the articles that mention a country, most mentions first.

        article_id, title, date (NaT: undated), source, url, mentions, copies, heading; empty strings where nothing is
        known. `copies`: how many more of the articles selected tell the same story; by story, each has one row alone.
        """
        found = page(self._current(), selection, iso3, limit, offset)
        headings = [heading(title, opening) for title, opening in zip(found["title"], found["opening"], strict=True)]
        return found.drop(columns="opening").assign(heading=headings)

    def passages(self, selection: Selection, iso3: str, article_id: str) -> list[Passage]:
        """Where an article speaks of a country: whole sentences, with the mentions the selection counts."""
        now = self._current()
        article = article_of(now, article_id)
        if article is None:
            return []
        number = number_of(now, article_id)
        assert number is not None
        statement = partial(query.mentions_of_country, mentions=now.holding("mentions", [number]), iso3=iso3)
        # Of a copy that the count by story leaves out, too.
        found = ask(now, replace(selection, by="article"), statement, number=number).fetchall()
        return passages(article.text, map(mention_of, found))

    def article(self, article_id: str) -> ReadArticle:
        """The whole of an article; raises LookupError where the atlas has none of that id."""
        now = self._current()
        article = article_of(now, article_id)
        if article is None:
            raise LookupError(f"There is no article {article_id!r} in this atlas.")
        return ReadArticle(article, mentions_of(now, article_id))

    def names(self, selection: Selection, iso3: str) -> pd.DataFrame:
        """What the articles call a country, most mentions first: text, kind, use, mentions."""
        return frame(self._current(), selection, partial(query.names_of_country, iso3=iso3))

    def sources(self) -> list[str]:
        """Who published the articles, in order of name; the empty string comes last where some do not say."""
        return list(self._current().sources)

    def span(self) -> tuple[date, date] | None:
        """The first and the last day of the dated articles."""
        return span(self._current())

    def standing_on(self, selection: Selection) -> date:
        """The day that decides the memberships of undated articles under a selection."""
        return standing_on(self._current(), selection)

    def refusals(self) -> pd.DataFrame:
        """What was refused or repaired: where, reason, kept (whether the article is in the atlas all the same)."""
        return self._current().cursor().execute(query.REFUSALS).df()

    def refresh(self) -> bool:
        """Turn to a newer edition if a build has made one; every question does so by itself."""
        before = self._snapshot
        return self._current() is not before

    def _current(self) -> Snapshot:
        """The snapshot to ask: costs one look for a file unless there is a new edition."""
        if self._next_log and self._next_log.exists():
            with self._lock:
                if self._next_log and self._next_log.exists():
                    self._next_log, self._snapshot = self._open()
        return self._snapshot

    def _open(self) -> tuple[Path, Snapshot]:
        if not newest(self.path):
            raise AtlasError(f"The atlas at {self.path} was never finished: run `dateline build` again.")
        # Looked for before the edition is read: one that is made in between is then seen at the next question.
        after = next_log(self.path)
        edition = newest(self.path)
        assert edition is not None
        return after, Snapshot(self.path, edition)


def _by_country(now: Snapshot, selection: Selection) -> pd.DataFrame:
    """iso3, name, mentions, articles; most mentions first."""
    figures = frame(now, selection, query.map_figures)
    return figures.loc[figures["capital"].isna(), ["iso3", "name", "mentions", "articles"]].reset_index(drop=True)


def open_atlas(path: Path | str, edition: int | None = None) -> Atlas:
    """Open an atlas for reading, at an older `edition` if one is named: that then answers, whatever is built.

    Raises AtlasError, one sentence for people, where that cannot be done: an edition that a vacuum has taken away.
    """
    try:
        return Atlas(Path(path), edition)
    except Trouble as error:
        if found := damage(Path(path), error):
            raise found from error
        reason = str(error).splitlines()[0]
        raise AtlasError(
            f"The atlas at {path} cannot be read ({reason}): build it anew with `dateline build`."
        ) from error
