"""Reading a date that stands alone: in a field, or as a line of its own.

Only what names day, month and year beyond doubt is a date. 03/04/2021 may be March or April and is none, unless the
user says with `--date-order` which; 17/09/2021 can only be one day. The day is the one that was written: a time zone
moves nothing, for the reader of that paper saw that date.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

Order = Literal["", "dmy", "mdy", "ymd"]

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
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LEAD = (
    r"(?:(?:first\s+)?(?:published|posted|date|dated|updated|last\s+updated)(?:\s+(?:on|at))?\s*:?\s+)?"
    r"(?:(?P<w>mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?"
_ZONE = r"(?:Z|(?:[A-Z]{1,5})?\s*[+-]\d\d:?\d\d|[A-Z]{2,5})(?:\s*\([A-Za-z ]{2,40}\))?"
# A time goes before the date ("14:05, 3 May 2021") or after it.
_BEFORE = rf"(?:(?:{_CLOCK})\s*(?:[A-Z]{{2,5}})?\s*[,|–-]?\s+(?:on\s+)?)?"
_AFTER = rf"(?:(?:[T\s,|–-]|\sat\s)*(?:{_CLOCK})\s*(?:{_ZONE})?)?\.?"
_Y, _D = r"(?P<y>\d{4})", r"(?P<d>\d{1,2})"


def _form(middle: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}{_LEAD}{_BEFORE}{middle}{_AFTER}", re.I)


_WRITTEN = (
    _form(rf"{_Y}(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s){_D}"),
    _form(rf"(?P<m>{_MONTH})\.?\s+{_D}(?:st|nd|rd|th)?,?\s+{_Y}"),
    _form(rf"{_D}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m>{_MONTH})\.?,?[\s-]+{_Y}"),
    _form(rf"{_Y}[\s-]+(?P<m>{_MONTH})\.?[\s-]+{_D}"),
)
_FIGURES = _form(r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<c>\d{4}|\d{2})")
_SHORT_YEAR = _form(rf"(?:(?:{_MONTH})\.?\s+\d{{1,2}},?|\d{{1,2}}[\s-]+(?:{_MONTH})\.?)[\s-]+['’]?\d{{2}}")
_COMPACT = re.compile(r"(?P<y>(?:1[5-9]|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?\d{4}(?:\d\d)?(?:\.\d+)?(?:Z|[+-]\d{4})?)?")
_PARTIAL = re.compile(
    rf"(?:(?:{_MONTH})\.?,?\s+)?\d{{4}}|\d{{4}}-\d\d|(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?", re.I
)
_LONGEST = 100
_FIRST_YEAR = 1500  # before there were newspapers
_SECONDS, _MILLISECONDS = range(10**8, 10**10), range(10**11, 10**13)  # 1973 to 2286


@dataclass(frozen=True, slots=True)
class Published:
    """The day that was read, or why there is none although something stood there."""

    day: date | None = None
    doubt: str = ""


def read_date(line: str, order: Order = "") -> date | None:
    """The date that `line` is; None where it is anything else, more than a date, or a day no calendar has."""
    return _read(line, order).day


def read_date_field(field: str, order: Order = "") -> date | None:
    """As `read_date`, for a field known to be a date: 20210917 and 20210917T101500Z as well."""
    return read_published(field, order).day


def is_doubtful(line: str, order: Order = "") -> bool:
    """Whether a line is a date whose day cannot be told beyond doubt."""
    return bool(_read(line, order).doubt)


def read_published(value: Any, order: Order = "") -> Published:
    """What a field for the date of publication says: words, a date, or a number (20210917, or seconds since 1970).

    What a format has already read comes back as it is.
    """
    if isinstance(value, Published):
        return value
    if value is None or value != value or (isinstance(value, str) and not value.strip()):
        return Published()
    if isinstance(value, date):  # a datetime is a date too
        day = value.date() if isinstance(value, datetime) else value
        return _checked(day, str(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value)
    if not isinstance(value, str):
        return Published(doubt="it is neither words nor a number")
    found = _read(value, order)
    if found.day or found.doubt:
        return found
    if match := _COMPACT.fullmatch(value.strip()):
        return _of_parts(value, match["y"], match["m"], match["d"], "")
    if _PARTIAL.fullmatch(value.strip()):
        return Published(doubt=f"{value.strip()!r} names no day")
    if len(value) < _LONGEST and value.strip().isascii() and value.strip().isdigit():
        return _of_number(int(value))
    return Published(doubt=f"{value.strip()[:40]!r} is not a date that can be read")


def _read(line: str, order: Order) -> Published:
    """A written date; nothing at all for what is not one."""
    line = line.strip()
    if not line or len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return Published()
    for form in _WRITTEN:
        if match := form.fullmatch(line):
            return _of_parts(line, match["y"], match["m"], match["d"], match["w"] or "")
    if match := _FIGURES.fullmatch(line):
        return _of_figures(line, match, order)
    if _SHORT_YEAR.fullmatch(line):
        return Published(doubt=f"{line!r} gives two figures of its year")
    return Published()


def _of_figures(line: str, match: re.Match[str], order: Order) -> Published:
    """03/04/2021 and the like: only where one reading is left, or the user has said which."""
    a, b, c, weekday = match["a"], match["b"], match["c"], match["w"] or ""
    if len(c) == 2:
        return _of_short_year(line, (a, b, c), order, weekday)
    readings = {"dmy": (c, b, a), "mdy": (c, a, b)}
    if order in readings:
        return _of_parts(line, *readings[order], weekday)
    days = {found.day for parts in readings.values() if (found := _of_parts(line, *parts, weekday)).day}
    if len(days) == 1:
        return Published(days.pop())
    why = "can be read in two ways; --date-order settles it" if days else "is a day no calendar has"
    return Published(doubt=f"{line!r} {why}")


def _of_short_year(line: str, parts: tuple[str, str, str], order: Order, weekday: str) -> Published:
    """03/04/21: only with the user's word for the order; 69 to 99 are of the last century, as POSIX has it."""
    if not order:
        return Published(doubt=f"{line!r} gives two figures of its year; --date-order settles it")
    said = dict(zip(order, parts, strict=True))
    year = int(said["y"])
    return _of_parts(line, str(year + (1900 if year >= 69 else 2000)), said["m"], said["d"], weekday)


