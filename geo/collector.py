"""Python's search for garbage, which costs much where much is kept and little of it is ever in a cycle."""

import gc

_ALLOCATIONS = 100_000


def spare_the_collector() -> None:
    """Have Python search what was loaded for garbage no more, and the rest seldom: reading makes next to no cycles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS, 50, 100)
