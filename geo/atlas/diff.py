"""What moved between two editions of an atlas: which countries' figures, by how much, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

import duckdb

from geo.atlas.answers import diff_query as query
from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.errors import AtlasError
from geo.atlas.kept.editions import Edition, every, files_of, is_kept, literal
from geo.atlas.kept.tables import TABLES
from geo.atlas.selection import Selection

# added, removed: the article is in one edition alone; changed: it says something else; reread: another version of the
# geoparser has read it; corrected: the same one has, under other corrections.
Cause = Literal["added", "removed", "changed", "reread", "corrected"]
CAUSES: tuple[Cause, ...] = get_args(Cause)


@dataclass(frozen=True, slots=True)
class Moved:
    """One country: its figures under no filter in both editions, and what each cause adds to or takes from them.

    `mentions` and `articles` of the causes add up to after less before.
    """

    iso3: str
    name: str
    mentions_before: int
    mentions_after: int
    articles_before: int
    articles_after: int
    mentions: Mapping[Cause, int] = field(default_factory=dict)
    articles: Mapping[Cause, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two editions held against each other.

    `articles`: how many articles each cause concerns; of those read again only the ones whose figures moved. `moved`:
    the countries of which a figure moved, or of which articles came and went, those that moved most first.
    """

    before: Edition
    after: Edition
    articles: Mapping[Cause, int]
    moved: tuple[Moved, ...]


def difference(path: Path, before: int | None = None, after: int | None = None) -> Difference:
    """Hold edition `before` of an atlas against `after`; without numbers, the last one against the one before it.

    With `before` alone, that against the last. Raises AtlasError where an edition is not there or no longer kept.
    """
    one, other = _chosen(path, before, after)
    old, new = open_atlas(path, one), open_atlas(path, other)
    with duckdb.connect() as desk:
        for table in ("articles", "article_countries"):
            _set_apart(desk, path, table, old.edition, new.edition)
        desk.execute(query.CAUSES)
        desk.execute(query.MOVED)
        articles = dict(desk.execute(query.ARTICLES).fetchall())
        rows = desk.execute(query.BY_COUNTRY).fetchall()
    return Difference(
        old.edition,
        new.edition,
        {cause: articles.get(cause, 0) for cause in CAUSES},
        _moved(old, new, rows),
    )


def _chosen(path: Path, before: int | None, after: int | None) -> tuple[int, int]:
    if before is not None and after is not None:
        return before, after
    kept = [edition.edition for edition in every(path) if is_kept(path, edition)]
    if before is not None and kept:
        return before, kept[-1]
    if len(kept) < 2:
        raise AtlasError(
            f"The atlas at {path} keeps a single edition, so there is nothing to hold it against: build again first."
        )
    return kept[-2], kept[-1]


def _set_apart(desk: duckdb.DuckDBPyConnection, path: Path, table: str, old: Edition, new: Edition) -> None:
    """The rows of the files that only one of the two editions has."""
    files = {
        side: set(files_of(path, table, edition.versions[table])) for side, edition in (("old", old), ("new", new))
    }
    for side, other in (("old", "new"), ("new", "old")):
        if alone := sorted(files[side] - files[other]):
            desk.read_parquet(literal(alone)).create_view(f"{side}_{table}")
        else:
            desk.from_arrow(TABLES[table].empty_table()).create(f"{side}_{table}")


def _moved(old: Atlas, new: Atlas, rows: list[tuple[str, Cause, int, int]]) -> tuple[Moved, ...]:
    before, after = (
        {row["iso3"]: row for row in atlas.countries(Selection()).to_dict("records")} for atlas in (old, new)
    )
    mentions: dict[str, dict[Cause, int]] = {}
    articles: dict[str, dict[Cause, int]] = {}
    for iso3, cause, of_mentions, of_articles in rows:
        mentions.setdefault(iso3, {})[cause] = of_mentions
        articles.setdefault(iso3, {})[cause] = of_articles
    nought = {"mentions": 0, "articles": 0}
    found = []
    for iso3 in mentions:
        was, now = before.get(iso3, nought), after.get(iso3, nought)
        name = (after.get(iso3) or before[iso3])["name"]
        figures = (was["mentions"], now["mentions"], was["articles"], now["articles"])
        found.append(Moved(iso3, name, *figures, mentions[iso3], articles[iso3]))
    return tuple(sorted(found, key=lambda one: (-abs(one.mentions_after - one.mentions_before), one.name)))
