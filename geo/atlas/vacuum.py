"""Vacuum: old editions are let go, and with them the files that no edition kept has any need of."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from geo.atlas.answers.snapshot import ORGANISATIONS
from geo.atlas.errors import AtlasError
from geo.atlas.kept.editions import Edition, every, files_of, is_kept, table_path
from geo.atlas.kept.tables import TABLES
from geo.atlas.search.indexes import stale_indexes
from geo.atlas.writing.writer import sole_builder

# Without a wish, editions of the last week stay.
OLDER_THAN = timedelta(days=7)
# Whatever is wished, an edition that was the newest within this time stays: a page or an export may be reading it yet.
SPARED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Freed:
    """What a vacuum takes away, or would: editions by their numbers, `files` of `size` bytes in all; what it keeps.

    More files than those of editions may go: what builds left that were killed.
    """

    gone: tuple[int, ...]
    kept: tuple[int, ...]
    files: int
    size: int


def vacuum(atlas: Path, keep: int | None = None, older_than: timedelta | None = None, dry_run: bool = False) -> Freed:
    """Take away all but the newest `keep` editions, or those made longer ago than `older_than`; the newest stays.

    Raises AtlasError where there is no atlas, or a build is writing to it. Killed on the way, it leaves every edition
    kept as it was, and can be run again.
    """
    if not any((atlas / "editions").glob("_delta_log/0*")):
        every(atlas)  # says what is amiss, before a lock is put into a folder that is no atlas
    with sole_builder(atlas):
        there = [edition for edition in every(atlas) if is_kept(atlas, edition)]
        if not there:
            raise AtlasError(f"The atlas at {atlas} was never finished: run `dateline build` again.")
        kept = _kept(there, keep, OLDER_THAN if older_than is None else older_than, datetime.now(UTC))
        needed = {file for edition in kept for file in _files(atlas, edition)}
        stale = _stale(atlas, needed, kept)
        freed = Freed(
            tuple(edition.edition for edition in there if edition not in kept),
            tuple(edition.edition for edition in kept),
            len(stale),
            sum(file.stat().st_size for file in stale),
        )
        if not dry_run:
            for file in stale:
                file.unlink()
    return freed


def _kept(there: list[Edition], keep: int | None, older_than: timedelta, now: datetime) -> list[Edition]:
    """The editions that stay: those wished for, the newest, and those that a reader may hold."""
    newest = there[-1]
    held = {one.edition for one, after in pairwise(there) if now - after.made_at < SPARED}
    wished = {one.edition for one in (there[-keep:] if keep else there) if keep or now - one.made_at <= older_than}
    return [one for one in there if one is newest or one.edition in held | wished]


def _files(atlas: Path, edition: Edition) -> list[str]:
    return [file for table, version in edition.versions.items() for file in files_of(atlas, table, version)]


def _stale(atlas: Path, needed: set[str], kept: list[Edition]) -> list[Path]:
    """Every data file that no kept edition names: of older editions, and of builds that never ended."""
    held = [file for table in TABLES for file in table_path(atlas, table).rglob("*.parquet")]
    stale = [file for file in held if "_delta_log" not in file.parts and str(file) not in needed]
    named = {edition.organisations for edition in kept}
    lists = table_path(atlas, ORGANISATIONS)
    stale += [file for file in lists.iterdir() if file.name not in named] if lists.is_dir() else []
    return sorted([*stale, *stale_indexes(atlas, needed)])
