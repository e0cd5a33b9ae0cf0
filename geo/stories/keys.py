"""Keys: numbers that copies of one story very likely share and other texts very likely do not.

Each article has one key of its exact wording and date, then bands of a MinHash signature of all its phrases, then bands
of a signature of its first phrases alone: an editor cuts a story from the bottom, an update grows there, and the lead
stays. Two articles that share any key are looked at closely (`geo.stories.likeness`); others never are.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from geo.articles.article import Article
from geo.stories.phrases import Hashes, mix, phrases
from geo.stories.telling import body_words

# Kept beside every stored key: keys of different schemes never match, and copies would silently go unfound.
SCHEME = f"rensa-{RMinHash.ALGORITHM_VERSION}/words-1/phrases-3/body-12x3/lead-12x3"
FEWEST_WORDS = 12  # shorter bodies ("Photo:", "More to follow") are like one another without being copies
LEAD = 32  # phrases
_BANDS = 12  # for each signature
_ROWS = 3  # values in a band: a pair of Jaccard j shares one of 12 bands with chance 1 - (1 - j**3)**12
_SEED = 1987
WIDTH = 1 + 2 * _BANDS


def keys(articles: Sequence[Article]) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """`(len(articles), 25)` keys, column 0 that of the exact wording and date; and which rows have any.

    A row without keys (a body under 12 words) is never folded. The same article has the same keys on every machine, in
    every batch, as long as `SCHEME` is the same.
    """
    texts = [body_words(article) for article in articles]
    folded = np.fromiter((len(words) >= FEWEST_WORDS for words in texts), np.bool_, len(texts))
    found = np.zeros((len(articles), WIDTH), np.uint64)
    rows: list[int] = np.flatnonzero(folded).tolist()
    if not rows:
        return found, folded
    flat, starts = phrases([texts[row] for row in rows])
    found[rows, 0] = np.fromiter((_exact(articles[row]) for row in rows), np.uint64, len(rows))
    found[rows, 1 : 1 + _BANDS] = _bands(flat, starts, 1)
    found[rows, 1 + _BANDS :] = _bands(*_leads(flat, starts), 1 + _BANDS)
    return found, folded


def _exact(article: Article) -> int:
    told = f"{article.date}\0{article.title}\0{article.text}"
    return int.from_bytes(blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _leads(flat: Hashes, starts: Hashes) -> tuple[Hashes, Hashes]:
    begins = starts[:-1].astype(np.int64)
    counts = np.minimum(np.diff(starts.astype(np.int64)), LEAD)
    ends = np.cumsum(counts)
    within = np.arange(int(ends[-1])) - np.repeat(ends - counts, counts)
    return flat[np.repeat(begins, counts) + within], np.concatenate([[0], ends]).astype(np.uint64)


def _bands(flat: Hashes, starts: Hashes, first: int) -> Hashes:
    """One key a band; its column's number is mixed in, so that a key of one band never meets another's."""
    signatures = RMinHash.digest_matrix_from_flat_token_hashes(flat, starts, _BANDS * _ROWS, _SEED)
    values = np.array(signatures.to_rows(), np.uint64).reshape(-1, _BANDS, _ROWS)
    column = np.broadcast_to(np.arange(first, first + _BANDS, dtype=np.uint64), values.shape[:2])
    return mix([column, *(values[:, :, row] for row in range(_ROWS))])
