"""Bytes to text."""

import codecs
import gzip
import io
from dataclasses import dataclass
from typing import IO

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SNIFFED = 65_536
# Windows-1252 leaves five bytes without a meaning.
_WITHOUT_MEANING = b"\x81\x8d\x8f\x90\x9d"
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b"))
_FEW_CONTROLS, _MOST_CONTROLS = 8, 0.01  # so many may stand in any text; this share in a long one
# English with its curly quotes, dashes, pounds and a foreign name or two; on so few, charset-normalizer errs: it read
# "Türkiye’s São Paulo" as Chinese.
_FEW_HIGH_BYTES = 0.10


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of some bytes, and what was in doubt about it (empty: nothing)."""

    name: str
    doubt: str = ""


def encoding_of(content: bytes, declared: str = "") -> Encoding | None:
    """The encoding of a text, told from its bytes (the start of it will do); None where this is not text.

    `declared` is what a page says of itself, believed where the bytes agree. Without mark or declaration: UTF-8 where
    it is that, Windows-1252 for English with few bytes that are not ASCII, else what charset-normalizer thinks likely.
    """
    if mark := next((name for mark, name in _MARKS if content.startswith(mark)), ""):
        return Encoding(mark)
    if b"\0" in content:
        return _wide(content)
    if len(content) - len(content.translate(None, _CONTROLS)) > max(_FEW_CONTROLS, _MOST_CONTROLS * len(content)):
        return None
    if _is_utf8(content):
        return Encoding("utf-8")
    if declared and _agrees(content, declared):
        return Encoding(declared)
    if _is_nearly_utf8(content):
        return Encoding("utf-8", "bytes that are not UTF-8 were replaced")
    if _high(content) < _FEW_HIGH_BYTES * len(content) and content.translate(None, _WITHOUT_MEANING) == content:
        return Encoding("cp1252", "it is not UTF-8 and was read as Windows-1252")
    return _likeliest(content)


def decode(content: bytes, declared: str = "") -> tuple[str, str] | None:
    """The text, its line ends as `\\n`, and what was in doubt about it (empty: nothing); None where this is no text."""
    found = encoding_of(content, declared) if content else Encoding("utf-8")
    if found is None:
        return None
    text = content.decode(found.name, "replace")
    doubt = found.doubt
    if not doubt and text.count("\ufffd") > content.count("\ufffd".encode(found.name.removesuffix("-sig"), "ignore")):
        doubt = f"bytes that are not {found.name.upper()} were replaced"
    return text.replace("\r\n", "\n").replace("\r", "\n"), doubt


def text_stream(stream: IO[bytes]) -> tuple[io.TextIOWrapper, str] | None:
    """A stream of bytes as one of text, and what was in doubt about it; None where this is not text.

    Judged by its first 64 kB; a byte further down that does not fit is replaced by U+FFFD. Line ends stay as they are.
    """
    start, joined = sampled(stream, SNIFFED)
    # A character cut in two at the end of the sample must not make it look broken.
    whole = start.rpartition(b"\n")[0] or start if len(start) == SNIFFED else start
    found = encoding_of(whole) if start else Encoding("utf-8")
    if found is None:
        return None
    return io.TextIOWrapper(joined, found.name, "replace", newline=""), found.doubt


def sampled(stream: IO[bytes], count: int) -> tuple[bytes, IO[bytes]]:
    """The first bytes of a stream, so many unless it ends before, and the whole stream as if nothing had been read.

    Where the stream breaks within the sample, what came before is in both; reading on raises what it raised.
    """
    parts: list[bytes] = []
    trouble: Exception | None = None
    try:
        while count > 0 and (part := read_some(stream, count)):
            parts.append(part)
            count -= len(part)
    except Exception as error:
        trouble = error
    start = b"".join(parts)
    if trouble and not start:
        raise trouble
    return start, io.BufferedReader(Joined(start, stream, trouble), SNIFFED)


class Joined(io.RawIOBase):
    """Bytes already read from a stream, put in front of the rest of it; every piece is given as soon as it is there.

    `trouble` is raised after the bytes in front instead of reading on.
    """

    def __init__(self, start: bytes, rest: IO[bytes], trouble: Exception | None = None) -> None:
        self._start = memoryview(start)
        self._rest = rest
        self._trouble = trouble

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`, or some of it; the number of bytes put there."""
        if self._trouble and not self._start:
            raise self._trouble
        part = self._start[: len(buffer)] if self._start else read_some(self._rest, len(buffer))
        self._start = self._start[len(part) :]
        buffer[: len(part)] = part
        return len(part)


def read_some(stream: IO[bytes] | gzip.GzipFile, count: int) -> bytes:
    """As many bytes as can be had at once: `read` would lose what unpacked well before a break, with the exception."""
    return getattr(stream, "read1", stream.read)(count)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and len(content) >= SNIFFED - 4
    return True


def _is_nearly_utf8(content: bytes) -> bool:
    """Whether far more characters beyond ASCII are sound UTF-8 than are not: no other encoding looks like that."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return _high(text.replace("\ufffd", "").encode()) / 2 > 4 * broken


def _high(content: bytes) -> int:
    return len(content) - len(content.translate(None, bytes(range(128, 256))))


def _agrees(content: bytes, declared: str) -> bool:
    try:
        content.decode(declared)
    except (LookupError, UnicodeError):
        return False
    return True


def _wide(content: bytes) -> Encoding | None:
    """UTF-16 without its mark: NULs in every second place and hardly elsewhere."""
    even, odd = content[::2].count(0), content[1::2].count(0)
    name, most, least = ("utf-16-le", odd, even) if odd > even else ("utf-16-be", even, odd)
    whole = content[: len(content) // 2 * 2]
    if most < 0.3 * len(content) / 2 or least > 0.02 * len(content) / 2 or not _agrees(whole, name):
        return None
    return Encoding(name, f"it has no mark and was read as {name.upper()}")


def _likeliest(content: bytes) -> Encoding | None:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:SNIFFED]).best()
    if best is None:
        return None
    return Encoding(best.encoding, f"it is not UTF-8 and was read as {best.encoding.replace('_', '-')}")
