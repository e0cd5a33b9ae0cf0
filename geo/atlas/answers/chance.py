"""How often two countries would be named together by chance, and whether they are so more often than that.

Expected: quasi-independence (Goodman, L. A. (1968), "The analysis of cross-classified data", Journal of the American
Statistical Association 63, 1091-1131; Bishop, Fienberg and Holland (1975), "Discrete Multivariate Analysis", chapter
5). Each country is named together with others as often as it is, but with whom is left to chance; a country is never
paired with itself. So a country that everyone is named with does not look close to everyone.

Observed over expected: shrunk, with its interval, after Norén, G. N., Hopstadius, J. and Bate, A. (2013), "Shrinkage
observed-to-expected ratios for robust and transparent large-scale pattern discovery", Statistical Methods in Medical
Research 22(1), 57-69: a half is added to both, so that few cases say little.
"""

import numpy as np

_ROUNDS, _CLOSE = 500, 1e-10


def weights(pairs: np.ndarray) -> np.ndarray:
    """Weights u, shape (countries,), such that u[i] * u[j] pairs of i and j are expected; `pairs`: how many each is in.

    Every country's expected pairs add up to its own: pairs[i] = u[i] * (sum(u) - u[i]). Where one country is in every
    pair there is no other table, and the weights only approach it.
    """
    pairs = np.asarray(pairs, dtype=float)
    if len(pairs) < 2 or not pairs.any():
        return np.zeros(len(pairs))
    found = pairs / np.sqrt(pairs.sum())
    for _ in range(_ROUNDS):
        others = np.maximum(found.sum() - found, np.finfo(float).tiny)
        # The geometric mean of the old and the new: the new alone swings to and fro where one country leads.
        better = np.sqrt(found * pairs / others)
        if np.allclose(better, found, rtol=_CLOSE, atol=0):
            return better
        found = better
    return found


def against_chance(observed: np.ndarray, expected: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The shrunk ratio of observed to expected, and the ends of its 95 % credibility interval; all of one shape.

    The ends are the approximation that Norén et al. give to those of a gamma distribution
    with shape observed + 1/2 and rate expected + 1/2.
    """
    half = np.asarray(observed, dtype=float) + 0.5
    ratio = half / (np.asarray(expected, dtype=float) + 0.5)
    low = ratio * 2 ** -(3.3 * half**-0.5 + 2 * half**-1.5)
    high = ratio * 2 ** (2.4 * half**-0.5 - 0.5 * half**-1.5)
    return ratio, low, high
