"""Editions: which version of each table belong together.

A build writes the other tables first and its edition last. Whoever reads, reads the newest edition and of every table
the version it names; a build that was killed half-way has written no edition, and nobody sees what it left.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
import orjson
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError

from geo.atlas.errors import AtlasError, damaged
from geo.atlas.kept.tables import EDITIONS, SCHEMA, TABLES

EDITIONS_TABLE = "editions"
# The Delta library turns paths into URLs and cannot find, or dies of, a folder named with one of these.
_UNUSABLE = re.compile(r"[\[\]%^|\\]")

# An address, also one that was taken for a path, which has one of the two slashes left.
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?:/|$)")
NO_FOLDER = "{} is an address, and an atlas is kept in a folder of this machine: name a folder, and copy it afterwards."


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the atlas: Delta versions by table, and the counts of the build that made it.

    `files`: how many data files each of these versions has.
    """

    edition: int
    made_at: datetime
    dateline: str
    geocoder: str
    organisations: str
    versions: Mapping[str, int]
    files: Mapping[str, int] = field(default_factory=dict)
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    refused: int = 0


def require_folder(atlas: Path) -> None:
    """Raise AtlasError for an address of a store, which would silently become a folder named "s3:" here."""
    if ADDRESS.match(str(atlas)):
        raise AtlasError(NO_FOLDER.format(str(atlas)))


def table_path(atlas: Path, table: str) -> Path:
    """Where a table lies, usable by Delta. Raises AtlasError for a path no table can be kept in."""
    path = (atlas / table).absolute()
    if _UNUSABLE.search(str(path)):
        raise AtlasError(
            f"An atlas cannot be kept in {atlas}: its path has one of [ ] % ^ | \\ in it. Name another folder."
        )
    return path


def files_of(atlas: Path, table: str, version: int | None) -> list[str]:
    """The Parquet files of one version of a table, of the last one where none is named."""
    path = table_path(atlas, table)
    uris = DeltaTable(path, version=version).file_uris()
    return [str(path / unquote(uri.rpartition("/")[2])) for uri in uris]


def data_of(atlas: Path, edition: Edition) -> dict[str, list[str]]:
    """The Parquet files of each table of an edition.

    Raises AtlasError where a log names fewer than the edition was made of: a commit emptied by a crash would otherwise
    pass for one without rows, and figures would silently be too low.
    """
    found = {table: files_of(atlas, table, version) for table, version in edition.versions.items()}
    for table, files in found.items():
        if len(files) != edition.files.get(table, len(files)):
            raise damaged(atlas, table_path(atlas, table) / "_delta_log")
    return found


def newest(atlas: Path) -> Edition | None:
    """The edition to read, None where nothing has been finished.

    Raises AtlasError where the folder is missing, is no atlas, or was written with another schema.
    """
    require_folder(atlas)
    make = f"`dateline build SOURCE... --atlas {atlas}`"
    if not atlas.is_dir():
        raise AtlasError(f"There is no atlas at {atlas}: make one with {make}.")
    if not any((atlas / EDITIONS_TABLE / "_delta_log").glob("0*")):
        raise AtlasError(f"{atlas} is not an atlas: make one in another folder with {make}.")
    return _newest_row(atlas)


def every(atlas: Path) -> list[Edition]:
    """All editions of an atlas, the oldest first, those too whose files a vacuum has taken away. Raises as `newest`."""
    newest(atlas)
    return [_edition(row) for row in _rows(atlas) if row["schema"] == SCHEMA]


def numbered(atlas: Path, number: int) -> Edition:
    """The edition of a number; raises AtlasError where there is none, or where its files are no longer kept."""
    known = every(atlas)
    for edition in known:
        if edition.edition == number:
            if not is_kept(atlas, edition):
                kept = [one.edition for one in known if is_kept(atlas, one)]
                raise AtlasError(
                    f"Edition {number} of the atlas at {atlas} is no longer kept: `dateline vacuum` has taken its "
                    f"files away. Those kept are {_ranges(kept)}."
                )
            return edition
    there = _ranges([one.edition for one in known]) or "none"
    raise AtlasError(f"The atlas at {atlas} has no edition {number}: it has {there}.")


def is_kept(atlas: Path, edition: Edition) -> bool:
    """Whether all files of an edition are still there."""
    try:
        return all(Path(file).exists() for name, at in edition.versions.items() for file in files_of(atlas, name, at))
    except DeltaError:  # its log has gone
        return False


def _ranges(numbers: list[int]) -> str:
    """1, 4 to 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join(" to ".join(map(str, run)) for run in runs)


def _newest_row(atlas: Path) -> Edition | None:
    rows = _rows(atlas, newest=True)
    if not rows:
        return None
    if rows[0]["schema"] != SCHEMA:
        raise AtlasError(
            f"The atlas at {atlas} has schema {rows[0]['schema']} and this Dateline reads {SCHEMA}: "
            "move the folder away and build it anew from its sources with `dateline build`."
        )
    return _edition(rows[0])


def _rows(atlas: Path, newest: bool = False) -> list[dict[str, Any]]:
    """The rows of editions, the oldest first, or the newest alone: then one file of many is read."""
    path = table_path(atlas, EDITIONS_TABLE)
    table = DeltaTable(path)
    told = pa.table(table.get_add_actions(flatten=True)).sort_by("max.edition").to_pylist()
    if len(told) != table.version():  # each edition is one commit of one file, after that which made the table
        raise damaged(atlas, path / "_delta_log")
    files = [str(path / unquote(one["path"])) for one in (told[-1:] if newest else told)]
    if not files:
        return []
    with duckdb.connect() as connection:
        held = connection.read_parquet(literal(files)).order("edition")
        return [dict(zip(held.columns, row, strict=True)) for row in held.fetchall()]


def _edition(row: dict[str, Any]) -> Edition:
    counts = {count: row[count] for count in ("added", "replaced", "unchanged", "refused")}
    told = {field: row[field] for field in ("edition", "made_at", "dateline", "geocoder", "organisations")}
    return Edition(**told, versions=orjson.loads(row["versions"]), files=orjson.loads(row["files"]), **counts)


def next_log(atlas: Path) -> Path:
    """The file that will exist once another edition has been written after those there are now."""
    version = DeltaTable(table_path(atlas, EDITIONS_TABLE)).version()
    return atlas / EDITIONS_TABLE / "_delta_log" / f"{version + 1:020}.json"


def create(atlas: Path) -> None:
    """Make the empty tables that are not there yet."""
    for table, schema in {**TABLES, EDITIONS_TABLE: EDITIONS}.items():
        path = table_path(atlas, table)
        if not DeltaTable.is_deltatable(str(path)):
            # Old versions go by `dateline vacuum` alone: Delta would forget, at some write, those of a month ago.
            DeltaTable.create(path, schema=schema, configuration={"delta.enableExpiredLogCleanup": "false"})


def publish(atlas: Path, edition: Edition) -> None:
    """Write the row that makes everything written before it visible."""
    row = {field.name: [getattr(edition, field.name, None)] for field in EDITIONS}
    row |= {
        "schema": [SCHEMA],
        **{name: [orjson.dumps(dict(getattr(edition, name))).decode()] for name in ("versions", "files")},
    }
    write_deltalake(table_path(atlas, EDITIONS_TABLE), pa.table(row, schema=EDITIONS), mode="append")


def literal(files: list[str]) -> list[str]:
    """Names of files for DuckDB, which would otherwise take `*` and `?` in a folder's name for a pattern."""
    return [re.sub(r"[*?]", lambda sign: f"[{sign[0]}]", file) for file in files]
