"""Where rows lie: what is asked together stands together, so that a question reads few of a table's row groups.

Builds append; once that has made a good part of a table, it is written anew in order, its sums added up. What a table
says is the same before and after.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import duckdb
from deltalake import ColumnProperties, DeltaTable, WriterProperties, write_deltalake

from geo.atlas.kept.editions import files_of, literal, table_path
from geo.atlas.kept.sums import SUMS
from geo.atlas.kept.tables import TABLES

# By table, what its rows are ordered by. The others stay in the order of writing, which is that of `number`.
ORDERS: Mapping[str, str] = MappingProxyType(
    {
        "article_countries": "country, number",
        "month_mentions": "date, country, mask, band",
        "day_mentions": "date, country, mask, band",
        "source_mentions": "source, date, country, mask, band",
        "month_articles": "step, country IS NOT NULL, date, country, mask",
        "day_articles": "step, country IS NOT NULL, date, country, mask",
        "source_articles": "step, country IS NOT NULL, source, date, country, mask",
        "month_names": "country, date, text, mask, band",
    }
)
# Rows of a row group, the least that can be read: of one article with its text, or of one country.
_GROUPS = MappingProxyType({"articles": 500, "mentions": 16_384})
_GROUP = 65_536
# A dictionary of what hardly repeats costs more to read than what it stands for; numbers mostly ascend by little.
_SINGLE = ColumnProperties(dictionary_enabled=False, encoding="PLAIN")
_ASCENDING = ColumnProperties(dictionary_enabled=False, encoding="DELTA_BINARY_PACKED")
_ENCODED = MappingProxyType(
    {
        "articles": dict.fromkeys(("key", "article_id", "text", "opening", "digest"), _SINGLE) | {"number": _ASCENDING},
        "mentions": {"key": _SINGLE, "number": _ASCENDING},
        "article_countries": {"key": _SINGLE, "number": _ASCENDING},
    }
)
_MANY_FILES = 40  # after so many small builds a table's files are joined into few
_FEW_ROWS = 100_000  # read whole in some milliseconds, in whatever order
_LOOSE = 0.25  # of a table's rows may stand outside its order
_MEMORY = "300MB"  # beyond it, rows are sorted on the disk
_ONE_FILE = 4_000_000_000  # bytes: the rows in order are the largest file, and alone in it


def writing(table: str) -> WriterProperties:
    """How the Parquet files of a table are written."""
    return WriterProperties(
        max_row_group_size=_GROUPS.get(table, _GROUP),
        compression="ZSTD",
        compression_level=1,
        column_properties=_ENCODED.get(table),
    )


def tidy(atlas: Path, name: str) -> None:
    """Put the rows of a table in order where enough of them are not, and join its files where they are many."""
    table = DeltaTable(table_path(atlas, name))
    rows = sorted(table.get_add_actions()["num_records"].to_pylist())
    loose = sum(rows[:-1])
    if name in ORDERS and (len(rows) > _MANY_FILES or (sum(rows) > _FEW_ROWS and loose > _LOOSE * sum(rows))):
        _sort(atlas, name)
    elif len(rows) > _MANY_FILES:
        table.optimize.compact(writer_properties=writing(name))


def _sort(atlas: Path, name: str) -> None:
    schema = TABLES[name]
    columns = ", ".join(f'"{column}"' for column in schema.names)
    selected = f"SELECT {columns} FROM held"
    if name in SUMS:
        *by, counted = schema.names
        selected = f"""SELECT {", ".join(by)}, sum({counted})::BIGINT AS {counted}
        FROM held GROUP BY ALL HAVING sum({counted}) <> 0"""
    with (
        TemporaryDirectory(prefix="dateline-") as folder,
        duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": folder}) as desk,
    ):
        desk.read_parquet(literal(files_of(atlas, name, None))).create_view("held")
        rows = desk.sql(f"SELECT * FROM ({selected}) ORDER BY {ORDERS[name]}").to_arrow_reader(_GROUP).cast(schema)
        write_deltalake(
            table_path(atlas, name),
            rows,
            mode="overwrite",
            target_file_size=_ONE_FILE,
            writer_properties=writing(name),
        )
