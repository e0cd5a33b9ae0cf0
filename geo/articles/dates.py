"""Reading a date that stands alone: in a field, or as a line of its own.

Only what names day, month and year beyond doubt is a date. 03/04/2021 may be March or April and is none.
"""

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_LEAD = (
    r"(?:(?:first\s+)?(?:published|posted|date|dated|updated|last\s+updated)(?:\s+(?:on|at))?\s*:?\s+)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
)
_ZONE = r"(?:Z|[+-]\d\d:?\d\d|[A-Z]{2,5})"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
_TRAIL = rf"(?:(?:[T\s,|–-]|\sat\s)*{_CLOCK}\s*{_ZONE}?)?\.?"
_FORMS = (
    re.compile(rf"{_LEAD}(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d){_TRAIL}", re.I),
    re.compile(rf"{_LEAD}(?P<y>\d{{4}})/(?P<m>\d\d)/(?P<d>\d\d){_TRAIL}", re.I),
    re.compile(rf"{_LEAD}(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_TRAIL}", re.I),
    re.compile(
        rf"{_LEAD}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH})\.?,?\s+(?P<y>\d{{4}}){_TRAIL}", re.I
    ),
)
_COMPACT = re.compile(r"(?P<y>(?:18|19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T\d{4,6}Z?)?")
_DOUBTFUL = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")


def read_date(line: str) -> date | None:
    """The date that `line` is; None where it is anything else, more than a date, or a day no calendar has."""
    line = line.strip()
    if not line or len(line) > 100:
        return None
    for form in _FORMS:
        if match := form.fullmatch(line):
            return _day(match)
    return None


def read_date_field(field: str) -> date | None:
    """As `read_date`, for a field known to be a date: 20210917 and 20210917T101500Z as well."""
    match = _COMPACT.fullmatch(field.strip())
    return _day(match) if match else read_date(field)


def is_doubtful(line: str) -> bool:
    """Whether a line is a date in figures whose day and month cannot be told apart."""
    return _DOUBTFUL.fullmatch(line.strip()) is not None


def _day(match: re.Match[str]) -> date | None:
    month = match["m"].lower()
    try:
        return date(int(match["y"]), _MONTHS.get(month) or int(month), int(match["d"]))
    except ValueError:
        return None
