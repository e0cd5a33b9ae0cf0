"""Sources to articles: files, folders, standard input and addresses, in every format that `FORMATS` names."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from geo.articles.acceptance import accept
from geo.articles.article import Article
from geo.articles.dispatch import FORMATS, read_stream
from geo.articles.draft import Draft
from geo.articles.reading import Reading
from geo.articles.reasons import NOT_READABLE, because
from geo.articles.refusal import Found, Located, Refusal, Repair
from geo.articles.sources import Place, files_in, places

__all__ = ["FORMATS", "Article", "Reading", "Refusal", "Repair", "files_in", "read", "read_located"]

_AS_IT_COMES = Reading()


def read(sources: Iterable[Path | str], how: Reading = _AS_IT_COMES) -> Iterator[Article | Refusal | Repair]:
    """Every article of these files, of folders with all that is in them (in order of name), of addresses, and of `-`.

    What cannot be read comes as a Refusal, what was mended as a Repair before its article; neither stops the rest. One
    article is held at a time.
    """
    for found in read_located(sources, how):
        yield found.article if isinstance(found, Located) else found


def read_located(sources: Iterable[Path | str], how: Reading = _AS_IT_COMES) -> Iterator[Found]:
    """As `read`, each article with the place it stands in."""
    for source in sources:
        for place in places(source):
            if isinstance(place, Refusal):
                yield place
            else:
                yield from _read_place(place, how)


def _read_place(place: Place, how: Reading) -> Iterator[Found]:
    try:
        opened = place.open()
        stream, name = opened.__enter__()
    except Exception as error:  # stores and servers fail in as many ways as there are of them
        reason = getattr(error, "strerror", None) or str(error).split("\n")[0][:200] or type(error).__name__
        yield Refusal(place.where, because(NOT_READABLE, f"it cannot be opened ({reason})"))
        return
    try:
        for found in read_stream(stream, name, place.where, how):
            if isinstance(found, Draft):
                yield from accept(found, how)
            else:
                yield found
    finally:
        opened.__exit__(None, None, None)
