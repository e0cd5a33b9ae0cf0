"""The index of keys: nothing lost, and little held."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.stories.runs import KeyRuns

PAIRS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 1000)), max_size=30)


@given(st.lists(PAIRS, max_size=8), st.lists(st.integers(0, 45), max_size=20))
def test_every_match_is_found_and_no_other(batches, asked):
    runs = KeyRuns()
    for batch in batches:
        runs.add(np.array([key for key, _ in batch], np.uint64), np.array([row for _, row in batch], np.uint32))
    at, rows = runs.find(np.array(asked, np.uint64))
    everything = [pair for batch in batches for pair in batch]
    expected = [(place, row) for place, key in enumerate(asked) for held, row in everything if held == key]
    assert sorted(zip(at.tolist(), rows.tolist(), strict=True)) == sorted(expected)
    keys, held = runs.pairs()
    assert sorted(zip(keys.tolist(), held.tolist(), strict=True)) == sorted(everything)


def test_many_small_batches_leave_few_arrays_of_twelve_bytes_a_key():
    runs = KeyRuns()
    for batch in range(1000):
        runs.add(np.arange(batch * 24, batch * 24 + 24, dtype=np.uint64), np.full(24, batch, np.uint32))
    assert len(runs) == 24_000
    assert runs.arrays <= 15 and runs.nbytes == 12 * 24_000
