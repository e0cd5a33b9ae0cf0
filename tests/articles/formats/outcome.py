"""Reading a file that a test makes, the way `dateline build` reads it."""

from dataclasses import dataclass, field
from pathlib import Path

from geo.articles.article import Article
from geo.articles.reader import Reading, read_located
from geo.articles.reasons import kind_of
from geo.articles.refusal import Located, Refusal, Repair

STORY = (
    "Ministers of six countries met in Dushanbe on Friday to speak about the border with Afghanistan, and the host "
    "said that the talks would go on in Tashkent in the spring. The envoy from Beijing left before the end of it all."
)


@dataclass
class Outcome:
    """What came of reading: the articles, and the kinds and places of what was refused or repaired."""

    articles: list[Article] = field(default_factory=list)
    where: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    repaired: list[tuple[str, str]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [article.text for article in self.articles]

    @property
    def refused_kinds(self) -> list[str]:
        return [kind for kind, _ in self.refused]

    @property
    def repaired_kinds(self) -> list[str]:
        return [kind for kind, _ in self.repaired]


def outcome_of(*sources: Path | str, **how) -> Outcome:
    """Read sources, every remark with its place relative to nothing: the file's name and what follows it."""
    out = Outcome()
    for found in read_located(sources, Reading(**how)):
        place = found.where.rpartition("/")[2] if "://" not in found.where else found.where
        if isinstance(found, Located):
            out.articles.append(found.article)
            out.where.append(place)
            continue
        out.reasons.append(found.reason)
        if isinstance(found, Refusal):
            out.refused.append((kind_of(found.reason), place))
        elif isinstance(found, Repair):
            out.repaired.append((kind_of(found.reason), place))
    return out
