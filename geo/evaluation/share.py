"""Shares of counts, and what is made of two of them."""


def share(part: float, whole: float) -> float:
    """Part of whole, 0 to 1; of nothing, 0."""
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of precision and recall."""
    return share(2 * precision * recall, precision + recall)
