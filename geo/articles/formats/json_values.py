"""Articles in JSON files: one object, an array of objects, objects one after another, or a list inside an object."""

import json
from collections.abc import Iterator
from typing import IO, Any

from geo.articles.draft import Drafted, from_record
from geo.articles.formats.opening import running_text
from geo.articles.limits import LimitError, Limits, size
from geo.articles.reading import Reading
from geo.articles.reasons import NOT_READABLE, because
from geo.articles.refusal import Refusal

_DECODER = json.JSONDecoder()
_CHUNK = 65_536
_LONGEST_TOKEN = 32  # "-Infinity", an escape, a number: what can be cut in two by the end of the buffer
_BETWEEN = " \t\r\n,"
_DEEPEST = 3  # {"response": {"docs": [...]}}


def read_json(stream: IO[bytes], where: str, how: Reading) -> Iterator[Drafted]:
    """One article an object. Only one object is held at a time, however long the array it stands in.

    Raises LimitError where one value is too large.
    """
    text, remarks = running_text(stream, where)
    yield from remarks
    if text is None:
        return
    values = _Values(text, how.limits)
    try:
        for line, value in values.each():
            yield from _read_value(value, f"{where}:{line}", how)
    except json.JSONDecodeError as error:
        reason = f"it is not JSON from here on ({error.msg}); what stands before was read"
        yield Refusal(f"{where}:{values.line}", because(NOT_READABLE, reason))
    except RecursionError:
        yield Refusal(f"{where}:{values.line}", because(NOT_READABLE, "it is nested too deeply"))


def _read_value(value: Any, where: str, how: Reading) -> Iterator[Drafted]:
    if not isinstance(value, dict):
        yield Refusal(where, because(NOT_READABLE, "it is not an object with fields"))
        return
    if inner := _articles_within(value, _DEEPEST):
        for number, record in enumerate(inner, start=1):
            yield from_record(record, f"{where}, item {number}", how)
    else:
        yield from_record(value, where, how)


def _articles_within(value: dict[str, Any], depth: int) -> list[dict[str, Any]]:
    """The list of objects that an answer of some service wraps: {"status": "ok", "articles": [...]}."""
    if any(isinstance(inner, str) and len(inner) > 200 for inner in value.values()):
        return []  # an article with a list of its pictures or authors
    lists = [
        inner
        for inner in value.values()
        if isinstance(inner, list) and inner and all(isinstance(i, dict) for i in inner)
    ]
    if lists:
        return max(lists, key=len)
    for inner in value.values() if depth else ():
        if isinstance(inner, dict) and (found := _articles_within(inner, depth - 1)):
            return found
    return []


class _Values:
    """The values of a stream, one by one: `[`, `]`, commas and white space between them are passed over."""

    def __init__(self, text: Any, limits: Limits) -> None:
        self._text = text
        self._limits = limits
        self._buffer = ""
        self._at = 0
        self._ended = False
        self.line = 1

    def each(self) -> Iterator[tuple[int, Any]]:
        """Every value with the line it begins on. Raises JSONDecodeError, LimitError and RecursionError."""
        in_array = False
        while self._skip(_BETWEEN + ("]" if in_array else "")):
            if not in_array and self._buffer[self._at] == "[":
                in_array = True
                self._advance(self._at + 1)
                continue
            line = self.line
            yield line, self._value()

    def _skip(self, blanks: str) -> bool:
        """Go to the next value; whether there is one."""
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in blanks:
                self._advance(self._at + 1)
            if self._at < len(self._buffer):
                return True
            if not self._more(_CHUNK):
                return False

    def _value(self) -> Any:
        """The value that begins here, reading on, twice as much each time, until it is whole."""
        chunk = _CHUNK
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                if not self._may_be_cut(error) or not self._more(chunk):
                    raise
                chunk *= 2
            else:
                if end == len(self._buffer) and self._more(_CHUNK):
                    continue  # a number may go on
                self._advance(end)
                return value

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        """Whether more of the file may mend the error: a string that does not end, or trouble at the very end."""
        return error.msg.startswith("Unterminated") or error.pos > len(self._buffer) - _LONGEST_TOKEN

    def _advance(self, to: int) -> None:
        self.line += self._buffer.count("\n", self._at, to)
        self._at = to

    def _more(self, count: int) -> bool:
        if self._ended:
            return False
        if len(self._buffer) - self._at > self._limits.line:
            longest = size(self._limits.line)
            raise LimitError(f"one JSON value is longer than {longest}; raise --max-line to have it read all the same")
        part = self._text.read(count)
        self._ended = not part
        self._buffer = self._buffer[self._at :] + part
        self._at = 0
        return bool(part)
