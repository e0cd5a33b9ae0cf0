"""Capitals that stand for an organisation seated there: Brussels' foreign policy chief is the Union's."""

import re

from geo.toponyms.sense import Sense

EUROPEAN_UNION = Sense("European Union", None, "capital", 50.8505, 4.3488, organisation="EU", note="stands for")

# What only the Union has in Brussels, right after the name.
_OF_THE_UNION = re.compile(
    r"(?:['’]s?)? (?:(?:top|chief|new|own|planned|proposed|latest|strict|tough|so-called) )?"
    r"(?:foreign policy|foreign-policy|trade (?:chief|commissioner|policy|negotiator|talks|deal)|competition (?:chief|"
    r"commissioner|authorities|watchdog|regulators?)|antitrust|regulators?\b|bureaucra|eurocra|directive|"
    r"commissioners?\b|enlargement|climate chief|executive\b|sanctions|budget rules|red tape|diktat|technocrat|"
    r"chief negotiator|negotiators?\b)",
    re.IGNORECASE,
)
_UNION = re.compile(r"\bE\.?U\.?\b|European Union|European Commission|Eurozone|euro zone")


def stands_for(text: str, name: str, end: int) -> Sense | None:
    """The organisation that a capital ending at `end` stands for, or None where it is the city or its country."""
    if name != "brussels":
        return None
    if _OF_THE_UNION.match(text, end) and (_UNION.search(text) or text.startswith(("'", "’"), end)):
        return EUROPEAN_UNION
    return None
