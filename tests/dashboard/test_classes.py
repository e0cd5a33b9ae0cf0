"""Classes of a count cover it, are few, and read as people say numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.classes import MOST_CLASSES, classes

counts = st.lists(st.integers(1, 10**12), min_size=1, max_size=60)
shares = st.lists(st.floats(0.0001, 1.0), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([1, 60], ["1", "2–4", "5–9", "10–19", "20–49", "50+"]),
        ([1, 41], ["1", "2", "3–4", "5–9", "10–19", "20–29", "30+"]),
        ([1, 2, 5], ["1", "2", "3", "4", "5+"]),
        ([3], ["3+"]),
        ([40, 45], ["30+"]),
        ([1, 2100], ["1–2", "3–9", "10–29", "30–99", "100–299", "300–999", "1,000+"]),
        ([1, 40_000], ["1–9", "10–99", "100–999", "1,000–9,999", "10,000+"]),
        ([0, -1], ["1 or more"]),
        ([], ["1 or more"]),
    ],
)
def test_counts(values: list[int], labels: list[str]) -> None:
    assert list(classes(values).labels) == labels


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([0.2, 1.0], ["20–30%", "30–50%", "50–75%", "75–100%"]),
        ([0.004, 0.03], ["under 1%", "1–2%", "2–5%"]),
        ([], ["under 1%"]),
    ],
)
def test_shares(values: list[float], labels: list[str]) -> None:
    assert list(classes(values, "share").labels) == labels


@given(counts)
def test_every_count_has_its_class_and_no_end_is_empty(values: list[int]) -> None:
    found = classes(values)
    held = [found.of(value) for value in values]
    assert 1 <= len(found.breaks) == len(found.labels) <= max(MOST_CLASSES, 13)
    assert list(found.breaks) == sorted(set(found.breaks))
    assert min(held) == 0
    assert max(held) == len(found.breaks) - 1
    assert all(found.breaks[at] <= value for at, value in zip(held, values, strict=True))


@given(shares)
def test_every_share_has_its_class(values: list[float]) -> None:
    found = classes(values, "share")
    held = [found.of(value) for value in values]
    assert len(found.labels) <= MOST_CLASSES
    assert min(held) == 0
    assert max(held) == len(found.breaks) - 1


@given(st.lists(st.integers(1, 999_999), min_size=1))
def test_up_to_a_million_seven_classes_are_enough(values: list[int]) -> None:
    assert len(classes(values).breaks) <= MOST_CLASSES


@given(counts, st.integers(1, 10**12), st.integers(1, 10**12))
def test_more_is_never_a_lower_class(values: list[int], one: int, other: int) -> None:
    found = classes(values)
    assert found.of(min(one, other)) <= found.of(max(one, other))
