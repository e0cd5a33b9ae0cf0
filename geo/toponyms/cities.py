"""The largest cities of the gazetteer by every name they go by, for looking them up rather than reading texts."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from geo.shipped import DATA
from geo.toponyms.gazetteer import LEVELS

_TOWN = LEVELS.index(("place", "town"))
_OWN_NAME = 0  # in `geo.toponyms.gazetteer.HOWS`


def cities(least: int, data: Path = DATA) -> Iterator[tuple[str, str, int, list[str]]]:
    """Cities of at least so many people, largest first: iso3, name, people, other names folded to small letters."""
    with np.load(data / "gazetteer.npz") as file:
        table = {name: file[name] for name in file.files}
    large = (table["population"] >= least) & (table["level"] == _TOWN)
    names, codes, keys = (bytes(table[part]).decode().split("\n") for part in ("names", "codes", "keys"))
    others: dict[int, list[str]] = defaultdict(list)
    entries = np.flatnonzero(large[table["entries"]] & (table["hows"] != _OWN_NAME))
    for entry, key in zip(entries, np.searchsorted(table["starts"], entries, side="right") - 1, strict=True):
        others[int(table["entries"][entry])].append(keys[key])
    for place in sorted(np.flatnonzero(large), key=lambda at: -int(table["population"][at])):
        people = int(table["population"][place])
        yield codes[table["country"][place]], names[place], people, others[int(place)]
