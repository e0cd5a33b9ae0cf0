"""What could not be taken as it was."""

from dataclasses import dataclass


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
