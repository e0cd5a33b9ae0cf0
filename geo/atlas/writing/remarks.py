"""What was refused or repaired in a build: kept on the disk, since a whole archive may lack its dates."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
from pyarrow.parquet import write_table

from geo.articles.refusal import Refusal, Repair
from geo.atlas.kept.tables import TABLES

_SCHEMA = TABLES["refusals"]
_HELD = 20_000
_MEMORY = "256MB"  # beyond it, sorting goes on on the disk


class Remarks:
    """Remarks by the source they came from, in a temporary folder that goes with `close`."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="dateline-")
        self._held: list[tuple[str, str, str, bool]] = []
        self._files = 0

    def add(self, origin: str, found: Refusal | Repair) -> None:
        """Keep a remark."""
        self._held.append((origin, found.where, found.reason, isinstance(found, Repair)))
        if len(self._held) >= _HELD:
            self._settle()

    def instead_of(self, old: Sequence[str], origins: Sequence[str]) -> pa.RecordBatchReader | None:
        """The remarks on these sources with, from the Parquet files `old`, those on others; sorted, each one once.

        None where that is what the old files hold.
        """
        self._settle()
        connection = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": f"{self._folder.name}/sorting"})
        before = _relation(connection, old)
        ours = [duckdb.ConstantExpression(origin) for origin in origins]
        origin = duckdb.ColumnExpression("origin")
        others = before.filter(origin.isnotin(*ours)) if ours else before
        now = _relation(connection, sorted(map(str, Path(self._folder.name).glob("*.parquet"))))
        whole = others.union(now).distinct()
        if not (whole.except_(before).limit(1).fetchall() or before.except_(whole).limit(1).fetchall()):
            return None
        reader = whole.order(", ".join(f'"{name}"' for name in _SCHEMA.names)).to_arrow_reader(_HELD)
        return pa.RecordBatchReader.from_batches(_SCHEMA, (batch.cast(_SCHEMA) for batch in reader))

    def close(self) -> None:
        """Let go of the temporary folder."""
        self._folder.cleanup()

    def _settle(self) -> None:
        if self._held:
            columns = zip(*self._held, strict=True)
            arrays = [pa.array(column, kind.type) for column, kind in zip(columns, _SCHEMA, strict=True)]
            write_table(pa.table(arrays, schema=_SCHEMA), f"{self._folder.name}/{self._files:06}.parquet")
            self._files += 1
            self._held = []


def _relation(connection: duckdb.DuckDBPyConnection, files: Sequence[str]) -> duckdb.DuckDBPyRelation:
    if files:
        return connection.read_parquet(list(files))
    return connection.from_arrow(_SCHEMA.empty_table())
