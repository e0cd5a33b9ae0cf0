"""How much there is to read, told before it is read, for the time that is left."""

import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from zipfile import BadZipFile, ZipFile

import pyarrow as pa
from pyarrow.parquet import read_metadata

from geo.articles.reader import files_in

# Their size says little about that of the articles inside: pages are mostly layout, feeds and archives mostly markup.
_UNTELLING = frozenset((".html", ".htm", ".xhtml", ".warc", ".xml", ".rss", ".atom", ".rdf"))
_WRAPS = 2**32  # gzip notes the size of what is packed modulo this
_LEAST_PACKED = 20  # times that texts are packed at the very most


def expected(sources: Sequence[Path | str]) -> int:
    """Bytes to be read from files and folders, 0 where nobody can know: standard input, addresses, web pages.

    Of what is packed, the size noted in it; what is told wrong there only tells a wrong time.
    """
    total = 0
    for source in sources:
        if not is_local(str(source)):
            return 0
        for file in files_in(Path(source)):
            size = _size(file)
            if size is None:
                return 0
            total += size
    return total


def is_local(source: str) -> bool:
    """Whether a source is a file or folder of this machine."""
    return source != "-" and "://" not in source


def _size(file: Path) -> int | None:
    """Bytes that a file will give, None where nobody can know."""
    suffix = file.suffix.lower()
    try:
        if suffix in _NOTED:
            return _NOTED[suffix](file)
        return file.stat().st_size if file.is_file() and suffix not in _UNTELLING else None
    except (OSError, BadZipFile, NotImplementedError, struct.error, pa.ArrowException):
        return None


def _gzip(file: Path) -> int | None:
    """The size noted at the end, that of the last part alone; None where it cannot be that of the whole."""
    packed = file.stat().st_size
    if packed * _LEAST_PACKED >= _WRAPS or Path(file.stem).suffix.lower() in (*_UNTELLING, *_NOTED):
        return None
    with file.open("rb") as stream:
        stream.seek(-4, 2)
        (size,) = struct.unpack("<I", stream.read(4))
    return int(size) if size > packed // 2 else None


def _zip(file: Path) -> int | None:
    with ZipFile(file) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
    suffixes = {Path(member.filename).suffix.lower() for member in members}
    return sum(member.file_size for member in members) if suffixes.isdisjoint({*_UNTELLING, *_NOTED}) else None


def _parquet(file: Path) -> int:
    """What its columns take unpacked, of which the texts are nearly all."""
    told = read_metadata(file)
    return sum(told.row_group(group).total_byte_size for group in range(told.num_row_groups))


_NOTED: Mapping[str, Callable[[Path], int | None]] = MappingProxyType(
    {".gz": _gzip, ".zip": _zip, ".parquet": _parquet}
)
