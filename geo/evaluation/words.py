"""Whether a prediction is a demonym, told by its words, so that no label can dodge an error."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.evaluation.gold import EvaluationError
from geo.world.countries import countries

# What adjectives and peoples end in: Angolan, Chinese, British, Iraqi, New Yorker, Greek-Cypriots, Irishwomen, French.
_ENDING = re.compile(r"(?:[ai]n|ese|ish|i|er|ic|[ei]ans?|ans|ers|is|m[ae]n|wom[ae]n|ch)s?$")
_SHORTEST = 6


def folded(surface: str) -> str:
    """Lower case, single spaces, no possessive, no punctuation around."""
    bare = re.sub(r"['’]s?$", "", surface).replace("’", "'").strip(" .,'\"")
    return re.sub(r"\s+", " ", bare.lower())


@dataclass(frozen=True, slots=True)
class Words:
    """Names of countries, demonyms and capitals, all folded."""

    names: frozenset[str]
    demonyms: frozenset[str]
    capitals: frozenset[str]

    @classmethod
    @cache
    def shipped(cls) -> "Words":
        """Those of Dateline's own tables."""
        known = countries().values()
        return cls(
            frozenset(folded(name) for country in known for name in (country.name, *country.other_names)),
            frozenset(folded(name) for country in known for name in country.demonyms),
            frozenset(folded(capital.name) for country in known for capital in country.capitals),
        )

    @classmethod
    def beside(cls, gold: Path) -> "Words":
        """Those of a file tables.json in the folder of the annotated file, if there is one, else Dateline's own.

        Such a file is {"names": ..., "demonyms": ..., "capitals": ...}, each a list or an object by folded name.
        Figures compare to the digit only where the same words told the demonyms. Raises EvaluationError.
        """
        tables = gold.parent / "tables.json"
        if not tables.exists():
            return cls.shipped()
        try:
            table = json.loads(tables.read_text(encoding="utf-8"))
            return cls(*(frozenset(table[key]) for key in ("names", "demonyms", "capitals")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EvaluationError(f"{tables} needs names, demonyms and capitals ({error}).") from error

    def is_demonym(self, surface: str, kind: str) -> bool:
        """True for a known demonym, and for what calls itself one, looks like one, and is no country or capital."""
        name = folded(surface)
        if name in self.demonyms:
            return True
        claims = kind == "demonym" and len(name) >= _SHORTEST and surface[:1].isupper()
        return claims and name not in self.names and name not in self.capitals and bool(_ENDING.search(name))
