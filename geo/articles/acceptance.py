"""From a draft to an article: the checks that are the same for every format."""

from collections.abc import Iterator
from typing import Any

from geo.articles.article import Article, with_title
from geo.articles.dates import read_published
from geo.articles.draft import Draft
from geo.articles.identity import host, identity
from geo.articles.language import foreign
from geo.articles.reading import Reading
from geo.articles.reasons import DATE_IN_DOUBT, EMPTY, MENDED, NO_DATE, NOT_ENGLISH, NOT_TEXT, TOO_LONG, because
from geo.articles.refusal import Found, Located, Refusal, Repair

# Neither database nor browser takes half characters or NUL; each is replaced by one character, so that offsets hold.
_UNSOUND = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")
_LOOKED_AT = 4000
_BLANKS = b" \t\n\r\f\v"
_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())  # counted as bytes: ten times as fast
_FEWEST_LETTERS = 0.2


def accept(draft: Draft, how: Reading) -> Iterator[Found]:
    """The article, after a Repair for everything about it that was mended or left out; or one Refusal."""
    where = draft.where
    if reason := _unfit(draft, how):
        yield Refusal(where, reason)
        return
    text, title, source, url, given = (_sound(f) for f in (draft.text, draft.title, draft.source, draft.url, draft.id))
    if (text, title, source, url, given) != (draft.text, draft.title, draft.source, draft.url, draft.id):
        yield Repair(where, because(MENDED, "half characters or NULs were replaced"))
    title, source, url, given = " ".join(title.split()), " ".join(source.split()), url.strip(), given.strip()
    published = read_published(draft.date, how.order)
    if published.doubt:
        yield Repair(where, because(DATE_IN_DOUBT, f"{published.doubt}, and was left out"))
    elif published.day is None:
        yield Repair(where, because(NO_DATE, "the article is kept as undated"))
    if source.startswith(("http://", "https://")):
        source = host(source)
    article = Article(
        identity(given, url, text), with_title(title, text), title, published.day, source or host(url), url
    )
    yield Located(where, article)


def _unfit(draft: Draft, how: Reading) -> str:
    """Why this cannot be an article; empty where it can."""
    text = draft.text
    if not text.strip():
        return because(EMPTY, "there is no text")
    if len(text) > how.limits.article:
        return because(TOO_LONG, f"{len(text):,} characters; --max-article raises the limit of {how.limits.article:,}")
    if not _is_prose(text):
        return because(NOT_TEXT, "hardly a letter in it")
    if not how.any_language and (language := foreign(text)):
        return because(NOT_ENGLISH, f"{language}; --any-language takes it in all the same")
    return ""


def _is_prose(text: str) -> bool:
    """Whether enough of it is letters, or at least figures of a table, to have been written for people."""
    start = text[:_LOOKED_AT].encode("utf-8", "replace")
    return len(start.translate(None, _MARKS)) >= _FEWEST_LETTERS * len(start.translate(None, _BLANKS))


def _sound(field: str) -> str:
    if field.isascii() and "\0" not in field:
        return field
    return field.translate(_UNSOUND) if _is_unsound(field) else field


def _is_unsound(field: Any) -> bool:
    try:
        field.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return "\0" in field
