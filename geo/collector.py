"""Python's search for garbage, which costs much where much is kept and little of it is ever in a cycle."""

import gc

_ALLOCATIONS = 100_000


def search_seldom() -> None:
    """Have Python search for garbage seldom: reading makes next to no cycles."""
    gc.set_threshold(_ALLOCATIONS, 50, 100)


def spare_the_collector() -> None:
    """Have Python search what was loaded for garbage no more, and the rest seldom.

    Not where DuckDB has been loaded: what is spared is not let go at the end either, and DuckDB complains of it.
    """
    gc.collect()
    gc.freeze()
    search_seldom()
