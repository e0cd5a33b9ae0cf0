"""What one side names more than another: two sources, two periods, two searches held against each other.

A country's odds of being the one that is named, on the one side over the other, as a logarithm with a Dirichlet prior
that draws rare countries towards no difference: Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008), "Fightin'
Words: Lexical feature selection and evaluation for identifying the content of political conflict", Political Analysis
16(4), 372-403, equations 16, 20 and 22. Their prior is a background of text; here it is the two sides themselves, each
with the same weight whatever its size, and as heavy as a tenth of the smaller one.
"""

from typing import Literal, get_args

import numpy as np
import pandas as pd

from geo.atlas.answers import query
from geo.atlas.answers.answer_columns import names_of
from geo.atlas.answers.asking import Asking, frame
from geo.atlas.selection import Selection

Counted = Literal["mentions", "articles"]

# The prior's weight, as a part of the smaller side: nine against none is then certain, eight is not.
PRIOR = 0.1
# The normal quantile of 95 in 100, and the mentions (or articles) below which nothing is called certain.
CERTAIN_Z = 1.96
LEAST = 5


class Differences(Asking):
    """The methods of an `Atlas` that hold two selections against each other."""

    def difference(self, one: Selection, other: Selection, counted: Counted = "mentions") -> pd.DataFrame:
        """Every country that either side names, what sets the sides apart most certainly first.

        `iso3`, `name`; `one`, `other`: mentions, or articles that name it; `share_one`, `share_other`: of those of all
        countries there, 0 to 1 (an article counts for each country it names); `effect`: the logarithm of the odds
        ratio, drawn towards 0, above 0 where `one` names it more; `ratio`: its antilogarithm; `z`: the effect over its
        standard error; `certain`: |z| of 1.96 or more, and at least 5 counted on the two sides together.

        What goes wrong silently otherwise: mentions within one article are not independent, so that `z` is too large
        where few articles hold many of them (count articles then); an article in both sides pulls every effect to 0;
        and among 200 countries some ten would be called certain by chance alone. Without anything on one side every
        effect is 0 and nothing certain. Raises ValueError for what cannot be counted.
        """
        if counted not in get_args(Counted):
            raise ValueError(f"Sides are held against each other by {', '.join(get_args(Counted))}; not {counted!r}.")
        now = self._current()
        sides = [frame(now, side, query.counts_by_country).set_index("iso3") for side in (one, other)]
        names = pd.concat([side["name"] for side in sides])
        names = names[~names.index.duplicated()].sort_index()
        figures = [side[counted].reindex(names.index, fill_value=0).to_numpy(dtype=np.int64) for side in sides]
        table = pd.DataFrame({"iso3": names.index, "name": names.to_numpy(), **_compared(*figures)})
        table = table.reindex(columns=names_of("differences"))
        order = np.lexsort((table["name"], -(table["one"] + table["other"]), -table["z"].abs()))
        return table.iloc[order].reset_index(drop=True)


def _compared(one: np.ndarray, other: np.ndarray) -> dict[str, np.ndarray]:
    """The figures by country from the counts of two sides, int64 of shape (countries,)."""
    effect, z = log_odds(one, other)
    return {
        "one": one,
        "other": other,
        "share_one": one / max(one.sum(), 1),
        "share_other": other / max(other.sum(), 1),
        "effect": effect,
        "ratio": np.exp(effect),
        "z": z,
        "certain": (np.abs(z) >= CERTAIN_Z) & (one + other >= LEAST),
    }


def log_odds(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The shrunk logarithm of the odds ratio, and its z; counts of the same countries, shape (countries,), some not 0.

    delta = ln((y1 + a) / (n1 + a0 - y1 - a)) - ln((y2 + a) / (n2 + a0 - y2 - a)), where a0 = PRIOR * min(n1, n2) and
    a = a0 * (y1 / n1 + y2 / n2) / 2; var(delta) = 1 / (y1 + a) + 1 / (y2 + a).
    """
    n_one, n_other = int(one.sum()), int(other.sum())
    nothing = np.zeros(len(one))
    if not n_one or not n_other or len(one) < 2:
        # One country alone has odds of everything to nothing on both sides.
        return nothing, nothing.copy()
    weight = PRIOR * min(n_one, n_other)
    prior = weight * (one / n_one + other / n_other) / 2
    odds_one = (one + prior) / (n_one + weight - one - prior)
    odds_other = (other + prior) / (n_other + weight - other - prior)
    effect = np.log(odds_one) - np.log(odds_other)
    return effect, effect / np.sqrt(1 / (one + prior) + 1 / (other + prior))
