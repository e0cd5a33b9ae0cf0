"""Stories: articles that are copies, updates or repeats of one another, folded so that news is counted once."""

from geo.stories.assign import Assignment, Link, assign
from geo.stories.keys import SCHEME, keys
from geo.stories.likeness import MOST_DAYS, Likeness, compare
from geo.stories.stories import Stories

__all__ = ["MOST_DAYS", "SCHEME", "Assignment", "Likeness", "Link", "Stories", "assign", "compare", "keys"]
