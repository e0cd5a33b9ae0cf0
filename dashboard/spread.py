"""Figures as ranges: what is counted, and what would stand if all that is doubtful were wrong."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard.archive import Archive
from dashboard.view import View
from geo.atlas.answers.ranges import SURE

LABEL = "Figures as a range"
MEANING = f"In a range the lower figure leaves out every mention that is less than {SURE:.0%} sure."


def country_counts(archive: Archive, view: View) -> pd.DataFrame:
    """The countries' figures of a view, as `Atlas.countries` gives them, and as ranges if the view asks for those."""
    return archive.atlas.ranges(view.selection) if view.spread else archive.atlas.countries(view.selection)


def spread(row: Any, count: str, write: Callable[[Any], str]) -> str:
    """A figure of a row as it is written: 86, or as a range 61–86 where the row has one. `count`: mentions, ..."""
    least, most = write(getattr(row, f"least_{count}", getattr(row, count))), write(getattr(row, count))
    return most if least == most else f"{least}–{most}"
