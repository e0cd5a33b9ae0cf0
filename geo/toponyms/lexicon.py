"""The words that tell what a capitalised name is: classes, given names, surnames, how common a word is."""

import csv
from functools import cache
from pathlib import Path

from geo.shipped import DATA
from geo.toponyms.spelling import key

# Ranks of given names that come with no frequency: those of other countries, and those rare in America.
WORLD, RARE = 2_000, 10_000


class Lexicon:
    """Word lists, all folded to lower case.

    `sets` gives the words of a class, `given` and `surnames` the rank of a name (0 the commonest), `words` how
    common an English word is (0 the commonest class). `other_things` are names that hold a place's name and are none,
    with what they are (Bank of China: company); `longest_other` is their greatest number of words by first word.
    """

    def __init__(self, data: Path) -> None:
        self.sets: dict[str, frozenset[str]] = {}
        for line in (data / "lexicon.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                name, _, words = line.partition(":")
                self.sets[name] = frozenset(words.split())
        common, world, rare, surnames = (data / "people.txt").read_text(encoding="utf-8").splitlines()
        self.given = {name: rank for rank, name in enumerate(common.split())}
        self.given.update(dict.fromkeys(world.split(), WORLD))
        self.given.update(dict.fromkeys(rare.split(), RARE))
        self.surnames = {name: rank for rank, name in enumerate(surnames.split())}
        lines = (data / "words.txt").read_text(encoding="utf-8").splitlines()
        self.other_things: dict[str, str] = {}
        self.longest_other: dict[str, int] = {}
        with (data / "other_things.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                form = key(row["name"])
                self.other_things[form] = row["what"]
                first = form.split(" ", 1)[0]
                self.longest_other[first] = max(self.longest_other.get(first, 0), form.count(" ") + 1)
        self.words = {word: level for level, line in enumerate(lines) for word in line.split()}

    @classmethod
    @cache
    def load(cls, data: Path = DATA / "toponyms") -> "Lexicon":
        """Read the lists of `data`, once a process."""
        return cls(data)
