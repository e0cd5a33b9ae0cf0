"""What the user names as a source: a file, a folder, `-`, an address on the web or in an object store."""

import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import urlsplit

from geo.articles.reasons import NOT_READABLE, because
from geo.articles.refusal import Refusal

_PATIENCE = 30  # seconds without a byte from a server
# What a server calls a format, where the address has no telling suffix.
_TYPES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/rss+xml": ".rss",
    "application/rdf+xml": ".rss", "application/atom+xml": ".atom", "text/csv": ".csv",
    "text/tab-separated-values": ".tsv", "text/markdown": ".md", "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl", "application/warc": ".warc",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A file that can be opened: where it is, for people, and how; opening gives the stream and its telling name."""

    where: str
    open: Callable[[], AbstractContextManager[tuple[IO[bytes], str]]]


def places(source: Path | str) -> Iterator[Place | Refusal]:
    """All files of a source, a folder's in order of name. What cannot be found comes as a Refusal."""
    name = str(source)
    if name == "-":
        yield Place("standard input", _standard_input)
    elif "://" not in name:
        for file in files_in(Path(name)):
            yield Place(str(file), lambda file=file: _local(file))  # type: ignore[misc]
    elif urlsplit(name).scheme in ("http", "https"):
        yield Place(name, lambda: _web(name))
    else:
        yield from _stored(name)


def files_in(path: Path) -> Iterator[Path]:
    """The files under a folder in order of name; a file is itself.

    Left out are what is hidden (.git, .DS_Store) and the folder `page_files` that a browser saves beside `page.html`.
    """
    if not path.is_dir():
        yield path
        return
    for inner in sorted(path.iterdir()):
        if not _is_left_out(inner):
            yield from files_in(inner)


def _is_left_out(path: Path) -> bool:
    if path.name.startswith(".") or (path.is_symlink() and path.is_dir()):
        return True
    page = path.name.removesuffix("_files")
    return page != path.name and any(path.with_name(page + suffix).exists() for suffix in (".html", ".htm"))


@contextmanager
def _standard_input() -> Iterator[tuple[IO[bytes], str]]:
    yield sys.stdin.buffer, ""


@contextmanager
def _local(file: Path) -> Iterator[tuple[IO[bytes], str]]:
    with file.open("rb") as stream:
        yield stream, file.name


@contextmanager
def _web(url: str) -> Iterator[tuple[IO[bytes], str]]:
    request = urllib.request.Request(url, headers={"User-Agent": "dateline"})
    try:
        answer = urllib.request.urlopen(request, timeout=_PATIENCE)
    except urllib.error.HTTPError as error:
        raise OSError(0, f"the server answers {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise OSError(0, f"the server cannot be reached: {error.reason}") from error
    with answer:
        name = PurePosixPath(urlsplit(url).path).name
        suffix = _TYPES.get(answer.headers.get_content_type(), "")
        yield answer, f"page{suffix}" if suffix else name if "." in name else ""


def _stored(url: str) -> Iterator[Place | Refusal]:
    """The files at an address that fsspec knows to read, with the libraries that are installed; stars are filled in."""
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(url)
        found = system.glob(path) if any(star in path for star in "*?[") else [path]
        files = [file for top in found for file in (sorted(system.find(top)) if system.isdir(top) else [top])]
    except ImportError as error:
        yield Refusal(url, because(NOT_READABLE, f"a library for this kind of address is missing: {error}"))
        return
    except Exception as error:  # stores fail in as many ways as there are stores
        yield Refusal(url, because(NOT_READABLE, f"it cannot be listed ({_brief(error)})"))
        return
    for file in files:
        if not any(part.startswith(".") for part in file.removeprefix(path).split("/")):
            where = system.unstrip_protocol(file)
            yield Place(where, lambda file=file: _from_store(system, file))  # type: ignore[misc]


@contextmanager
def _from_store(system: Any, file: str) -> Iterator[tuple[IO[bytes], str]]:
    with system.open(file, "rb") as stream:
        yield stream, PurePosixPath(file).name


def _brief(error: Exception) -> str:
    return str(error).split("\n")[0][:120] or type(error).__name__
