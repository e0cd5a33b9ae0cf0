"""What is packed: gzip as one stream, zip as many files."""

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from geo.articles.decoding import read_some
from geo.articles.limits import Budget
from geo.articles.reasons import NOT_READABLE, because
from geo.articles.refusal import Refusal

_BUFFER = 262_144
_LOCKED = 0x1


class Watched(io.RawIOBase):
    """A stream that tells of every piece that is read of it; `tell` may raise where that becomes too much."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, tell_of: Callable[[int], object]) -> None:
        self._stream = stream
        self._tell_of = tell_of

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`; the number of bytes put there."""
        try:
            part = read_some(self._stream, len(buffer))
        except EOFError as error:  # which some readers take for a proper end
            raise OSError("it breaks off: the rest of the file is missing") from error
        self._tell_of(len(part))
        buffer[: len(part)] = part
        return len(part)


def watched(stream: IO[bytes] | gzip.GzipFile, tell_of: Callable[[int], object]) -> IO[bytes]:
    """The stream with someone to tell, read in large pieces."""
    return io.BufferedReader(Watched(stream, tell_of), _BUFFER)


def unpack_gzip(stream: IO[bytes], budget: Budget) -> IO[bytes]:
    """What is in a gzip file. Reading raises OSError, EOFError or zlib.error where it is damaged."""
    return watched(gzip.GzipFile(fileobj=stream), budget.spend)


def unpack_zip(stream: IO[bytes], where: str, budget: Budget) -> Iterator[tuple[str, IO[bytes]] | Refusal]:
    """The files in a zip archive by name, each open until the next is asked for; needs a stream that can seek.

    Nothing is written to the disk, so a name that climbs out of its folder is only a name. Raises zipfile.BadZipFile.
    """
    with zipfile.ZipFile(stream) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or _is_hidden(entry.filename):
                continue
            place = f"{where}/{printable(entry.filename)}"
            if entry.flag_bits & _LOCKED:
                yield Refusal(place, because(NOT_READABLE, "it is locked with a password"))
                continue
            try:
                member = archive.open(entry)
            except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
                yield Refusal(place, because(NOT_READABLE, f"it cannot be unpacked ({error})"))
                continue
            with member:
                yield entry.filename, watched(member, budget.spend)


def printable(name: str) -> str:
    """A name from outside as it may be shown on a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/") if part not in (".", ".."))
