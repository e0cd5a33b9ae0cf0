"""The process that reads a reader's files: asked by a line of JSON, it says how far it is and what came of it.

A process of its own, so that reading takes nothing from the other readers' pages, can be stopped at any moment, and a
file that was made to do harm harms nothing else. Run by `own_build`; it imports nothing of the page.
"""

import json
import os
import resource
import struct
import sys
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from geo.articles.columns import Columns
from geo.articles.limits import GIB, MIB, Limits
from geo.articles.reading import Reading
from geo.atlas.build import Build
from geo.atlas.errors import AtlasError

LIMITS = Limits(file=64 * MIB, line=16 * MIB, unpacked=2 * GIB, ratio=100, depth=2)
_EVERY = 0.2  # seconds between two words of how far it is
_MEMORY = 3 * GIB
_ONE_ARTICLE = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")
_TELLING = (".txt", ".text", ".md", ".markdown", ".json", ".jsonl", ".ndjson", ".csv", ".tsv")


def main() -> None:
    """Read one request from standard input and answer it on standard output, a line of JSON at a time."""
    asked = json.loads(sys.stdin.readline())
    with suppress(OSError, ValueError):
        os.nice(10)
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    sources = [Path(source) for source in asked["sources"]]
    _say(expected=expected(sources))
    reading = Reading(columns=Columns(text=asked["text"]), order=asked["order"], limits=LIMITS)
    organisations = Path(asked["organisations"]) if asked["organisations"] else None
    try:
        counts = Build(Path(asked["atlas"]), organisations, progress=_teller(), reading=reading).run(sources)
    except AtlasError as reason:
        _say(error=str(reason))
    except MemoryError:
        _say(error="These files need more memory than a reader’s files may have: drop fewer, or smaller ones.")
    else:
        told = {
            what: getattr(counts, what) for what in ("added", "replaced", "unchanged", "refused", "repaired", "edition")
        }
        _say(counts={**told, "kinds": dict(counts.kinds)})


def expected(sources: Iterable[Path]) -> dict[str, int]:
    """How many articles and bytes of text there will be, as far as names and sizes tell; 0 where they do not."""
    inner = [found for source in sources for found in _inside(source)]
    if not inner:
        return {"articles": 0, "bytes": 0}
    articles = len(inner) if all(name.endswith(_ONE_ARTICLE) for name, _ in inner) else 0
    size = sum(size for _, size in inner) if all(name.endswith(_TELLING) for name, _ in inner) else 0
    return {"articles": articles, "bytes": size}


def _inside(source: Path) -> Iterable[tuple[str, int]]:
    """Name and size of what a file holds: of a zip's members, of what was packed by gzip, else of the file itself."""
    name, size = source.name.lower(), source.stat().st_size
    if name.endswith(".zip"):
        try:
            with zipfile.ZipFile(source) as held:
                return [(one.filename.lower(), one.file_size) for one in held.infolist() if not one.is_dir()]
        except (zipfile.BadZipFile, OSError, ValueError):
            return [(name, size)]
    if name.endswith(".gz") and size > 8:
        with source.open("rb") as packed:
            packed.seek(-4, os.SEEK_END)
            return [(name.removesuffix(".gz"), struct.unpack("<I", packed.read(4))[0])]  # RFC 1952, ISIZE
    return [(name, size)]


def _teller() -> Callable[[int, int], None]:
    articles = text = 0
    said = 0.0

    def tell(more: int, size: int) -> None:
        nonlocal articles, text, said
        articles, text = articles + more, text + size
        if monotonic() - said > _EVERY:
            said = monotonic()
            _say(articles=articles, bytes=text)

    return tell


def _say(**told: Any) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
