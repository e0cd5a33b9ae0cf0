"""Runs: which articles have a key, for millions of articles, in 12 bytes a key."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.stories.phrases import Hashes

Rows = NDArray[np.uint32]


class _Run(NamedTuple):
    keys: Hashes
    rows: Rows


class KeyRuns:
    """Sorted arrays of keys and the rows that have them; a later array at most half the one before it.

    A Python dictionary of the same takes ten times the memory.
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def __len__(self) -> int:
        return sum(len(run.keys) for run in self._runs)

    @property
    def arrays(self) -> int:
        """How many arrays a question goes through."""
        return len(self._runs)

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return sum(run.keys.nbytes + run.rows.nbytes for run in self._runs)

    def add(self, keys: Hashes, rows: Rows) -> None:
        """Add pairs of key and row; runs of like size are merged, so that few have to be searched."""
        if not len(keys):
            return
        run = _Run(keys, rows)
        while self._runs and len(self._runs[-1].keys) < 2 * len(run.keys):
            older = self._runs.pop()
            run = _Run(np.concatenate([older.keys, run.keys]), np.concatenate([older.rows, run.rows]))
        order = np.argsort(run.keys, kind="stable")
        self._runs.append(_Run(run.keys[order], run.rows[order]))

    def find(self, keys: Hashes) -> tuple[NDArray[np.int64], Rows]:
        """Every match: the position in `keys`, and a row that has that key."""
        order = np.argsort(keys)  # sorted questions walk through a long array instead of jumping in it
        asked = keys[order]
        at: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
        rows: list[Rows] = [np.empty(0, np.uint32)]
        for run in self._runs:
            first = np.searchsorted(run.keys, asked, "left")
            counts = np.searchsorted(run.keys, asked, "right") - first
            ends = np.cumsum(counts)
            if not len(ends) or not ends[-1]:
                continue
            within = np.arange(int(ends[-1])) - np.repeat(ends - counts, counts)
            at.append(np.repeat(order, counts))
            rows.append(run.rows[np.repeat(first, counts) + within])
        return np.concatenate(at), np.concatenate(rows)

    def pairs(self) -> tuple[Hashes, Rows]:
        """All keys and their rows, sorted by row."""
        keys = np.concatenate([np.empty(0, np.uint64), *(run.keys for run in self._runs)])
        rows = np.concatenate([np.empty(0, np.uint32), *(run.rows for run in self._runs)])
        order = np.argsort(rows, kind="stable")
        return keys[order], rows[order]
