"""Which files of an edition hold an article: every file says from which number to which its rows go.

Whoever asks for single articles reads these files alone, and no more of them however large the atlas grows.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable

from geo.atlas.kept.editions import literal, table_path


class Shelves:
    """The files of one version of a table that has a column `number`."""

    def __init__(self, atlas: Path, table: str, version: int) -> None:
        self._path = table_path(atlas, table)
        self._version = version

    @cached_property
    def _held(self) -> list[tuple[str, int | None, int | None]]:
        """Each file with the first and the last number in it; None where its statistics do not say."""
        told = pa.table(DeltaTable(self._path, version=self._version).get_add_actions(flatten=True))
        names = ("path", "min.number", "max.number")
        columns = [told[name].to_pylist() if name in told.column_names else [None] * len(told) for name in names]
        return [(str(self._path / unquote(path)), first, last) for path, first, last in zip(*columns, strict=True)]

    def holding(self, numbers: Sequence[int]) -> list[str]:
        """The files, named as DuckDB reads them, in which an article of these numbers can be."""
        return literal(
            [
                file
                for file, first, last in self._held
                if first is None or last is None or any(first <= number <= last for number in numbers)
            ]
        )
