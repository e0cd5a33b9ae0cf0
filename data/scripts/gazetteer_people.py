"""Build data/toponyms/people.txt and words.txt: given names, surnames and common English words.

    pip install names==0.3.0 faker                    (US Census 1990, public domain; Faker's lists, MIT)
    apt-get download scowl && dpkg -x scowl_*.deb .   (SCOWL, free with its notice: data/LICENSES/scowl.txt)
    python -P data/scripts/gazetteer_people.py usr/share/dict/scowl

people.txt: four lines of names: given and common, the commonest first; given elsewhere in the world; given and rare;
surnames, the commonest first. words.txt: one line a class of English words, the commonest class first.
"""

import argparse
import importlib
import pkgutil
import re
from importlib import resources
from pathlib import Path

from faker.providers import person as person_providers

from geo.shipped import DATA
from geo.toponyms.spelling import fold

_LATIN = re.compile(r"[a-z][a-z'-]+\Z")
SURNAMES = 40_000
# As many of the census's given names are common.
COMMON = 2_000
CLASSES = ((10,), (20,), (35,), (40, 50))


def _census(name: str) -> list[str]:
    lines = (resources.files("names") / name).read_text(encoding="ascii").splitlines()
    return [line.split()[0].lower() for line in lines if line.strip()]


def _faker(kind: str) -> set[str]:
    """Every Latin-letter name of one kind ("first_names" or "last_names") in any of Faker's locales."""
    found: set[str] = set()
    for module in pkgutil.iter_modules(person_providers.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            if kind.rstrip("s") in attribute and isinstance(getattr(provider, attribute), (tuple, list, dict)):
                found.update(fold(str(name)) for name in getattr(provider, attribute))
    return {name for name in found if _LATIN.match(name) and len(name) > 2}


def _ranked(lists: list[list[str]]) -> list[str]:
    """Several lists in order of frequency made one, each name at the best rank it has anywhere."""
    rank: dict[str, int] = {}
    for names in lists:
        for at, name in enumerate(names):
            rank[name] = min(rank.get(name, at), at)
    return sorted(rank, key=lambda name: (rank[name], name))


def _words(scowl: Path) -> list[list[str]]:
    seen: set[str] = set()
    classes = []
    for sizes in CLASSES:
        words = set()
        for size in sizes:
            for variety in ("english", "american", "british"):
                path = scowl / f"{variety}-words.{size}"
                if path.exists():
                    words.update(path.read_text(encoding="latin-1").split())
        words = {word for word in words if _LATIN.match(word) and "'" not in word} - seen
        seen |= words
        classes.append(sorted(words))
    return classes


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scowl", type=Path)
    arguments = parser.parse_args()
    ranked = _ranked([_census("dist.male.first"), _census("dist.female.first")])
    world = _faker("first_names") - set(ranked[:COMMON])
    rare = [name for name in ranked[COMMON:] if name not in world]
    surnames = _census("dist.all.last")[:SURNAMES]
    surnames += sorted(_faker("last_names") - set(surnames))
    lines = "".join(f"{' '.join(names)}\n" for names in (ranked[:COMMON], sorted(world), rare, surnames))
    (DATA / "toponyms" / "people.txt").write_text(lines, encoding="utf-8")
    words = "\n".join(" ".join(line) for line in _words(arguments.scowl))
    (DATA / "toponyms" / "words.txt").write_text(words + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
