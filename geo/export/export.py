"""Exports: an answer of the atlas as a file that is there whole or not at all, and says what it is."""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BufferedRandom
from pathlib import Path
from typing import Any, BinaryIO, Literal

import orjson
import pandas as pd
import pyarrow as pa

from geo.atlas.answers.answer_columns import ANSWERS, names_of
from geo.atlas.answers.columns import ARTICLES, COUNTS, MENTIONS, Column, schema
from geo.atlas.answers.pinned import PinnedAtlas
from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.export.csv_file import write_csv
from geo.export.json_lines import write_json_lines
from geo.export.parquet import write_parquet
from geo.export.provenance import provenance

What = Literal["countries", "mentions", "articles", "days", "sources", "organisations"]
Format = Literal["csv", "geojson", "geoparquet", "parquet", "jsonl"]
_Writer = Callable[[BinaryIO, pa.RecordBatchReader, dict[str, Any]], int]

COLUMNS: dict[What, Sequence[Column]] = {
    "countries": COUNTS["country"],
    "mentions": MENTIONS,
    "articles": ARTICLES,
    "days": COUNTS["day"],
    "sources": COUNTS["source"],
    "organisations": COUNTS["organisation"],
}
PLACED: tuple[What, ...] = ("countries", "mentions")
SUFFIXES: dict[Format, str] = {
    "csv": ".csv",
    "geojson": ".geojson",
    "geoparquet": ".parquet",
    "parquet": ".parquet",
    "jsonl": ".jsonl",
}
_WITH_PLACES = ("geojson", "geoparquet")
_APART = ("csv", "jsonl")  # formats with no place for what is told of the rows


class ExportError(Exception):
    """One sentence for people: why a file was not written and what to do."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: `files` are the export and, for CSV and JSON Lines, the one beside it that says what it is."""

    rows: int
    files: tuple[Path, ...]
    selection: str


def export(
    atlas: Atlas,
    file: Path,
    format: Format,
    what: What = "countries",
    selection: Selection | None = None,
    countries: Sequence[str] = (),
) -> Exported:
    """Write what a selection counts to `file`; a file of that name is replaced once the new one is whole.

    All figures are of one edition. CSV and JSON Lines get a second file, named with `.meta.json` behind, that holds the
    provenance, what each column means and the SHA-256 of the first. Raises LookupError as `Atlas.totals` does, and
    ExportError where the file cannot be written or the format cannot hold what is asked for.
    """
    if what not in PLACED and format in _WITH_PLACES:
        raise ExportError(
            f"{what.capitalize()} have no places of their own: take csv, jsonl or parquet for them, or export mentions."
        )
    held, chosen = PinnedAtlas(atlas), selection or Selection()
    told = {"what": what, **provenance(held, chosen, countries), "columns": _told(COLUMNS[what])}
    return _written(file, format, _table(held, what, chosen, countries), told)


def export_answer(
    atlas: PinnedAtlas,
    file: Path,
    format: Literal["csv", "parquet"],
    answer: str,
    rows: pd.DataFrame,
    selection: Selection,
    asked: Mapping[str, Any],
) -> Exported:
    """Write the rows of an answer of `ANSWERS`, which `atlas` gave under `selection`, as `export` does.

    `asked`: what else was asked for, as plain JSON, such as the other side of a comparison; it is told with the rest.
    """
    columns = ANSWERS[answer]
    told = {"what": answer, **provenance(atlas, selection), "asked": dict(asked), "columns": _told(columns)}
    table = pa.Table.from_pandas(rows[names_of(answer)], schema=schema(columns), preserve_index=False)
    return _written(file, format, table.to_reader(), told)


def _written(file: Path, format: Format, batches: pa.RecordBatchReader, told: dict[str, Any]) -> Exported:
    try:
        with _whole(file) as out:
            rows = _writer(format)(out, batches, told)
            files = [file]
            if format in _APART:
                files.append(beside(file))
                _tell(out, beside(file), format, {**told, "rows": rows})
    except OSError as error:
        raise ExportError(f"{file} cannot be written: {error.strerror or error}.") from error
    return Exported(rows, tuple(files), told["selection"])


def beside(file: Path) -> Path:
    """Where a CSV's or JSON Lines' provenance stands."""
    return file.with_name(f"{file.name}.meta.json")


def _table(atlas: Atlas, what: What, selection: Selection, countries: Sequence[str]) -> pa.RecordBatchReader:
    ways: dict[What, Callable[..., Any]] = {
        "countries": atlas.counts,
        "mentions": atlas.mentions,
        "articles": atlas.all_articles,
        "days": partial(atlas.counts, by="day"),
        "sources": partial(atlas.counts, by="source"),
        "organisations": partial(atlas.counts, by="organisation"),
    }
    table: pa.RecordBatchReader = ways[what](selection, as_="batches", countries=countries)
    return table


def _writer(format: Format) -> _Writer:
    """The writers with places load geopandas, which takes a second that a CSV need not wait."""
    if format == "geojson":
        from geo.export.geojson import write_geojson

        return write_geojson
    if format == "geoparquet":
        from geo.export.geoparquet import write_geoparquet

        return write_geoparquet
    if format == "parquet":
        return write_parquet
    return write_csv if format == "csv" else write_json_lines


def _told(columns: Sequence[Column]) -> dict[str, dict[str, str]]:
    return {
        column.name: {"type": str(column.type), "unit": column.unit, "meaning": column.meaning} for column in columns
    }


def _tell(out: BufferedRandom, sidecar: Path, format: Format, told: dict[str, Any]) -> None:
    out.seek(0)
    told["sha256"] = hashlib.file_digest(out, "sha256").hexdigest()
    if format == "csv":
        told["text"] = (
            "UTF-8 with a byte order mark. Text that a spreadsheet would run as a formula has an apostrophe put in "
            "front; geo.export.spreadsheet.original takes it out again. Lists are joined by '; '."
        )
    with _whole(sidecar) as beside_it:
        beside_it.write(orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


@contextmanager
def _whole(file: Path) -> Iterator[BufferedRandom]:
    """A file to write that takes the place of `file` when all went well, and is gone when not."""
    if file.exists() and not file.is_file():
        raise ExportError(f"{file} is not a file that could be replaced: name another with -o.")
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        with draft.open("x+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
