"""Where a period begins or ends, when the year or the month may be all that is known."""

import re
from datetime import date
from typing import Self

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Bound(date):
    """A day that remembers how exactly it was given.

    It compares, sorts and hashes as its first day: `2009-01` is 2009-01-01 and `1969` is 1969-01-01, as the start of a
    period and as its end, so that a period ending in a year and the next one starting in it meet and do not overlap.
    `str` gives it back as written, which is what a reader should see; `isoformat` gives the first day.
    """

    written: str

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; raises `ValueError` for all else, impossible days included."""
        match = _WRITTEN.fullmatch(written)
        if match is None:
            raise ValueError(f"'{written}' is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else 1 for part in match.groups())
        try:
            bound = cls(year, month, day)
        except ValueError:
            raise ValueError(f"'{written}' is not in the calendar") from None
        bound.written = written
        return bound

    def __str__(self) -> str:
        return getattr(self, "written", self.isoformat())

    # date's own pickle would forget what was written.
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return type(self).parse, (str(self),)
