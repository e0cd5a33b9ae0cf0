"""Where the files that travel with the product lie: beside the packages in a checkout, inside `geo` in a wheel."""

from pathlib import Path

_IN_WHEEL = Path(__file__).parent / "_shipped"
_HOME = _IN_WHEEL if _IN_WHEEL.is_dir() else Path(__file__).parent.parent

DATA = _HOME / "data"
SEEDS = _HOME / "seeds"
