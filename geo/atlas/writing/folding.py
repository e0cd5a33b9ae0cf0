"""Folding: each batch that a build writes joins the stories it copies, in the tables and in the same edition.

No index is held in memory: the keys stand in `story_keys`, a join finds who may be a copy of whom, and only these are
read again and compared (`geo.stories`). What the tables hold depends on the articles alone, not on the batches they
came in, but for which of several articles worded alike has bands, and for keys that more than `_CROWD` articles of the
same few days share, of which not each is compared with each.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NamedTuple
from weakref import finalize

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from geo.articles.article import Article
from geo.atlas.kept.editions import files_of, literal
from geo.atlas.kept.tables import TABLES
from geo.atlas.reading.story_rows import story_rows
from geo.atlas.writing import folding_query as query
from geo.stories import MOST_DAYS, SCHEME, assign
from geo.stories.assign import own_story

COPIES = ("copies", "copy_countries", "copy_mentions")
_READ = ("articles", "article_countries", "mentions", "story_keys", *COPIES)
_MEMORY = "256MB"  # beyond it, joins go on on the disk
_PASSING = ("fresh", "repeats", "pairs", "candidates", "now", "changed")  # of use for one batch
_PAIRS = 4000  # compared at a time: the texts of twice as many articles are in memory
_TOLD = 5000  # articles told anew at a time
_WIDTH = MOST_DAYS + 1  # days in half a window: two articles that may be copies stand in one window together
_CROWD = 100  # articles of one window that share a key without being taken for forms
_BESIDE = 5  # of a form's articles on each side, at least as many are compared

Append = Callable[[dict[str, pa.Table]], None]
Delete = Callable[[str, str], None]


class TakenOut(NamedTuple):
    """`left`: who has lost another of the same story and is to be told anew; `same`: who says what it said."""

    left: Sequence[int] = ()
    same: Collection[int] = ()


class Folding:
    """The story tables of one atlas, open for one build; `append` rows to a table, `delete` what a predicate says."""

    def __init__(self, atlas: Path, append: Append, delete: Delete) -> None:
        self._atlas = atlas
        self._append = append
        self._delete = delete
        folder = mkdtemp(prefix="dateline-")
        finalize(self, rmtree, folder, ignore_errors=True)
        self._desk = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": folder})

    def take_out(self, replaced: Sequence[int], fresh: pa.Table) -> TakenOut:
        """Take out articles that are about to be replaced by those with the keys `fresh`, with their whole stories.

        An article that held two others together parts them by going. One that says what it said stays in its story: it
        was read again by another geoparser, or under other corrections.
        """
        self._look()
        self._put("gone", pa.table({"key": pa.array(replaced, pa.int64())}))
        self._put("fresh", fresh)
        self._desk.execute(query.SAME)
        same = {key for (key,) in self._desk.execute("FROM same").fetchall()}
        gone = [key for key in replaced if key not in same]
        self._put("gone", pa.table({"key": pa.array(gone, pa.int64())}))
        members = [key for (key,) in self._desk.execute(query.BEREFT).fetchall()]
        left = sorted(set(members) - set(gone))
        for keys in _some([*gone, *left], _TOLD):
            self._delete("story_keys", _among("key", keys))
        for keys in _some(members, _TOLD):
            for table in COPIES:
                self._delete(table, _among("key", keys))
        return TakenOut(left, same)

    def fold(self, fresh: pa.Table, taken: TakenOut) -> None:
        """Tell articles that are in the atlas's tables already: `fresh` are their keys, `taken` is of `take_out`."""
        fresh = fresh.filter(pc.invert(pc.is_in(fresh["key"], pa.array(list(taken.same), pa.int64()))))
        self._look()
        told_all = self._retell_all_of_another_scheme(fresh)
        if taken.same and not told_all:
            self._renew()
            self._look()
        for articles in self._articles(() if told_all else taken.left):
            fresh = pa.concat_tables([fresh, story_rows(articles)])
        if fresh.num_rows:
            self._fold(fresh)

    def _renew(self) -> None:
        """Write anew what articles add to the sums that stay in their stories and have been read again."""
        self._desk.execute(query.RENEWED)
        self._near = {"first": None, "last": None, "always": True}
        keys = [key for (key,) in self._desk.execute("SELECT key FROM changed").fetchall()]
        if not keys:
            return
        added = self._added()
        for some in _some(keys, _TOLD):
            for table in COPIES:
                self._delete(table, _among("key", some))
        self._append(added)

    def _retell_all_of_another_scheme(self, fresh: pa.Table) -> bool:
        """Whether it had to: keys of two schemes never match, and copies would silently go unfound."""
        if {scheme for (scheme,) in self._desk.execute(query.SCHEMES).fetchall()} <= {SCHEME}:
            return False
        for table in ("story_keys", *COPIES):
            self._delete(table, "true")
        coming = set(fresh["key"].to_pylist())
        every = self._desk.cursor().execute(query.ALL_KEYS)
        while rows := every.fetchmany(_TOLD):
            for articles in self._articles([key for (key,) in rows if key not in coming]):
                self._look()
                self._fold(story_rows(articles))
        self._look()
        return True

    def _articles(self, keys: Sequence[int]) -> Iterator[list[Article]]:
        for some in _some(keys, _TOLD):
            rows = self._desk.cursor().execute(query.ARTICLES, {"keys": list(some)}).fetchall()
            yield [Article(*row) for row in rows]

    def _fold(self, fresh: pa.Table) -> None:
        self._put("fresh", fresh)
        first, last, always = self._desk.execute(query.SPAN, {"width": _WIDTH}).fetchone() or (None, None, False)
        self._near = {"first": first, "last": last, "always": always}
        self._desk.execute(query.REPEATS)
        how = {"days": MOST_DAYS, "width": _WIDTH, "crowd": _CROWD, "beside": _BESIDE}
        self._desk.execute(query.PAIRS, {**how, **self._near})
        told = self._desk.sql(query.FRESH_KEYS).to_arrow_table()
        self._append({"story_keys": told.cast(TABLES["story_keys"])})
        self._desk.execute(query.CANDIDATES, self._near)
        if stories := self._compare():
            self._settle(stories)
        for table in _PASSING:
            self._desk.execute(f"DROP TABLE IF EXISTS {table}")

    def _compare(self) -> list[tuple[int, str]]:
        """Who is in which story of several after this batch, as far as that is new."""
        renamed: dict[str, str] = {}
        story: dict[str, tuple[int, str]] = {}  # of the linked: by id, key and the story they had
        pairs = self._desk.cursor().execute(query.IN_ORDER)
        while chunk := pairs.fetchmany(_PAIRS):
            keys = list({key for pair in chunk for key in pair})
            told = self._desk.execute(query.TOLD, {"keys": keys}).fetchall()
            articles = {key: Article(name, text, title, date) for key, name, text, title, date, _ in told}
            had = {row[0]: row[5] or own_story(articles[row[0]]) for row in told}
            named = [(articles[one].id, articles[other].id) for one, other in chunk]
            known = {article.id: article for article in articles.values()}
            done = assign([], named, known, {articles[key].id: _now(renamed, had[key]) for key in keys})
            renamed |= done.renamed
            linked = {name for link in done.links for name in (link.one, link.other)}
            story |= {article.id: (key, had[key]) for key, article in articles.items() if article.id in linked}
        moved = self._desk.execute(query.MEMBERS, {"stories": list(renamed)}).fetchall()
        return [(key, _now(renamed, before)) for key, before in [*story.values(), *moved]]

    def _settle(self, stories: Iterable[tuple[int, str]]) -> None:
        """Write who is in which story now."""
        keys, names = zip(*dict(stories).items(), strict=True)
        self._put("now", pa.table({"key": pa.array(keys, pa.int64()), "story": pa.array(names, pa.string())}))
        self._desk.execute(query.CHANGED)
        added = self._added()
        moved = [key for (key,) in self._desk.execute(query.MOVED).fetchall()]
        for some in _some(moved, _TOLD):
            self._delete("copies", _among("key", some))
        self._append(added)

    def _added(self) -> dict[str, pa.Table]:
        return {
            table: self._desk.sql(statement, params=self._near).to_arrow_table().cast(TABLES[table])
            for table, statement in query.ADDED.items()
        }

    def _look(self) -> None:
        """See the tables as they are now."""
        for table in _READ:
            if files := files_of(self._atlas, table, None):
                self._desk.read_parquet(literal(files)).create_view(table)
            else:
                self._desk.from_arrow(TABLES[table].empty_table()).create_view(table)

    def _put(self, table: str, rows: pa.Table) -> None:
        self._desk.execute(f"DROP TABLE IF EXISTS {table}")
        self._desk.from_arrow(rows).create(table)


def _some(keys: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    return (keys[at : at + most] for at in range(0, len(keys), most))


def _among(column: str, keys: Sequence[int]) -> str:
    return f"{column} IN ({', '.join(map(str, keys))})"


def _now(renamed: dict[str, str], story: str) -> str:
    while story in renamed:
        story = renamed[story]
    return story
