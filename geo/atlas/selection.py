"""A selection: the only way to ask the atlas anything, so that page, export and notebook get the same number."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Combine = Literal["any", "all", "without"]
Counted = Literal["article", "story"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is counted. An empty tuple or None means: not filtered by this.

    `organisations` with `combine`: "any" of them, "all" of them, or the first "without" the others; membership is that
    of the article's own date, with one of `statuses`. Undated articles go by `memberships_on` (the overlay's date;
    None: the last day of the period, else of the archive). `since` and `until` are both included. Where a period is
    set, undated articles are kept only with `undated`. `uses` empty means every use but "name".

    `search` keeps the articles that a full-text search finds (`docs/search.md`); one without a word finds none.

    `by` "story" counts the copies of one story once: of the articles that the filters of articles keep (period,
    sources, words), a story is counted in its earliest alone, of one day in the one that says most. Every figure, each
    day's and each source's too, is then of these articles, so that they add up as those by article do.
    """

    organisations: tuple[str, ...] = ()
    combine: Combine = "any"
    statuses: tuple[str, ...] = ("member",)
    memberships_on: date | None = None
    since: date | None = None
    until: date | None = None
    undated: bool = True
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    min_confidence: float = 0.0
    search: str = ""
    by: Counted = "article"

    def of_articles(self) -> "Selection":
        """The filters that keep or leave out whole articles, whatever they name, counted by article."""
        return Selection(
            since=self.since, until=self.until, undated=self.undated, sources=self.sources, search=self.search
        )
