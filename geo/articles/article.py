"""An article as every other part of the house knows it."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One article. What its file does not say stays empty; nothing is guessed.

    `text` is what mentions' offsets count in: where `title` was given apart from the text and the text does not open
    with it, the title and a blank line have already been put in front (see `with_title`).
    """

    id: str
    text: str
    title: str = ""
    date: datetime.date | None = None
    source: str = ""
    url: str = ""


def with_title(title: str, text: str) -> str:
    """The text that is read and shown: the title before the body, unless the body opens with it."""
    if not title or text.lstrip().startswith(title):
        return text
    return f"{title}\n\n{text}"
