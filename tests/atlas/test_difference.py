"""Two selections held against each other: by hand, by plain Python, and by what must hold for any counts."""

from dataclasses import replace
from math import exp, log, sqrt
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas.answers.difference import LEAST, PRIOR, log_odds
from geo.atlas.selection import Selection
from tests.atlas.recount import Recount, extracted

SIDES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 4000)).filter(any), min_size=2, max_size=30)


@pytest.fixture(scope="session")
def read(sample):
    return extracted(sample.file)


def counted(pairs):
    one, other = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    return one, other


def test_by_hand():
    """30 of 100 against 10 of 100; the prior weighs 10, of which this country has 2.

    Odds 32 in 110 against 12 in 110: 32/78 and 12/98, so ln(0.410256 / 0.122449) = 1.209088; the variance is
    1/32 + 1/12 = 0.114583, its root 0.338502, and z = 3.571882.
    """
    effect, z = log_odds(np.array([30, 70]), np.array([10, 90]))
    assert effect[0] == pytest.approx(1.209088, abs=1e-5)
    assert z[0] == pytest.approx(3.571882, abs=1e-5)
    assert effect[1] == pytest.approx(-effect[0])


@given(SIDES)
def test_turned_round_every_effect_changes_its_sign_alone(pairs):
    one, other = counted(pairs)
    effect, z = log_odds(one, other)
    back, back_z = log_odds(other, one)
    assert np.allclose(effect, -back) and np.allclose(z, -back_z)


@given(SIDES, st.integers(1, 50))
def test_the_same_shares_differ_in_nothing(pairs, times):
    one, _ = counted([(named + 1, 0) for named, _ in pairs])
    effect, z = log_odds(one, one * times)
    assert np.allclose(effect, 0) and np.allclose(z, 0, atol=1e-6)


@given(SIDES)
def test_the_prior_draws_every_effect_towards_nothing(pairs):
    one, other = counted(pairs)
    effect, _ = log_odds(one, other)
    for at in range(len(one)):
        odds = [(side[at], side.sum() - side[at]) for side in (one, other)]
        if all(named and rest for named, rest in odds):
            plain = log(odds[0][0] / odds[0][1]) - log(odds[1][0] / odds[1][1])
            assert abs(effect[at]) <= abs(plain) + 1e-9


def test_what_is_named_once_is_never_certain(sample):
    table = sample.atlas.difference(Selection(sources=("AFP",)), Selection(sources=("Reuters",), kinds=("capital",)))
    seldom = table[table["one"] + table["other"] < LEAST]
    assert len(seldom)
    assert not seldom["certain"].any()


@pytest.mark.parametrize("measure", ["mentions", "articles"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Selection(sources=("AFP",)), Selection(sources=("Reuters",))),
        (Selection(uses=("actor",)), Selection(uses=("place",))),
        (Selection(kinds=("capital",)), Selection()),
        (Selection(sources=("nobody",)), Selection()),
    ],
    ids=["sources", "uses", "part and whole", "nothing and all"],
)
def test_a_plain_recount_says_the_same(sample, read, one, other, measure):
    table = sample.atlas.difference(one, other, measure)
    sides = []
    for selection in (one, other):
        again = Recount(read, selection)
        sides.append(
            dict(again.mentions) if measure == "mentions" else {iso3: len(a) for iso3, a in again.naming.items()}
        )
    rows = {row["iso3"]: SimpleNamespace(**row) for row in table.to_dict("records")}
    assert set(rows) == set(sides[0]) | set(sides[1])
    totals = [sum(side.values()) for side in sides]
    weight = PRIOR * min(totals)
    for iso3, row in rows.items():
        said = [side.get(iso3, 0) for side in sides]
        assert [row.one, row.other] == said
        if not all(totals):
            assert (row.effect, row.z, row.certain) == (0, 0, False)
            continue
        shares = [n / total for n, total in zip(said, totals, strict=True)]
        assert (row.share_one, row.share_other) == pytest.approx(shares)
        prior = weight * sum(shares) / 2
        odds = [(n + prior) / (total + weight - n - prior) for n, total in zip(said, totals, strict=True)]
        assert row.effect == pytest.approx(log(odds[0] / odds[1]))
        assert row.ratio == pytest.approx(exp(row.effect))
        assert row.z == pytest.approx(row.effect / sqrt(sum(1 / (n + prior) for n in said)))
        assert row.certain == (abs(row.z) >= 1.96 and sum(said) >= 5)
    assert list(table["z"].abs()) == sorted(table["z"].abs(), reverse=True)


def test_something_is_certain_and_something_is_not(sample):
    table = sample.atlas.difference(Selection(kinds=("capital",)), Selection(kinds=("country", "demonym")))
    assert set(table["certain"]) == {True, False}


def test_a_wrong_measure_is_refused(sample):
    with pytest.raises(ValueError, match="mentions, articles"):
        sample.atlas.difference(Selection(), Selection(), "share")
    with pytest.raises(LookupError):
        sample.atlas.difference(Selection(), replace(Selection(), organisations=("SOC",)))
