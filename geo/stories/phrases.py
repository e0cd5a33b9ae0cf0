"""Phrases: the overlapping runs of three words by which two texts are compared, each as one number."""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

LENGTH = 3  # words; two are shared by texts that only share a style, four are broken by every small edit
Hashes = NDArray[np.uint64]

_ODD_1 = np.uint64(0x9E3779B97F4A7C15)
_ODD_2 = np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT = np.uint64(29)
_MOST_KEPT = 300_000  # words, about 40 MB


class _WordHashes(dict[str, int]):
    """Word -> 64 bits that are the same on every machine and day (Python's own `hash` is not)."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        number = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
        self[word] = number
        return number


_hash_of = _WordHashes()


def phrases(texts: Sequence[Sequence[str]]) -> tuple[Hashes, NDArray[np.uint64]]:
    """The phrases of many texts in a row, and where each begins: text i has `flat[starts[i]:starts[i + 1]]`.

    They stand in the order of the text and may repeat. A text of fewer than three words has none. 64 bits: among a
    million different phrases two are taken for one with a chance of 3 in 100 million.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    words = np.fromiter(map(_hash_of.__getitem__, chain.from_iterable(texts)), np.uint64, int(lengths.sum()))
    counts = np.maximum(lengths - (LENGTH - 1), 0)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint64)
    if len(words) < LENGTH:
        return words[:0], np.zeros(len(texts) + 1, np.uint64)
    mixed = mix([words[i : len(words) - LENGTH + 1 + i] for i in range(LENGTH)])
    first_words = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    within = np.arange(int(counts.sum())) - np.repeat(starts[:-1].astype(np.int64), counts)
    return mixed[np.repeat(first_words, counts) + within], starts


def mix(columns: Sequence[Hashes]) -> Hashes:
    """One number out of several, in which their order counts; all arithmetic is modulo 2**64."""
    mixed = columns[0] * _ODD_1
    for column in columns[1:]:
        mixed = (mixed ^ (mixed >> _SHIFT)) * _ODD_1 + column * _ODD_2
    return (mixed ^ (mixed >> _SHIFT)) * _ODD_1
