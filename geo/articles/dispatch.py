"""From a stream and its name to the format that reads it, through archives and archives within archives."""

import io
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath
from typing import IO

from geo.articles.decoding import sampled
from geo.articles.draft import Draft, Drafted
from geo.articles.formats.packed import printable, unpack_gzip, unpack_zip, watched
from geo.articles.limits import BombError, Budget, LimitError
from geo.articles.reading import Reading
from geo.articles.reasons import NOT_READABLE, TOO_LARGE, because
from geo.articles.refusal import Refusal

Reader = Callable[[IO[bytes], str, Reading], Iterator[Drafted]]

# Suffix to the module of `formats` and its function, imported when the first such file appears.
FORMATS: dict[str, tuple[str, str]] = {
    ".txt": ("plain_text", "read_plain_text"),
    ".text": ("plain_text", "read_plain_text"),
    ".md": ("markdown", "read_markdown"),
    ".markdown": ("markdown", "read_markdown"),
    ".jsonl": ("json_lines", "read_json_lines"),
    ".ndjson": ("json_lines", "read_json_lines"),
    ".json": ("json_values", "read_json"),
    ".csv": ("delimited", "read_delimited"),
    ".tsv": ("delimited", "read_delimited"),
    ".parquet": ("parquet", "read_parquet"),
    ".html": ("web_page", "read_web_page"),
    ".htm": ("web_page", "read_web_page"),
    ".xhtml": ("web_page", "read_web_page"),
    ".rss": ("feed", "read_feed"),
    ".atom": ("feed", "read_feed"),
    ".rdf": ("feed", "read_feed"),
    ".xml": ("feed", "read_feed"),
    ".warc": ("warc", "read_warc"),
}
PACKED = (".gz", ".zip")
_SEEKING = (".parquet", ".zip")
_SNIFFED = 4096


@dataclass(frozen=True, slots=True)
class _Nest:
    """Where within archives one is: what may still be unpacked, and how many archives stand around."""

    budget: Budget
    depth: int = 0

    def deeper(self) -> "_Nest":
        return _Nest(self.budget, self.depth + 1)


def suffix_of(name: str) -> str:
    """The suffix that tells the format, in small letters; empty where the name has none."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def read_stream(stream: IO[bytes], name: str, where: str, how: Reading) -> Iterator[Drafted]:
    """All articles of a file. Whatever is wrong with it comes as a Refusal; nothing is raised."""
    yield from _read(stream, name, where, how, _Nest(Budget(how.limits)))


def _read(stream: IO[bytes], name: str, where: str, how: Reading, nest: _Nest) -> Iterator[Drafted]:
    last = ""
    try:
        for found in _formatted(stream, name, where, how, nest):
            if isinstance(found, Draft):
                last = found.where
            yield found
    except BombError as error:
        if nest.depth:
            raise
        yield Refusal(where, because(TOO_LARGE, _after(str(error), last)))
    except LimitError as error:
        yield Refusal(where, because(TOO_LARGE, _after(str(error), last)))
    except Exception as error:  # formats break in as many ways as there are libraries; the other files are still read
        yield Refusal(where, because(NOT_READABLE, _after(_damage(error), last)))


def _formatted(stream: IO[bytes], name: str, where: str, how: Reading, nest: _Nest) -> Iterator[Drafted]:
    suffix = suffix_of(name)
    if suffix not in FORMATS and suffix not in PACKED:
        if suffix and not how.format:
            yield Refusal(where, because(NOT_READABLE, unknown(suffix)))
            return
        suffix, stream = (how.format, stream) if how.format else _sniff(stream)
    if suffix in PACKED:
        yield from _unpacked(stream, name, where, how, (nest, suffix))
    elif suffix in _SEEKING:
        with _seekable(stream) as whole:
            yield from _reader(suffix)(whole, where, how)
    else:
        yield from _reader(suffix)(stream, where, how)


def unknown(suffix: str) -> str:
    """The sentence about a file of a kind that is not read."""
    return f"Dateline does not read {suffix}, but {', '.join((*FORMATS, *PACKED))}; --format reads it as one of these"


def _unpacked(stream: IO[bytes], name: str, where: str, how: Reading, nested: tuple[_Nest, str]) -> Iterator[Drafted]:
    nest, suffix = nested
    if nest.depth >= how.limits.depth:
        raise LimitError(f"it is an archive within {nest.depth} others; raise --max-depth to have it read all the same")
    if suffix == ".gz":
        packed = stream if nest.depth else watched(stream, nest.budget.take)
        inner = name[: -len(".gz")] if name.lower().endswith(".gz") else name
        yield from _read(unpack_gzip(packed, nest.budget), inner, where, how, nest.deeper())
        return
    with _seekable(stream) as whole:
        if not nest.depth:
            nest.budget.packed = whole.seek(0, io.SEEK_END)
            whole.seek(0)
        for found in unpack_zip(whole, where, nest.budget):
            if isinstance(found, Refusal):
                yield found
            else:
                yield from _read(found[1], found[0], f"{where}/{printable(found[0])}", how, nest.deeper())


def _reader(suffix: str) -> Reader:
    module, function = FORMATS[suffix]
    return getattr(import_module(f"geo.articles.formats.{module}"), function)


def _sniff(stream: IO[bytes]) -> tuple[str, IO[bytes]]:
    """The suffix that a stream without one should have, and the stream as it was. What nothing tells is plain text."""
    start, whole = sampled(stream, _SNIFFED)
    for magic, suffix in ((b"\x1f\x8b", ".gz"), (b"PK\x03\x04", ".zip"), (b"PAR1", ".parquet"), (b"WARC/", ".warc")):
        if start.startswith(magic):
            return suffix, whole
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"<"):
        is_feed = any(root in text for root in (b"<rss", b"<feed", b"<rdf:rdf"))
        return (".xml" if is_feed else ".html"), whole
    if text.startswith(b"{"):
        first = text.partition(b"\n")[0].rstrip()
        return (".jsonl" if first.endswith(b"}") or len(first) > _SNIFFED - 100 else ".json"), whole
    return (".json" if text.startswith(b"[") else ".txt"), whole


@contextmanager
def _seekable(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """The stream itself where it can seek, else a copy of it on the disk, which is gone afterwards."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield copy


def _damage(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read ({error.strerror})"
    if isinstance(error, zlib.error):
        return "it is damaged: what was packed does not unpack"
    said = str(error).split("\n")[0][:120]
    return f"it is damaged ({said or type(error).__name__})"


def _after(reason: str, last: str) -> str:
    return f"{reason}; what came before, up to {last}, was read" if last else reason
