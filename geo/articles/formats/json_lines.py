"""Articles in JSON Lines: an object a line, its fields mapped by name."""

import io
from collections.abc import Iterator
from typing import IO

from geo.articles.decoding import decode, sampled
from geo.articles.draft import Drafted, from_record
from geo.articles.json_lines import parse_line
from geo.articles.limits import bounded_lines, text_lines, too_long_line
from geo.articles.reading import Reading
from geo.articles.reasons import BAD_ENCODING, NOT_READABLE, NOT_TEXT, TOO_LARGE, because
from geo.articles.refusal import Refusal, Repair

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, as some Windows programs write it
_MARK = b"\xef\xbb\xbf"


def read_json_lines(stream: IO[bytes], where: str, how: Reading) -> Iterator[Drafted]:
    """One article a line, or the reason why not. Blank lines are passed over; `where` gets the line's number.

    Raises LimitError at a line that is too long of a file in UTF-16.
    """
    for number, line in enumerate(_lines(stream, how), start=1):
        if line is None:
            yield Refusal(f"{where}:{number}", because(TOO_LARGE, too_long_line(how.limits)))
        elif line.strip():
            yield from _read_line(line.removeprefix(_MARK) if number == 1 else line, f"{where}:{number}", how)


def _lines(stream: IO[bytes], how: Reading) -> Iterator[bytes | None]:
    start, joined = sampled(stream, 2)
    if start in _WIDE_MARKS:
        wide = io.TextIOWrapper(joined, "utf-16", "replace", newline="\n")
        return (line.encode("utf-8", "replace") for line in text_lines(wide, how.limits))
    return bounded_lines(joined, how.limits.line)


def _read_line(line: bytes, where: str, how: Reading) -> Iterator[Drafted]:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        decoded = decode(line)
        if decoded is None:
            yield Refusal(where, because(NOT_TEXT, "the line holds something else"))
            return
        yield Repair(where, because(BAD_ENCODING, decoded[1]))
        line = decoded[0].encode("utf-8")
    try:
        record = parse_line(line)
    except ValueError as error:
        yield Refusal(where, because(NOT_READABLE, str(error)))
        return
    yield from_record(record, where, how)
