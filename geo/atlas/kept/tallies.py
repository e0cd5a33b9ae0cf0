"""How an article names a country, packed: a number for every kind and use and band of confidence that occurs."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

_BAND, _COUNT = 5, 8  # bits: the place of the kind and use below, the count above


def packed(tally: Mapping[tuple[int, int], int]) -> list[int]:
    """Entries, each `count * 256 + band * 32 + place`, from counts by bit (2 ** place, see `masks`) and band."""
    return [count << _COUNT | band << _BAND | bit.bit_length() - 1 for (bit, band), count in tally.items()]


def counted(tallies: pa.ListArray, mask: int, step: int) -> np.ndarray:
    """Of each list of entries, how many mentions are of a kind and use in `mask` and of at least the band `step`."""
    kinds = np.arange(2**_COUNT)
    chosen = (mask >> (kinds & 31) & 1 == 1) & (kinds >> _BAND >= step)
    entries = tallies.flatten().to_numpy()
    sums = np.zeros(len(entries) + 1, np.int64)
    np.cumsum((entries >> _COUNT) * chosen[entries & 255], out=sums[1:])
    ends = np.cumsum(tallies.value_lengths().to_numpy())
    return np.diff(sums[np.concatenate([[0], ends])])
