"""A file of an atlas that has come to harm: found by reading, and told in a sentence that says what to do."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import duckdb
import orjson
import pyarrow as pa
from deltalake.exceptions import DeltaError
from pyarrow.parquet import ParquetFile

from geo.atlas.errors import AtlasError, damaged
from geo.atlas.kept.editions import EDITIONS_TABLE, Edition, files_of, newest

# What reading a damaged atlas raises; RuntimeError where a column's name is no text any more.
Trouble = (duckdb.Error, DeltaError, OSError, pa.ArrowException, RuntimeError)
_DATA = re.compile(r"[\w.-]+\.parquet")


def damaged_file(atlas: Path, edition: Edition | None = None, hint: str = "") -> Path | None:
    """The first file of an edition (of the newest without one) that cannot be read from end to end; None where all can.

    Reads the whole atlas unless a file that `hint` names, what was raised for instance, is the one: to be asked when
    something has gone wrong. A flipped bit that leaves a file readable, in the letters of a text for instance, is not
    found.
    """
    for log in sorted(atlas.glob("*/_delta_log/*.json")):
        if not _is_log(log):
            return log
    named: dict[str, int | None] = {EDITIONS_TABLE: None}
    with suppress(AtlasError, *Trouble):
        edition = edition or newest(atlas)
        named |= edition.versions if edition else {}
    files: list[Path] = []
    for table, version in named.items():
        try:
            held = files_of(atlas, table, version)
        except (DeltaError, OSError):
            return atlas.absolute() / table / "_delta_log"
        files += map(Path, held)
    suspects = set(_DATA.findall(hint))
    return next(
        (file for file in sorted(files, key=lambda file: file.name not in suspects) if not _is_whole(file)), None
    )


def damage(atlas: Path, error: Exception, edition: Edition | None = None) -> AtlasError | None:
    """What to tell people of an error that a damaged file has caused; None for any other."""
    if file := damaged_file(atlas, edition, str(error)):
        return damaged(atlas, file)
    return None


@contextmanager
def told_in_a_sentence(atlas: Path, asked: Callable[[], "Read"]) -> Iterator[None]:
    """Turn the errors of reading that a damaged file causes into AtlasError; any other is left as it is.

    `asked` gives what is read, with its edition.
    """
    try:
        yield
    except Trouble as error:
        edition = None
        with suppress(AtlasError, *Trouble):
            edition = asked().edition
        if found := damage(atlas, error, edition):
            raise found from error
        raise


class Read(Protocol):
    """Something that is read at one edition."""

    edition: Edition


def _is_log(log: Path) -> bool:
    """Whether a file of a Delta log can be read: a JSON object a line."""
    try:
        lines = log.read_bytes().splitlines()
        return bool(lines) and all(isinstance(orjson.loads(line), dict) for line in lines)
    except (OSError, orjson.JSONDecodeError):
        return False


def _is_whole(file: Path) -> bool:
    try:
        with ParquetFile(file) as held:
            _ = held.schema_arrow.names  # decoded only when asked for
            for batch in held.iter_batches():
                batch.validate(full=True)
    except (OSError, UnicodeDecodeError, pa.ArrowException):
        return False
    return True
