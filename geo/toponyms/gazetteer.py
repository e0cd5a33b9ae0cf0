"""Which senses a name has: the curated names and the places of GeoNames under one key."""

from collections import defaultdict
from pathlib import Path

from geo.shipped import DATA
from geo.toponyms.known import known_names
from geo.toponyms.sense import Sense
from geo.toponyms.spelling import fold_word, key


class Gazetteer:
    """Names to senses. `exact` holds abbreviations, which must be written as they are (US is not us)."""

    def __init__(self) -> None:
        self.names: dict[str, list[Sense]] = defaultdict(list)
        self.exact: dict[str, list[Sense]] = defaultdict(list)
        self.longest: dict[str, int] = {}

    @classmethod
    def load(cls, data: Path = DATA) -> "Gazetteer":
        """Read the tables of `data`. Raises FileNotFoundError where one is missing."""
        gazetteer = cls()
        for name, sense in known_names(data):
            gazetteer.add(name, sense)
        return gazetteer

    def add(self, name: str, sense: Sense) -> None:
        """Make `name` known with one more sense; a sense already there is not doubled."""
        abbreviation = name.isupper() and len(name.replace(".", "")) <= 5
        form = name if abbreviation else key(name)
        senses = (self.exact if abbreviation else self.names)[form]
        if all((old.iso3, old.kind) != (sense.iso3, sense.kind) for old in senses):
            senses.append(sense)
        first, *rest = form.split(" ")
        first = fold_word(first)
        self.longest[first] = max(self.longest.get(first, 0), len(rest) + 1)

    def senses(self, words: list[str], folded: list[str]) -> list[Sense]:
        """Return the senses of the name made of these words, [] where there are none."""
        if len(words) == 1 and words[0] in self.exact:
            return self.exact[words[0]]
        return self.names.get(" ".join(folded), [])
