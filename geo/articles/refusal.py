"""What reading a file comes to: an article and where it stands, or what was wrong."""

from dataclasses import dataclass

from geo.articles.article import Article


@dataclass(frozen=True, slots=True)
class Located:
    """An article and `where` it stands: file, or file:line."""

    where: str
    article: Article


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was to be an article and is not: `where` it stands (file, or file:line), and the reason."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Repair:
    """Something that was mended on the way in, or left out: the article itself is kept."""

    where: str
    reason: str


Found = Located | Refusal | Repair
