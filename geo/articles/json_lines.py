"""Articles in JSON Lines: an object a line, with `id`, `text` and, if known, `title`, `date`, `source` and `url`."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import orjson

from geo.articles.article import Article, with_title
from geo.articles.dates import read_date_field
from geo.articles.identity import host, identity
from geo.articles.refusal import Found, Located, Refusal, Repair

KNOWN = frozenset({"id", "text", "title", "date", "source", "url"})
_LONE_SURROGATE = dict.fromkeys(range(55296, 57344), "�")


def parse_line(line: bytes) -> dict[str, Any]:
    """The object on one line. Raises ValueError with a sentence for people where there is none."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        found = _parse_leniently(line, str(error))
    if not isinstance(found, dict):
        raise ValueError("the line holds no JSON object")
    if isinstance(found.get("id"), float):  # the fast parser rounds whole numbers of more than 64 bits
        found = json.loads(line)
    return found


def _parse_leniently(line: bytes, complaint: str) -> Any:
    """What the strict parser refuses and the standard one reads: NaN and lone surrogates."""
    if not line.strip():
        raise ValueError("the line is blank")
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("the line is not UTF-8") from None
    except RecursionError:
        raise ValueError("the line is not JSON: too deeply nested") from None
    except ValueError:
        raise ValueError(f"the line is not JSON: {complaint}") from None


def text_of(found: dict[str, Any]) -> str:
    """The text of a parsed line. Raises ValueError with a sentence for people where there is none."""
    text = found.get("text")
    if isinstance(text, str):
        return text
    raise ValueError("the line has no `text`" if text is None else f"`text` is not a string but {_kind(text)}")


def read_json_lines(lines: Iterable[bytes], where: str) -> Iterator[Found]:
    """One article a line, or the reason why not. Blank lines are passed over; `where` gets the line's number."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield from _read_line(line, f"{where}:{number}")


def _read_line(line: bytes, where: str) -> Iterator[Found]:
    try:
        found = parse_line(line)
        text = text_of(found)
        if not text.strip():
            raise ValueError("its `text` is empty")
        given, url, title, source = (_words(found, field) for field in ("id", "url", "title", "source"))
        # A date that cannot be read must not cost the article; everything else is either right or absent.
        day, doubt = _day(found.get("date"))
    except ValueError as error:
        yield Refusal(where, str(error))
        return
    if doubt:
        yield Repair(where, doubt)
    whole = with_title(title, text)
    if not all(field.isascii() or _is_sound(field) for field in (whole, title, given, url, source)):
        whole, title, given, url, source = (f.translate(_LONE_SURROGATE) for f in (whole, title, given, url, source))
        yield Repair(where, "half characters (lone surrogates) were replaced")
    yield Located(where, Article(identity(given, url, text), whole, title, day, source or host(url), url))


def _words(found: dict[str, Any], field: str) -> str:
    value = found.get(field)
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool) and field == "id":
        return str(value)
    raise ValueError(f"`{field}` is not a string but {_kind(value)}")


def _day(value: Any) -> tuple[date | None, str]:
    """The day, and what was in doubt about it."""
    if value is None or value == "":
        return None, ""
    day = read_date_field(value) if isinstance(value, str) else None
    return day, "" if day else f"its date {str(value)[:40]!r} is not a day beyond doubt, and was left out"


def _is_sound(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _kind(value: Any) -> str:
    """A JSON type in JSON's own words."""
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "an array",
        dict: "an object",
        str: "a string",
    }
    return names.get(type(value), "null")
