"""The trained weights: a number for every sign and use, added up and turned into probabilities."""

from functools import cache
from itertools import repeat
from math import exp
from pathlib import Path

from geo.shipped import DATA
from geo.toponyms.mention import USES, Use
from geo.toponyms.usage_signs import Signs, left_signs, right_signs

WEIGHTS = DATA / "toponyms" / "usage.weights"
# Four weights travel in one integer, so that counting a sign is one addition and a name costs microseconds.
_BITS = 24
_MASK, _HALF = (1 << _BITS) - 1, 1 << (_BITS - 1)
_SCALE = 1000.0
# News has some thousands of different surroundings by class; a stream of nonsense shall not fill the memory.
_MOST_SUMS = 100_000


class Weights:
    """Scores of signs. A sign never seen in training weighs nothing."""

    def __init__(self, packed: dict[str, int], bias: int, temperature: float) -> None:
        self._get = packed.get
        self._bias = bias
        self._unit = 1 / (_SCALE * temperature)
        self._sums: dict[tuple[str, ...], int] = {}

    @classmethod
    @cache
    def load(cls, path: Path = WEIGHTS) -> "Weights":
        """Read a file that `write` wrote."""
        packed, bias, temperature = {}, 0, 1.0
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            sign, _, numbers = line.rpartition("\t")
            if sign == "temperature":
                temperature = float(numbers)
                continue
            value = pack([int(number) for number in numbers.split()])
            if sign == "bias":
                bias = value
            else:
                packed[sign] = value
        return cls(packed, bias, temperature)

    def best(self, signs: Signs) -> tuple[Use, float]:
        """Return the likeliest use and its probability, 0 to 1."""
        left, right = self._sums.get(signs.left), self._sums.get(signs.right)
        total = sum(map(self._get, signs.rest, repeat(0)), self._bias)
        total += self._sum(signs.left, left_signs(*signs.left)) if left is None else left
        total += self._sum(signs.right, right_signs(*signs.right)) if right is None else right
        scores = unpack(total)
        top, unit = max(scores), self._unit
        a, b, c, d = scores
        odds = exp((a - top) * unit) + exp((b - top) * unit) + exp((c - top) * unit) + exp((d - top) * unit)
        return USES[scores.index(top)], 1 / odds

    def _sum(self, key: tuple[str, ...], names: list[str]) -> int:
        if len(self._sums) >= _MOST_SUMS:
            self._sums.clear()
        total = self._sums[key] = sum(map(self._get, names, repeat(0)))
        return total


def pack(weights: list[int]) -> int:
    """Put four thousandths, one a use in the order of USES, into one integer; sums of such integers unpack to sums."""
    return sum(weight << (_BITS * place) for place, weight in enumerate(weights))


def unpack(total: int) -> tuple[int, int, int, int]:
    """Return the four sums, each right as long as it stays within 2 to the 23rd thousandths (8,388) of zero."""
    total += _LIFT
    return (
        (total & _MASK) - _HALF,
        (total >> _BITS & _MASK) - _HALF,
        (total >> 2 * _BITS & _MASK) - _HALF,
        (total >> 3 * _BITS & _MASK) - _HALF,
    )


# Added before the fields are cut apart, so that none is negative and borrows from the next.
_LIFT = pack([_HALF] * len(USES))
