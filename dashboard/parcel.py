"""What is taken away as a file: which rows, of which selection, in which format, and the bytes of it."""

import shlex
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import pandas as pd

from geo.atlas.answers.pinned import PinnedAtlas
from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.command.spelling import spelt
from geo.export.export import PLACED, SUFFIXES, Format, What, beside, export, export_answer
from geo.export.naming import file_name

# A file is made in memory and sent whole: this many mentions are some 50 MB as CSV and 150 MB as GeoJSON.
MOST_ROWS = 250_000
MIME: dict[Format, str] = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "geojson": "application/geo+json",
    "geoparquet": "application/vnd.apache.parquet",
    "parquet": "application/vnd.apache.parquet",
}
FORMATS: dict[Format, str] = {"csv": "CSV", "geojson": "GeoJSON", "geoparquet": "Parquet", "jsonl": "JSON Lines"}
# These have no place for word of what they hold; it goes into a file of its own.
APART: tuple[Format, ...] = ("csv", "jsonl")


class _Made(ABC):
    """A file that is made when it is asked for."""

    def made(self) -> bytes:
        """The file."""
        return self._made()[0]

    def told(self) -> bytes:
        """What goes with a CSV or JSON Lines: what was asked, of which edition, what the columns mean, the credits."""
        return self._made()[1]

    @abstractmethod
    def _made(self) -> tuple[bytes, bytes]:
        """Both."""


@dataclass(frozen=True)
class Parcel(_Made):
    """Rows of a selection in a format; all figures are of the edition that `atlas` is pinned to."""

    atlas: Atlas
    what: What
    format: Format
    selection: Selection
    countries: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the file is called."""
        edition = self.atlas.edition.edition
        return file_name(self.what, edition, SUFFIXES[self.format], self.selection, self.countries)

    def rows(self) -> int | None:
        """How many rows it will have; None where that is not known before it is made (and where it is never many)."""
        if self.what not in ("countries", "mentions", "articles"):
            return None
        counts = self.atlas.countries(self.selection)
        if self.countries:
            counts = counts[counts["iso3"].isin(self.countries)]
        if self.what == "countries":
            return len(counts)
        if self.what == "mentions":
            return int(counts["mentions"].sum())
        if len(self.countries) == 1:
            return int(counts["articles"].sum())
        return self.atlas.totals(self.selection).mentioning

    def _made(self) -> tuple[bytes, bytes]:
        with TemporaryDirectory(prefix="dateline-") as folder:
            file = Path(folder) / self.name
            export(self.atlas, file, self.format, self.what, self.selection, self.countries)
            return file.read_bytes(), beside(file).read_bytes() if self.format in APART else b""

    def command(self) -> str:
        """What writes the same file on the machine that the atlas is on, however large it is."""
        asked = ["--format", self.format, "--what", self.what, "-o", self.name]
        asked += ["--edition", str(self.atlas.edition.edition), *spelt(self.selection, self.countries)]
        return shlex.join(["dateline", "export", *asked])


@dataclass(frozen=True)
class RoomTable:
    """The table that a room shows: `answer` of `ANSWERS` under a selection, and what else was asked, as plain JSON.

    `name` says what it is, with a capital; text from outside, since an organisation of the user's may stand in it.
    """

    name: str
    answer: str
    rows: pd.DataFrame
    selection: Selection
    asked: Mapping[str, Any]


@dataclass(frozen=True)
class TableParcel(_Made):
    """The table of a room in a format; `atlas`, pinned, is the one that it came from."""

    atlas: PinnedAtlas
    table: RoomTable
    format: Literal["csv", "parquet"]

    @property
    def name(self) -> str:
        """What the file is called."""
        what = self.table.answer.replace(" ", "-")
        return file_name(what, self.atlas.edition.edition, SUFFIXES[self.format], self.table.selection)

    def _made(self) -> tuple[bytes, bytes]:
        with TemporaryDirectory(prefix="dateline-") as folder:
            file, table = Path(folder) / self.name, self.table
            export_answer(self.atlas, file, self.format, table.answer, table.rows, table.selection, table.asked)
            return file.read_bytes(), beside(file).read_bytes() if self.format in APART else b""


def formats(what: What) -> Sequence[Format]:
    """The formats that rows can be had in; without places there is no GeoJSON, and Parquet is plain."""
    return ("csv", "geojson", "geoparquet", "jsonl") if what in PLACED else ("csv", "parquet", "jsonl")
