"""What the atlas knew before a build, and what the build has seen: kept so that many articles take little memory."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from geo.articles.article import Article
from geo.articles.identity import digest
from geo.atlas.reading.geocoder import geocoder

_LOOSE = 100_000  # new keys held as Python numbers, at ten times the size, before they are sorted in


class Known:
    """The articles of an atlas by key, from batches of key, digest and geocoder: some 18 bytes each."""

    def __init__(self, batches: Iterable[pa.RecordBatch]) -> None:
        keys, digests, current = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0, bool)]
        for batch in batches:
            keys.append(batch["key"].to_numpy())
            digests.append(batch["digest"].to_numpy())
            current.append(np.asarray(batch["geocoder"].to_numpy(zero_copy_only=False) == geocoder(), dtype=bool))
        unsorted = np.concatenate(keys)
        order = np.argsort(unsorted)
        self._keys = unsorted[order]
        self._digests = np.concatenate(digests)[order]
        self._current = np.concatenate(current)[order]
        self._seen = np.zeros(len(self._keys), bool)
        self._new = np.empty(0, np.int64)
        self._loose: set[int] = set()

    def __contains__(self, key: int) -> bool:
        return _place(self._keys, key) is not None

    def see(self, key: int) -> bool:
        """Note that the build has come upon an article; False where it had before."""
        place = _place(self._keys, key)
        if place is not None:
            first = not self._seen[place]
            self._seen[place] = True
            return bool(first)
        if key in self._loose or _place(self._new, key) is not None:
            return False
        self._loose.add(key)
        if len(self._loose) >= max(_LOOSE, len(self._new) // 20):
            self._new = np.sort(np.concatenate([self._new, np.fromiter(self._loose, np.int64)]))
            self._loose.clear()
        return True

    def says_the_same(self, key: int, article: Article, refresh: bool) -> bool:
        """Whether the atlas's reading of an article still holds; with `refresh` an older geoparser's does not."""
        place = _place(self._keys, key)
        if place is None:
            return False
        return bool(self._digests[place] == digest(article)) and (not refresh or bool(self._current[place]))


def _place(keys: np.ndarray, key: int) -> int | None:
    place = int(keys.searchsorted(key))
    return place if place < len(keys) and keys[place] == key else None