def _of_number(value: float) -> Published:
    whole = int(value) if abs(value) < 10**14 else 0
    if match := _COMPACT.fullmatch(str(whole)) if whole == value and 10**7 <= whole < 10**8 else None:
        return _of_parts(str(whole), match["y"], match["m"], match["d"], "")
    if whole in _SECONDS or whole in _MILLISECONDS:
        seconds = whole if whole in _SECONDS else whole // 1000
        return _checked((datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date(), str(value))
    return Published(doubt=f"the number {str(value)[:20]} is not a date that can be read")


def _of_parts(line: str, year: str, month: str, day: str, weekday: str) -> Published:
    try:
        found = date(int(year), _MONTHS.get(month.lower()) or int(month), int(day))
    except ValueError:
        return Published(doubt=f"{line!r} is a day no calendar has")
    if weekday and _WEEKDAYS[found.weekday()] != weekday.lower()[:3]:
        return Published(doubt=f"{line!r} was another day of the week")
    return _checked(found, line)


def _checked(day: date, shown: str) -> Published:
    """Days that only a placeholder, a slip or a broken clock gives are none: 0001-01-01, next year."""
    if day.year < _FIRST_YEAR:
        return Published(doubt=f"{shown[:40]!r} is before there were newspapers")
    if day > datetime.now(UTC).date() + timedelta(days=2):
        return Published(doubt=f"{shown[:40]!r} lies in the future")
    return Published(day)
