"""Who is named in the places of one country, counted: by sorting places, where a database would hash every one."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa


def counted(named: Iterable[pa.Table], iso3: str, to_article: int) -> pd.DataFrame:
    """country, places, articles: of the places that name `iso3`, itself among them, in the order of the codes.

    `named` are pieces with the columns place (whole numbers) and country, a row or more for every country named in a
    place, in any order; a place shifted right by `to_article` bits is its article's number.

    What goes wrong silently otherwise: no article may be in two pieces, or its places count twice.
    """
    places, articles = Counter[str](), Counter[str]()
    for piece in named:
        _count(piece, iso3, to_article, places, articles)
    codes = sorted(places)
    return pd.DataFrame(
        {
            "country": codes,
            "places": np.array([places[code] for code in codes], np.int64),
            "articles": np.array([articles[code] for code in codes], np.int64),
        }
    )


def _count(named: pa.Table, iso3: str, to_article: int, in_places: Counter[str], in_articles: Counter[str]) -> None:
    country = named["country"].combine_chunks().dictionary_encode()
    codes = country.dictionary.to_pylist()
    if iso3 not in codes:
        return
    places, which = named["place"].to_numpy(), country.indices.to_numpy().astype(np.uint16)
    order = np.argsort(places, kind="stable")  # nearly sorted already, which costs little
    places, which = places[order], which[order]
    at = np.cumsum(_first(places)) - 1
    theirs = np.zeros(at[-1] + 1, bool)
    theirs[at[which == codes.index(iso3)]] = True
    kept = theirs[at]
    places, which = places[kept], which[kept]
    order = np.argsort(which, kind="stable")  # of 16 bits: by radix, and places stay in order
    places, which = places[order], which[order]
    for counts, things in ((in_places, places), (in_articles, places >> to_article)):
        found = np.bincount(which[_first(things) | _first(which)], minlength=len(codes)).tolist()
        counts.update({code: count for code, count in zip(codes, found, strict=True) if count})


def _first(things: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    """Whether each is another one than that before it."""
    first = np.ones(len(things), bool)
    first[1:] = things[1:] != things[:-1]
    return first
