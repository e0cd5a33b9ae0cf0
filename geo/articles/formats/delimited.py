"""Articles in tables of text: comma, semicolon, tab or bar between the columns, names in the first row."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import IO

from geo.articles.columns import columns_of
from geo.articles.draft import Drafted, from_record, no_text
from geo.articles.formats.opening import running_text
from geo.articles.limits import text_lines
from geo.articles.reading import Reading
from geo.articles.reasons import EMPTY, NOT_READABLE, because
from geo.articles.refusal import Refusal

_DELIMITERS = ",;\t|"
# A quotation mark that is never closed swallows all that follows: past so many lines it is taken for one.
_MOST_LINES = 5000


def read_delimited(stream: IO[bytes], where: str, how: Reading) -> Iterator[Drafted]:
    """One article a row, or the reason why not; `where` gets the number of the row's first line.

    Raises LimitError where a line is too long.
    """
    text, remarks = running_text(stream, where)
    yield from remarks
    if text is None:
        return
    rows = _Rows(text_lines(text, how.limits), how)
    header = rows.header()
    if header is None:
        yield Refusal(where, because(EMPTY, "nothing stands in the file"))
        return
    if not (candidates := columns_of(header, how.columns)["text"]):
        yield Refusal(where, no_text(header, candidates))
        return
    for line, row in rows.rows(len(header)):
        if isinstance(row, str):
            yield Refusal(f"{where}:{line}", because(NOT_READABLE, row))
        else:
            yield from_record(dict(zip(header, row, strict=True)), f"{where}:{line}", how)


class _Rows:
    """The rows of a table, with a second chance for the lines that a broken row swallowed."""

    def __init__(self, lines: Iterator[str], how: Reading) -> None:
        self._fresh = lines
        self._again: deque[str] = deque()  # lines to be read anew after a row that came out wrong
        self._longest = how.limits.line
        self._delimiter = ","
        self._line = 1

    def header(self) -> tuple[str, ...] | None:
        """The names of the columns, each once (a second `date` becomes "date 2"); None for an empty file."""
        first = next((line for line in iter(self._next, None) if line.strip()), None)
        if first is None:
            return None
        self._again.appendleft(first)
        self._line -= 1
        self._delimiter = max(_DELIMITERS, key=first.count)
        _, row, _ = self._one()
        names: list[str] = []
        for name in row or ():
            plain, again = name.strip().removeprefix("\ufeff"), names.count(name.strip())
            names.append(f"{plain} {again + 1}" if again else plain)
        return tuple(names)

    def rows(self, width: int) -> Iterator[tuple[int, list[str] | str]]:
        """Every row with its first line's number, or the reason why it is none."""
        while True:
            line, row, swallowed = self._one()
            if row is None and not swallowed:
                return
            if row is not None and len(row) > width and not any(row[width:]):
                row = row[:width]
            if row is not None and len(row) == width:
                yield line, row
            elif row != []:
                self._give_back(swallowed)
                yield line, self._wrong(row, width)

    def _wrong(self, row: list[str] | None, width: int) -> str:
        if row is None:
            return "a quotation mark opens here and is never closed"
        return f"the row has {len(row)} columns where the first row names {width}"

    def _one(self) -> tuple[int, list[str] | None, list[str]]:
        """The number of the next row's first line, the row (None: it never ended) and its lines."""
        lines: list[str] = []
        begun = self._line

        def fed() -> Iterator[str]:
            size = 0
            while (line := self._next()) is not None:
                lines.append(line)
                size += len(line)
                if len(lines) > _MOST_LINES or size > self._longest:
                    return
                yield line.replace("\0", "\ufffd")

        # The module's own limit on a field is one for the whole process; lines are bounded before they get there.
        csv.field_size_limit(2**31 - 1)
        try:
            row = next(csv.reader(fed(), delimiter=self._delimiter, strict=True), None)
        except csv.Error:
            row = None
        return begun, row, lines

    def _next(self) -> str | None:
        line = self._again.popleft() if self._again else next(self._fresh, None)
        self._line += line is not None
        return line

    def _give_back(self, lines: list[str]) -> None:
        """All lines of a broken row but its first are read anew."""
        self._again.extendleft(reversed(lines[1:]))
        self._line -= len(lines) - 1
