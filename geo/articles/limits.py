"""How much is read at most: what keeps a bomb, or a line of a gigabyte, from filling memory or running for ever."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TextIO

KIB, MIB, GIB = 2**10, 2**20, 2**30
# News packs to a tenth or so; what stays under this floor is harmless however well it packs.
_FLOOR = 16 * MIB
_CHUNK = 256 * KIB


class LimitError(ValueError):
    """Something is larger than it may be; the message is a sentence that names the option which raises the limit."""


class BombError(LimitError):
    """A compressed file brings forth too much: nothing more of it is read, however deep inside it this was found."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one build.

    `article`: characters of one article. `line`: bytes of a line, a CSV row or a JSON value. `file`: bytes of a file
    that can only be read whole (a page, a feed, a plain text). `unpacked`: bytes that come out of one compressed file
    with all that lies in it. `ratio`: how many times its own size that may be. `depth`: archives within archives.
    """

    article: int = 2_000_000
    line: int = 64 * MIB
    file: int = 256 * MIB
    unpacked: int = 200 * GIB
    ratio: int = 200
    depth: int = 3


class Budget:
    """What one compressed file may still bring forth, with all archives inside it together.

    Counted together because a bomb of many small nested archives keeps every one of them below any single limit.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.packed = 0
        self.unpacked = 0

    def take(self, count: int) -> None:
        """Count bytes of the compressed file that were read."""
        self.packed += count

    def spend(self, count: int) -> None:
        """Count bytes that came out. Raises BombError when it is too much."""
        self.unpacked += count
        if self.unpacked > self.limits.unpacked:
            raise BombError(
                f"more than {size(self.limits.unpacked)} come out of it; raise --max-unpacked if that is right"
            )
        if self.unpacked > max(_FLOOR, self.limits.ratio * self.packed):
            raise BombError(
                f"it unpacks to more than {self.limits.ratio} times its size, as archives made to do harm do; "
                "raise --max-ratio if that is right"
            )


def size(count: int) -> str:
    """Bytes for people: 64 MB."""
    for unit, name in ((GIB, "GB"), (MIB, "MB"), (KIB, "kB")):
        if count >= unit:
            return f"{count / unit:.3g} {name}"
    return f"{count} bytes"


def read_whole(stream: IO[bytes], limits: Limits) -> bytes:
    """All of a stream. Raises LimitError, without having read much more than the limit, where it is too large."""
    chunks, total = [], 0
    while chunk := stream.read(_CHUNK):
        total += len(chunk)
        if total > limits.file:
            raise LimitError(f"it is larger than {size(limits.file)}; raise --max-file to have it read all the same")
        chunks.append(chunk)
    return b"".join(chunks)


def bounded_lines(stream: IO[bytes], longest: int) -> Iterator[bytes | None]:
    """The lines of a stream, None in place of one longer than `longest` bytes, which is passed over unread."""
    while line := stream.readline(longest + 1):
        if len(line) <= longest:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        yield None


def text_lines(stream: TextIO, limits: Limits) -> Iterator[str]:
    """The lines of a text. Raises LimitError at one that is too long: in quotation marks nobody knows where it ends."""
    while line := stream.readline(limits.line + 1):
        if len(line) > limits.line:
            raise LimitError(too_long_line(limits))
        yield line


def too_long_line(limits: Limits) -> str:
    """The sentence about a line that `bounded_lines` gave None for."""
    return f"the line is longer than {size(limits.line)}; raise --max-line to have it read all the same"
