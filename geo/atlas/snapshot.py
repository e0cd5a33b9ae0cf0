"""One edition of the atlas, open for questions."""

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from geo.atlas import query
from geo.atlas.editions import Edition, files_of, literal, table_path
from geo.atlas.tables import TABLES
from geo.world.countries import countries
from geo.world.memberships import Memberships

ORGANISATIONS = "organisations"


class Snapshot:
    """DuckDB over the files of one edition. Any number of threads may ask at once: each question has its own cursor."""

    def __init__(self, atlas: Path, edition: Edition) -> None:
        self.edition = edition
        extra = table_path(atlas, ORGANISATIONS) / edition.organisations if edition.organisations else None
        self.memberships = Memberships.load(extra)
        self._connection = duckdb.connect()
        for table, version in edition.versions.items():
            self._see(table, files_of(atlas, table, version))
        self._add("countries", self._countries())
        self._add("memberships", self._periods())
        for statement in query.PREPARE:
            self._connection.execute(statement)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of one's own: threads must not share a DuckDB connection, but its cursors may work side by side."""
        return self._connection.cursor()

    def _see(self, table: str, files: list[str]) -> None:
        if files:
            self._connection.read_parquet(literal(files)).create_view(table)
        else:
            self._add(table, TABLES[table].empty_table())

    def _add(self, table: str, rows: pa.Table) -> None:
        self._connection.from_arrow(rows).create(table)

    def _countries(self) -> pa.Table:
        known = list(countries().values())
        return pa.table({"iso3": [c.iso3 for c in known], "name": [c.name for c in known]})

    def _periods(self) -> pa.Table:
        periods = [p for code in self.memberships.organisations for p in self.memberships.periods(code)]
        schema = pa.schema(
            [(name, pa.string()) for name in ("organisation", "iso3", "status")]
            + [("first", pa.date32()), ("after", pa.date32())]
        )
        rows = {
            "organisation": [p.organisation for p in periods],
            "iso3": [p.iso3 for p in periods],
            "status": [p.status for p in periods],
            "first": [p.start for p in periods],
            "after": [p.end or date.max for p in periods],
        }
        return pa.table(rows, schema=schema)
