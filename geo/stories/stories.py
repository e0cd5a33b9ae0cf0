"""Stories of one archive: told article by article or in batches, kept as columns between times."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.articles.article import Article
from geo.stories.assign import Assignment, assign, founder, story_id
from geo.stories.keys import SCHEME, keys
from geo.stories.likeness import MOST_DAYS
from geo.stories.phrases import Hashes
from geo.stories.runs import KeyRuns, Rows

Fetch = Callable[[Sequence[str]], Iterable[Article]]

COLUMNS = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("date", pa.date32()),
        pa.field("story", pa.string(), nullable=False),
        pa.field("exact", pa.int64()),  # the 64 bits of a key, read as signed: Delta tables know no other
        pa.field("bands", pa.list_(pa.int64())),
    ],
    metadata={"scheme": SCHEME},
)
_UNDATED = np.iinfo(np.int32).min
_SLICE = 2000  # articles whose candidates are looked up at once


class Stories:
    """An index of what has been told, without the texts: about 0.9 KB an article.

    `fetch` gives the articles of some ids back, in any order: those that share a key with a new one are read again, as
    they stand, and compared. An id told twice is refused; `forget` it first.
    """

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._ids: list[str | None] = []  # by row; None once forgotten
        self._row: dict[str, int] = {}
        self._day = array("i")
        self._exact = KeyRuns()
        self._bands = KeyRuns()
        self._story: dict[str, str] = {}  # of the articles that are not in a story of their own id alone
        self._members: dict[str, set[str]] = {}

    def __len__(self) -> int:
        return len(self._row)

    def story(self, article_id: str) -> str:
        """The story an article belongs to. Raises KeyError for an article never told."""
        return self._story.get(article_id) or self._alone(self._row[article_id])

    def members(self, story: str) -> list[str]:
        """The articles of a story of several, sorted; of a story of one, that one."""
        return sorted(self._members.get(story) or [founder(story)])

    def add(self, articles: Iterable[Article]) -> Assignment:
        """Tell articles; what it gives back is what must change in tables that hold stories."""
        done = Assignment()
        batch: list[Article] = []
        for article in articles:
            batch.append(article)
            if len(batch) == _SLICE:
                _merge(done, self._add(batch))
                batch = []
        _merge(done, self._add(batch))
        return done

    def forget(self, article_ids: Iterable[str]) -> Assignment:
        """Take articles out; the rest of their stories are folded anew, and may fall apart."""
        gone = list(article_ids)
        touched = {self.story(name) for name in gone if name in self._row}
        left = sorted({name for story in touched for name in self.members(story)} - set(gone))
        for name in [*gone, *left]:
            row = self._row.pop(name, None)
            if row is not None:
                self._ids[row] = None
                self._story.pop(name, None)
        for story in touched:
            self._members.pop(story, None)
        return self.add(self._fetch(left)) if left else Assignment()

    def to_arrow(self) -> pa.Table:
        """`COLUMNS`, a row an article; `bands` is null for an article worded exactly as an earlier one of that day."""
        exact: dict[int, int] = {row: key for key, row in _listed(self._exact)}
        bands: defaultdict[int, list[int]] = defaultdict(list)
        for key, row in _listed(self._bands):
            bands[row].append(key)
        rows = sorted(self._row.values())
        names = [self._ids[row] or "" for row in rows]
        days = (self._day[row] for row in rows)
        columns = {
            "article_id": names,
            "date": [None if day == _UNDATED else date.fromordinal(day) for day in days],
            "story": [self.story(name) for name in names],
            "exact": [exact.get(row) for row in rows],
            "bands": [bands.get(row) for row in rows],
        }
        return pa.table(columns, schema=COLUMNS)

    @classmethod
    def from_arrow(cls, table: pa.Table, fetch: Fetch) -> "Stories":
        """The index that `to_arrow` kept. Raises ValueError for keys made another way, which would match nothing."""
        scheme = (table.schema.metadata or {}).get(b"scheme", b"").decode()
        if scheme != SCHEME:
            raise ValueError(f"These story keys are of scheme {scheme!r}, not {SCHEME!r}: tell all articles again.")
        stories = cls(fetch)
        for batch in table.to_batches(_SLICE):
            stories._load(batch)
        return stories

    def _load(self, batch: pa.RecordBatch) -> None:
        told = zip(*(batch.column(name).to_pylist() for name in ("article_id", "date", "story")), strict=True)
        rows = np.array([self._enter(name, day, story) for name, day, story in told], np.uint32)
        for name, runs in (("exact", self._exact), ("bands", self._bands)):
            column = batch.column(name)
            if name == "bands":
                rows, column = rows[pc.list_parent_indices(column).to_numpy()], pc.list_flatten(column)
            has = column.is_valid().to_numpy(zero_copy_only=False)
            runs.add(column.drop_null().to_numpy().view(np.uint64), rows[has])

    def _enter(self, name: str, day: date | None, story: str | None = None) -> int:
        if name in self._row:
            raise ValueError(f"The article {name!r} has been told before: forget it first.")
        row = len(self._ids)
        self._ids.append(name)
        self._row[name] = row
        self._day.append(_UNDATED if day is None else day.toordinal())
        if story is not None and story != self._alone(row):
            self._settle(name, story)
        return row

    def _alone(self, row: int) -> str:
        day = self._day[row]
        return story_id(None if day == _UNDATED else date.fromordinal(day), self._ids[row] or "")

    def _settle(self, name: str, story: str) -> None:
        """Put an article into the story of another."""
        self._story[name] = story
        self._members.setdefault(story, {founder(story)}).add(name)

    def _add(self, batch: list[Article]) -> Assignment:
        found, folded = keys(batch)
        rows = np.array([self._enter(article.id, article.date) for article in batch], np.uint32)
        pairs = self._repeats(found[:, 0], rows, folded)
        first = folded & ~np.isin(rows, [row for row, _ in pairs])
        pairs += self._look_alikes(found[first, 1:], rows[first])
        named = [(self._ids[a], self._ids[b]) for a, b in pairs]
        both = [(a, b) for a, b in named if a is not None and b is not None]
        new = {article.id for article in batch}
        wanted = sorted({name for pair in both for name in pair} - new)
        old = {article.id: article for article in (self._fetch(wanted) if wanted else ())}
        done = assign(batch, both, old, {name: self.story(name) for name in wanted})
        self._follow(done)
        return done

    def _repeats(self, exact: Hashes, rows: Rows, folded: NDArray[np.bool_]) -> list[tuple[int, int]]:
        """Articles worded as an earlier one of the same day, each with that one; they need no bands of their own."""
        at, earlier = self._exact.find(exact)
        live = np.fromiter((self._ids[row] is not None for row in earlier), np.bool_, len(earlier))
        known = dict(zip(exact[at[live]].tolist(), earlier[live].tolist(), strict=True))
        pairs: list[tuple[int, int]] = []
        fresh: list[tuple[int, int]] = []
        for key, row in zip(exact[folded].tolist(), rows[folded].tolist(), strict=True):
            if key in known:
                pairs.append((row, known[key]))
            else:
                known[key] = row
                fresh.append((key, row))
        self._exact.add(np.array([key for key, _ in fresh], np.uint64), np.array([row for _, row in fresh], np.uint32))
        return pairs

    def _look_alikes(self, bands: Hashes, rows: Rows) -> list[tuple[int, int]]:
        """Pairs of a new row and an earlier one that share a band and lie near enough in time."""
        flat, owners = bands.ravel(), np.repeat(rows, bands.shape[1])
        self._bands.add(flat, owners)
        at, earlier = self._bands.find(flat)
        one = owners[at]
        pairs = np.unique(np.stack([one, earlier], 1)[earlier < one].astype(np.int64), axis=0)
        days = np.frombuffer(self._day, np.int32)[pairs].astype(np.int64)
        near = (np.abs(days[:, 0] - days[:, 1]) <= MOST_DAYS) | (days == _UNDATED).any(1)
        return [(a, b) for a, b in pairs[near].tolist()]

    def _follow(self, done: Assignment) -> None:
        for before, now in done.renamed.items():
            for name in self._members.pop(before, {founder(before)}):
                self._settle(name, now)
        for name, story in done.stories.items():
            if story != self._alone(self._row[name]):
                self._settle(name, story)


def _listed(runs: KeyRuns) -> Iterator[tuple[int, int]]:
    found, rows = runs.pairs()
    return zip(found.view(np.int64).tolist(), rows.tolist(), strict=True)


def _merge(whole: Assignment, part: Assignment) -> None:
    """Add what a later slice changed to what earlier ones did."""
    now = part.renamed
    whole.stories = {name: now.get(story, story) for name, story in whole.stories.items()} | part.stories
    whole.renamed = {before: now.get(story, story) for before, story in whole.renamed.items()}
    for before, story in now.items():
        whole.renamed.setdefault(before, story)
    whole.links += part.links
