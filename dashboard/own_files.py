"""The files that a reader dropped on the page: in a temporary folder with an atlas of them, gone with the session."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import IO, Protocol

from dashboard.archive import Archive
from dashboard.own_build import OwnBuild, Request
from geo.atlas.atlas import open_atlas
from geo.atlas.errors import AtlasError
from geo.world.countries import countries

MOST_BYTES = 200_000_000  # of all files of one reader
_PREFIX = "dateline-own-"
# In bytes: a file system takes 255 at most, and three of them are one letter of Chinese.
_LONGEST_STEM, _LONGEST_SUFFIX = 120, 40
_sweeping = Lock()


class Uploaded(Protocol):
    """A file as it came: Streamlit's, or any open one with a name."""

    name: str

    def read(self, size: int = -1, /) -> bytes:
        """Its next bytes."""


class TooMuchError(ValueError):
    """The files together are larger than a reader's may be; the message is a sentence."""


class OwnFiles:
    """One reader's files. The folder goes with `close`, with the process, or at the next start after a crash.

    `organisations`: tells the file of further organisations that the files are to be read with, if there is one.
    """

    def __init__(self, organisations: Callable[[], Path | None] = lambda: None) -> None:
        # Two readers come at once: neither may have a folder before the sweep is over.
        with _sweeping:
            _sweep()
        self._organisations = organisations
        self._home = tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-")
        self._inbox = f"dropped-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        (self.folder / self._inbox).mkdir()
        self._size = 0
        self.names: list[str] = []
        self.order = ""
        self.text = ""
        self.reading: OwnBuild | None = None
        self.adding: OwnBuild | None = None
        self._archive: Archive | None = None

    @property
    def folder(self) -> Path:
        """Where files and atlas lie."""
        return Path(self._home.name)

    @property
    def sources(self) -> tuple[str, ...]:
        """The files, named from the folder."""
        return tuple(f"{self._inbox}/{name}" for name in self.names)

    @property
    def busy(self) -> bool:
        """Whether they are being read or added."""
        return any(build is not None and not build.done for build in (self.reading, self.adding))

    @property
    def archive(self) -> Archive | None:
        """The atlas of the files, once they have been read."""
        build = self.reading
        if self._archive is None and build and build.done and build.counts and build.counts["edition"]:
            with suppress(AtlasError):
                self._archive = Archive(open_atlas(build.request.atlas), countries())
        return self._archive

    def take(self, uploaded: Sequence[Uploaded]) -> None:
        """Keep files in the folder. Raises TooMuchError, and keeps none of them, where they are too large together."""
        kept: list[str] = []
        for one in uploaded:
            name = self._free(one.name, kept)
            with (self.folder / self._inbox / name).open("xb") as file:
                kept.append(name)
                self._size += _copied(one, file, MOST_BYTES - self._size)
            if self._size > MOST_BYTES:
                for made in kept:
                    self._size -= (self.folder / self._inbox / made).stat().st_size
                    (self.folder / self._inbox / made).unlink()
                raise TooMuchError(
                    f"These files are larger than {MOST_BYTES // 1_000_000} MB together, the most that is read here: "
                    "drop fewer, or read them with “dateline build” on the machine that the atlas is on."
                )
        self.names += kept

    def read(self, order: str = "", text: str = "") -> None:
        """Read all files into an atlas of their own, anew."""
        self.stop()
        self._archive, self.order, self.text, self.adding = None, order, text, None
        atlas = self.folder / f"atlas-{len(list(self.folder.glob('atlas-*')))}"
        self.reading = OwnBuild(Request(self.folder, self.sources, atlas, order, text, self._organisations()))

    def add_to(self, atlas: Path) -> None:
        """Read all files into an atlas that stays."""
        if not self.busy:
            self.adding = OwnBuild(Request(self.folder, self.sources, atlas.resolve(), self.order, self.text))

    def stop(self) -> None:
        """End whatever is being read."""
        for build in (self.reading, self.adding):
            if build is not None:
                build.stop()

    def close(self) -> None:
        """Stop, and leave nothing behind."""
        self.stop()
        for build in (self.reading, self.adding):
            if build is not None:
                build.wait(10)
        self._archive = None
        self._home.cleanup()

    def told(self, where: str) -> str:
        """Where something stands, as the reader named the file."""
        return where.removeprefix(f"{self._inbox}/")

    def _free(self, given: str, others: Sequence[str]) -> str:
        """A name that lies in the folder and is not taken, as near to the given one as can be."""
        name = re.sub(r"[^\w .()\[\]+,=@-]", "_", given.replace("\\", "/").rpartition("/")[2]).lstrip(". ")
        stem, dot, suffix = (name or "file").partition(".")
        stem = stem.encode()[:_LONGEST_STEM].decode(errors="ignore")
        suffix = suffix.encode()[-_LONGEST_SUFFIX:].decode(errors="ignore")
        found, at = f"{stem}{dot}{suffix}", 1
        while found in self.names or found in others:
            at += 1
            found = f"{stem} ({at}){dot}{suffix}"
        return found


def _copied(one: Uploaded, file: IO[bytes], room: int) -> int:
    """Copy a file, one byte at most beyond `room`; how many bytes were written."""
    written = 0
    while written <= room and (piece := one.read(min(1 << 20, room + 1 - written))):
        written += file.write(piece)
    return written


@cache
def _sweep() -> None:
    """Once in a process, before it has a folder of its own: take away what processes that were killed have left."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        process = left.name.removeprefix(_PREFIX).partition("-")[0]
        if process.isdigit() and not _alive(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    if process == os.getpid():  # of another with this number before it, as in a container every server has
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
