"""Who an article is: the same article must bear the same name in every build, on every machine."""

from hashlib import blake2b
from urllib.parse import urlsplit

from geo.articles.article import Article


def identity(given: str, url: str, text: str) -> str:
    """The id that was given, else the URL, else a digest of the text (so that a copy of a file is the same article)."""
    return given or url or f"text-{blake2b(text.encode('utf-8', 'surrogatepass'), digest_size=12).hexdigest()}"


def digest(article: Article) -> int:
    """64 bits of all that an article says: two readings of one article differ in it exactly when something changed.

    Signed, as database integers are. The chance that a change goes unseen is 1 in 2**64 (birthday bound not needed:
    only readings of the same id are compared).
    """
    day = article.date.isoformat() if article.date else ""
    return number("\0".join((article.text, article.title, day, article.source, article.url)))


def number(name: str) -> int:
    """A name as a signed 64-bit number, the same everywhere (Python's own hash differs from run to run)."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def host(url: str) -> str:
    """The host of a URL without `www.`, in small letters; empty where there is none, never an error."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")
