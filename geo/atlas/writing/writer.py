"""Writing an atlas: one build at a time, its tables first and its edition last."""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError

from geo.atlas.answers import query
from geo.atlas.errors import AtlasError
from geo.atlas.kept.damage import damage
from geo.atlas.kept.editions import (
    Edition,
    create,
    data_of,
    files_of,
    literal,
    newest,
    publish,
    require_folder,
    table_path,
)
from geo.atlas.kept.numbers import moved
from geo.atlas.kept.sorting import tidy, writing
from geo.atlas.kept.sums import rolled_up
from geo.atlas.kept.tables import TABLES
from geo.atlas.search.index import available
from geo.atlas.search.indexes import Indexes
from geo.atlas.writing import replacing_query
from geo.atlas.writing.folding import Folding, TakenOut
from geo.atlas.writing.gathered import Gathered
from geo.corrections.ledger import FILE

_BY_ARTICLE = ("articles", "mentions", "article_countries")


@contextmanager
def sole_builder(atlas: Path) -> Iterator[None]:
    """Hold the atlas for building; raises AtlasError where another build holds it or the folder cannot be written."""
    require_folder(atlas)
    try:
        atlas.mkdir(parents=True, exist_ok=True)
        lock = (atlas / ".building").open("w")
    except OSError as error:
        raise AtlasError(f"The atlas cannot be written at {atlas}: {error.strerror or error}.") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AtlasError(f"Another build is writing to {atlas}: wait until it has finished.") from None
        try:
            yield
        except (OSError, DeltaError, duckdb.Error, pa.ArrowException) as error:
            raise AtlasError(_sentence(atlas, error)) from error


def _sentence(atlas: Path, error: Exception) -> str:
    """What stopped a build, and what to do about it."""
    if found := damage(atlas, error):
        return f"{found} Nothing was changed."
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    full = any(sign in str(error) for sign in ("os error 28", "No space left", "Errno 28"))
    reason = "the disk is full: make room and build again" if full else said
    return f"The atlas at {atlas} could not be written ({reason}); what it held is as it was."


class Writer:
    """The tables of one atlas, open for one build (inside `sole_builder`)."""

    def __init__(self, atlas: Path) -> None:
        names = {path.name for path in atlas.iterdir() if not path.name.startswith(".")}
        if "editions" not in names and not names <= {*TABLES, FILE}:
            raise AtlasError(f"{atlas} holds other files and is not an atlas: name another folder with --atlas.")
        self.atlas = atlas
        create(atlas)
        self.edition = newest(atlas)
        versions = self.edition.versions if self.edition else dict.fromkeys(TABLES, 0)
        self._versions = versions
        held = data_of(atlas, self.edition) if self.edition else {}
        for table, version in versions.items():
            self._take_back(table, version)
        self._old = duckdb.connect()
        for table in TABLES:
            self._see(table, held.get(table, []))
        ((self._next_number,),) = self._old.execute(query.NEXT_NUMBER).fetchall()
        self._folding = Folding(atlas, self._append, self._delete)

    @property
    def before(self) -> duckdb.DuckDBPyConnection:
        """The tables as they were when the build began, for asking."""
        return self._old

    def existing(self) -> pa.RecordBatchReader:
        """key, digest, geocoder of every article the atlas held when the build began, in batches."""
        return self._old.sql(query.EXISTING).to_arrow_reader(100_000)

    def refusals(self) -> list[str]:
        """The Parquet files of the refusals the atlas held when the build began."""
        return literal(files_of(self.atlas, "refusals", self._versions["refusals"]))

    def write(self, gathered: Gathered) -> None:
        """Add rows; of the articles that are replaced take away what was there when the build began."""
        tables = {name: moved(rows, self._next_number) for name, rows in gathered.tables().items()}
        told = tables.pop("story_keys", TABLES["story_keys"].empty_table())
        taken = TakenOut()
        if gathered.replaced:
            taken = self._folding.take_out(gathered.replaced, told)
            self._take_away(gathered.replaced)
        self._append(tables)
        self._next_number += gathered.articles
        self._folding.fold(told, taken)

    def write_refusals(self, rows: pa.RecordBatchReader) -> None:
        """Put these in the place of all refusals."""
        write_deltalake(table_path(self.atlas, "refusals"), rows, mode="overwrite")

    def publish(self, edition: Edition) -> Edition:
        """Make all that was written visible, as the next edition."""
        versions, files = {}, {}
        for name in TABLES:
            tidy(self.atlas, name)
            table = DeltaTable(table_path(self.atlas, name))
            versions[name], files[name] = table.version(), len(table.file_uris())
        if available():  # else a search says what is missing; all other questions are answered without
            Indexes(self.atlas, files_of(self.atlas, "articles", versions["articles"])).prepare()
        number = self.edition.edition + 1 if self.edition else 1
        self.edition = replace(edition, edition=number, versions=versions, files=files)
        publish(self.atlas, self.edition)
        return self.edition

    def _take_back(self, name: str, version: int) -> None:
        """Undo what a build that did not finish has left in a table."""
        table = DeltaTable(table_path(self.atlas, name))
        if table.version() != version and (version or table.file_uris()):
            table.restore(version)

    def _see(self, table: str, files: list[str]) -> None:
        if files:
            self._old.read_parquet(literal(files)).create_view(table)
        else:
            self._old.from_arrow(TABLES[table].empty_table()).create(table)

    def _take_away(self, keys: Sequence[int]) -> None:
        self._old.execute("CREATE OR REPLACE TABLE replaced (key BIGINT)")
        self._old.from_arrow(pa.table({"key": pa.array(keys, pa.int64())})).insert_into("replaced")
        gone = {
            table: self._old.sql(statement).to_arrow_table().cast(TABLES[table])
            for table, statement in (
                ("source_mentions", replacing_query.MENTIONS),
                ("source_articles", replacing_query.ARTICLES),
                ("month_names", replacing_query.NAMES),
            )
        }
        self._append(rolled_up(gone))
        for table in _BY_ARTICLE:
            self._delete(table, f"key IN ({', '.join(map(str, keys))})")

    def _delete(self, table: str, those: str) -> None:
        held = DeltaTable(table_path(self.atlas, table))
        if held.file_uris():
            held.delete(those)

    def _append(self, tables: dict[str, pa.Table]) -> None:
        for table, rows in tables.items():
            if rows.num_rows:
                write_deltalake(table_path(self.atlas, table), rows, mode="append", writer_properties=writing(table))
