"""Files, folders and standard input to articles.

A format is one small file beside this one and one row of `FORMATS`.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from geo.articles.article import Article
from geo.articles.json_lines import read_json_lines
from geo.articles.plain_text import read_plain_text
from geo.articles.refusal import Found, Located, Refusal, Repair

__all__ = ["FORMATS", "Article", "Refusal", "Repair", "files_in", "read", "read_located"]


def _text(stream: IO[bytes], where: str) -> Iterator[Found]:
    return read_plain_text(stream.read(), where)


FORMATS: dict[str, Callable[[IO[bytes], str], Iterator[Found]]] = {
    ".txt": _text,
    ".text": _text,
    ".md": _text,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
}


def read(paths: Iterable[Path | str]) -> Iterator[Article | Refusal | Repair]:
    """Every article of these files, of folders with all that is in them (in order of name), and of `-`, standard input.

    What cannot be read comes as a Refusal, what was mended as a Repair before its article; neither stops the rest. One
    article is held at a time.
    """
    for found in read_located(paths):
        yield found.article if isinstance(found, Located) else found


def read_located(paths: Iterable[Path | str]) -> Iterator[Found]:
    """As `read`, each article with the place it stands in."""
    for path in paths:
        if str(path) == "-":
            yield from _read_stream(sys.stdin.buffer, "standard input", "")
        else:
            for file in files_in(Path(path)):
                yield from _read_file(file)


def files_in(path: Path) -> Iterator[Path]:
    """The files under a folder in order of name, leaving out what is hidden (.git, .DS_Store); a file is itself."""
    if not path.is_dir():
        yield path
        return
    for inner in sorted(path.iterdir()):
        if not inner.name.startswith(".") and not (inner.is_symlink() and inner.is_dir()):
            yield from files_in(inner)


def _read_file(file: Path) -> Iterator[Found]:
    if file.suffix and file.suffix.lower() not in FORMATS:
        yield Refusal(str(file), f"Dateline reads {', '.join(FORMATS)}, not {file.suffix}")
        return
    try:
        with file.open("rb") as stream:
            yield from _read_stream(stream, str(file), file.suffix.lower())
    except OSError as error:
        yield Refusal(str(file), f"it cannot be opened: {error.strerror or error}")


def _read_stream(stream: IO[bytes], where: str, suffix: str) -> Iterator[Found]:
    """By its suffix; without one, an object brace at the start means JSON Lines."""
    if suffix:
        yield from FORMATS[suffix](stream, where)
        return
    start = b""
    while not start.strip() and (line := stream.readline()):
        start += line
    if start.lstrip().startswith(b"{"):
        yield from read_json_lines(_after(start, stream), where)
    else:
        yield from read_plain_text(start + stream.read(), where)


def _after(start: bytes, stream: IO[bytes]) -> Iterator[bytes]:
    yield from start.splitlines(keepends=True)
    yield from stream
