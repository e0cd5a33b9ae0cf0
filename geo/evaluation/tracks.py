"""What a corpus annotates, and so what can be asked of a geoparser on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from geo.evaluation.gold import Document

Track = Literal["core", "all"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """`demonyms`: whether all are marked, some, or none. `names_inside`: whether names inside other names are."""

    demonyms: Literal["all", "some", "none"]
    names_inside: bool

    @property
    def tracks(self) -> tuple[Track, ...]:
        """`core`: names only, comparable between corpora; `all`: with demonyms, where any are marked."""
        return ("core",) if self.demonyms == "none" else ("core", "all")


# GeoWebNews; Local-Global Lexicon and TR-News, where about three demonyms in four are marked; GeoVirus; TUD-Loc-2013.
_KNOWN = {
    "gwn": Annotation("all", True),
    "lgl": Annotation("some", False),
    "tr": Annotation("some", False),
    "gv": Annotation("none", False),
    "tud": Annotation("none", False),
}


def annotation(corpus: str, documents: Iterable[Document]) -> Annotation:
    """Return what a corpus annotates; of one not known here, that of which its marks give an example."""
    if corpus in _KNOWN:
        return _KNOWN[corpus]
    marks = [mark for document in documents for mark in document.marks]
    demonyms = any(mark.kind == "demonym" for mark in marks)
    return Annotation("all" if demonyms else "none", any(mark.use == "name" for mark in marks))
