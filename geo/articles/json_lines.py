"""One line of JSON Lines: an object with `id`, `text` and, if known, `title`, `date`, `source` and `url`."""

import json
from typing import Any

import orjson

from geo.articles.columns import kind

KNOWN = frozenset({"id", "text", "title", "date", "source", "url"})


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
    raise ValueError("the line has no `text`" if text is None else f"`text` is not a string but {kind(text)}")
