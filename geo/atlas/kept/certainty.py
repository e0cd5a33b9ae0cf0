"""The steps of confidence that counts are kept for, so that the map under one of them needs no single mentions."""

from bisect import bisect_right

# What the dashboard's slider offers. A build writes its sums by these: changing them changes the atlas's schema.
STEPS: tuple[float, ...] = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)


def band(confidence: float) -> int:
    """The highest step (its place in STEPS) that a confidence reaches; a negative one is taken for 0."""
    return max(bisect_right(STEPS, confidence) - 1, 0)


def step_of(least: float) -> int | None:
    """The step (its place in STEPS) that asks for exactly this confidence, None where there is none: 0.85."""
    if least <= 0:
        return 0
    return STEPS.index(least) if least in STEPS else None
