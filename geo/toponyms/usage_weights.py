"""The trained weights: a number for every sign and use, added up and turned into probabilities."""

from functools import cache
from itertools import repeat
from math import exp
from pathlib import Path

from geo.shipped import DATA
from geo.toponyms.mention import USES, Use

WEIGHTS = DATA / "toponyms" / "usage.weights"
# Four weights travel in one integer, so that counting a sign is one addition and a name costs microseconds.
_BITS = 24
_MASK, _SIGN = (1 << _BITS) - 1, 1 << (_BITS - 1)
_SCALE = 1000.0


class Weights:
    """Scores of signs. A sign never seen in training weighs nothing."""

    def __init__(self, packed: dict[str, int], bias: int, temperature: float) -> None:
        self._get = packed.get
        self._bias = bias
        self._unit = 1 / (_SCALE * temperature)

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

    def best(self, signs: list[str]) -> tuple[Use, float]:
        """Return the likeliest use and its probability, 0 to 1."""
        total = sum(map(self._get, signs, repeat(0)), self._bias)
        scores = unpack(total)
        top = max(scores)
        odds = sum(exp((score - top) * self._unit) for score in scores)
        return USES[scores.index(top)], 1 / odds


def pack(weights: list[int]) -> int:
    """Put four thousandths, one a use in the order of USES, into one integer; sums of such integers unpack to sums."""
    return sum(weight << (_BITS * place) for place, weight in enumerate(weights))


def unpack(total: int) -> list[int]:
    """Return the four sums, each right as long as it stays below 2 to the 23rd thousandths (8,388)."""
    numbers = []
    for _ in USES:
        number = ((total & _MASK) ^ _SIGN) - _SIGN
        numbers.append(number)
        total = (total - number) >> _BITS
    return numbers
