"""Which geoparser read an article: mentions of different geoparsers must not be taken for a change in the news."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

import geo.toponyms
from geo import __version__
from geo.shipped import DATA


@cache
def geocoder() -> str:
    """Dateline's version and a digest of the geoparser's code and tables: another one may read a text differently."""
    seen = blake2b(digest_size=4)
    code = sorted(Path(geo.toponyms.__path__[0]).glob("*.py"))
    tables = sorted(path for path in DATA.rglob("*") if path.suffix in (".csv", ".npz") and path.is_file())
    for path in (*code, *tables):
        seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"{__version__}+{seen.hexdigest()}"
