"""A set of (kind, use) pairs as bits: how an article names a country, in one number that a day's table can group by."""

from collections.abc import Iterable

from geo.toponyms.mention import KINDS, USES

# In SQL, of the column `mask` with a single bit: its kind and its use.
KIND = f"({list(KINDS)})[bit_count(mask - 1) // {len(USES)} + 1]"
USE = f"({list(USES)})[bit_count(mask - 1) % {len(USES)} + 1]"

_BITS: dict[tuple[str, str], int] = {
    (kind, use): 2 ** (len(USES) * i + j) for i, kind in enumerate(KINDS) for j, use in enumerate(USES)
}


def mask_bit(kind: str, use: str) -> int:
    """The one bit of a kind and a use."""
    return _BITS[kind, use]


def mask_of(kinds: Iterable[str], uses: Iterable[str]) -> int:
    """The bits of every one of the kinds with every one of the uses; what is unknown has none."""
    uses = set(uses)
    return sum(_BITS.get((kind, use), 0) for kind in set(kinds) for use in uses)
