"""Corrections at work: a mention as it was read in, the mention as readers say it is out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from geo.corrections.correction import MARK, Correction, Reading, Scope, digest_of
from geo.toponyms.mention import Mention

_RANK: dict[Scope, int] = {"everywhere": 0, "article": 1, "mention": 2}
_USE = {"place": "as a place", "actor": "as an actor", "modifier": "as a description", "name": "inside another name"}


class Corrections:
    """The corrections in force. Of several for one mention the narrowest holds, of equally narrow ones the latest.

    What it means and how it is used are corrected apart: one correction of each may hold for one mention.
    """

    def __init__(self, active: Iterable[Correction] = ()) -> None:
        self.active = tuple(active)
        self._by_text: dict[str, list[Correction]] = defaultdict(list)
        for one in self.active:
            self._by_text[one.text].append(one)

    def applied(self, article: str, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """The geoparser's mentions of an article (its id and its text), with what was corrected put right."""
        if not self.active:
            return list(mentions)
        known = ""

        def digest() -> str:
            nonlocal known
            known = known or digest_of(text)
            return known

        return [self.corrected(article, mention, digest) for mention in mentions]

    def corrected(self, article: str, mention: Mention, digest: Callable[[], str]) -> Mention:
        """One mention put right; itself where no correction fits. `digest`: of the article's text, asked if needed."""
        meant, used = self.holding(article, mention, digest)
        if meant is None and used is None:
            return mention
        return _changed(mention, meant, used)

    def holding(
        self, article: str, mention: Mention, digest: Callable[[], str]
    ) -> tuple[Correction | None, Correction | None]:
        """Which correction of the meaning and which of the use hold for a mention as the geoparser read it."""
        read = Reading.of(mention)
        found: dict[bool, Correction] = {}
        for one in self._by_text.get(mention.text, ()):
            before = found.get(one.of_use)
            if before is not None and _RANK[before.scope] > _RANK[one.scope]:
                continue
            if one.fits(article, mention, read) and (one.scope != "mention" or one.digest == digest()):
                found[one.of_use] = one
        return found.get(False), found.get(True)


def marks_of(mention: Mention) -> list[str]:
    """The ids of the corrections that made a mention what it is; none for one as the geoparser read it."""
    return [reason.removeprefix(MARK) for reason in mention.why if reason.startswith(MARK)]


def _changed(mention: Mention, meant: Correction | None, used: Correction | None) -> Mention:
    sense, use = list(mention.why[:-1]), list(mention.why[-1:])
    changed = mention
    if used is not None and used.use is not None:
        changed = replace(changed, use=used.use)
        use = [f"corrected by a reader: {_USE[used.use]}, not {_USE[mention.use]}", f"{MARK}{used.id}"]
    if meant is not None and meant.meaning is not None:
        it = meant.meaning
        changed = replace(
            changed, iso3=it.iso3, kind=it.kind, name=it.name, lat=it.lat, lon=it.lon, organisation=it.organisation
        )
        sense = [f"corrected by a reader: {_said(changed)}, not {_said(mention)}", f"{MARK}{meant.id}"]
    elif meant is not None:
        changed = replace(changed, iso3=None, lat=None, lon=None, organisation=None)
        sense = [f"corrected by a reader: no place, not {_said(mention)}", f"{MARK}{meant.id}"]
    return replace(changed, confidence=1.0, why=(*sense, *use))


def _said(mention: Mention) -> str:
    return f"{mention.kind} {mention.name} {mention.iso3 or mention.organisation or ''}".strip()
