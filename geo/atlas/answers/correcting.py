"""What a correction would change, and which of those kept no longer fit their articles."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geo.articles.identity import number
from geo.atlas.answers import correcting_query, query
from geo.atlas.answers.asking import Asking, frame, mention_of, number_of
from geo.atlas.answers.snapshot import Snapshot
from geo.atlas.reading.geocoder import geocoder
from geo.atlas.selection import Selection
from geo.corrections.corrected import Corrections, marks_of
from geo.corrections.correction import Correction, Reading, digest_of
from geo.corrections.ledger import Ledger, ledger_of
from geo.toponyms.mention import Mention
from geo.world.countries import codes

_MOST_NUMBER = 2**62

_Row = tuple[int, str, Mention, str]


@dataclass(frozen=True, slots=True)
class CountryChange:
    """A country's figures before and after, over the whole atlas."""

    iso3: str
    mentions: tuple[int, int]
    articles: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Consequences:
    """What following another ledger changes: so many mentions in so many articles, and these countries' figures.

    `older`: how many of the articles were read by another version of the geoparser; they are read again as a whole, so
    that more than the corrected mention may come out otherwise.
    """

    mentions: int
    articles: int
    countries: tuple[CountryChange, ...]
    older: int


class Correcting(Asking):
    """The questions about corrections that an `Atlas` answers."""

    path: Path

    def corrections(self) -> Ledger:
        """What readers have corrected here; raises AtlasError where the file of corrections is wrong."""
        return ledger_of(self.path)

    def consequences(self, after: Ledger) -> Consequences:
        """What the atlas's figures would be after a build with another ledger; nothing is changed."""
        now, before = self._current(), self.corrections()
        old, new = {one.id: one for one in before.active}, {one.id: one for one in after.active}
        touched = [one for id, one in {**old, **new}.items() if (id in old) != (id in new)]
        rows = _spelt(now, touched)
        pair = Corrections(old.values()), Corrections(new.values())
        changed = []
        for key, article, mention, read_by in rows:
            raw = as_read(mention, before)
            now_is, will_be = (one.corrected(article, raw, _digests(now, key)) for one in pair)
            if Reading.of(now_is) != Reading.of(will_be) or marks_of(now_is) != marks_of(will_be):
                changed.append((key, now_is, will_be, read_by))
        keys = {key for key, *_ in changed}
        older = {key for key, _, _, read_by in changed if read_by != geocoder()}
        return Consequences(len(changed), len(keys), self._moved(now, changed), len(older))

    def readings(self, text: str, article: str = "") -> Counter[Reading]:
        """How the geoparser has read a name spelt so, before any correction, and how often."""
        before = self.corrections()
        now = self._current()
        rows = _rows(now, [text], [article] if article else None)
        return Counter(Reading.of(as_read(mention, before)) for _, _, mention, _ in rows)

    def read_by(self, article: str) -> str:
        """Which geoparser read an article: version+digest; empty where the atlas has no such article."""
        found = self._current().cursor().execute(correcting_query.READ_BY, {"key": number(article)}).fetchone()
        return str(found[0]) if found else ""

    def misfits(self) -> list[tuple[Correction, str]]:
        """The corrections in force that hold for nothing here any more, and why."""
        active = [one for one in self.corrections().active if one.article]
        keys = [number(one.article) for one in active]
        found = self._current().cursor().execute(correcting_query.TEXTS, {"keys": keys}).fetchall() if active else []
        digests = {article: digest_of(text) for article, text in found}
        misfits = []
        for one in active:
            if one.article not in digests:
                misfits.append((one, "its article is not in this atlas"))
            elif one.scope == "mention" and one.digest != digests[one.article]:
                misfits.append((one, "its article has changed since"))
        return misfits

    def _moved(self, now: Snapshot, changed: Sequence[tuple[int, Mention, Mention, str]]) -> tuple[CountryChange, ...]:
        keys = sorted({key for key, *_ in changed})
        asked = {"keys": keys}
        held = {(key, c): n for key, c, n in now.cursor().execute(correcting_query.COUNTED, asked).fetchall()}
        steps: dict[str, Counter[int]] = defaultdict(Counter)
        for key, now_is, will_be, _ in changed:
            for mention, sign in ((now_is, -1), (will_be, 1)):
                if mention.iso3 in codes() and mention.use != "name":
                    steps[mention.iso3][key] += sign
        table = frame(now, Selection(), query.counts_by_country) if steps else None
        total = (
            {} if table is None else {row.iso3: (int(row.mentions), int(row.articles)) for row in table.itertuples()}
        )
        found = []
        for iso3, by_article in steps.items():
            mentions, articles = total.get(iso3, (0, 0))
            gained = sum(
                (held.get((key, iso3), 0) + step > 0) - (held.get((key, iso3), 0) > 0)
                for key, step in by_article.items()
            )
            if step := sum(by_article.values()):
                found.append(CountryChange(iso3, (mentions, mentions + step), (articles, articles + gained)))
        return tuple(sorted(found, key=lambda one: (one.mentions[1] - one.mentions[0], one.iso3)))


def as_read(mention: Mention, ledger: Ledger) -> Mention:
    """A mention as the geoparser read it, by what the corrections that changed it say that they changed."""
    for id in marks_of(mention):
        try:
            one = ledger.of(id)
        except LookupError:
            continue
        read = one.read
        if one.of_use:
            mention = replace(mention, use=read.use)
        else:
            mention = replace(mention, iso3=read.iso3, kind=read.kind, name=read.name, organisation=read.organisation)
    return mention


def _spelt(now: Snapshot, corrections: Sequence[Correction]) -> list[_Row]:
    """Every mention that one of the corrections could concern, by its spelling."""
    if not corrections:
        return []
    wide = any(not one.article for one in corrections)
    articles = None if wide else sorted({one.article for one in corrections})
    return _rows(now, sorted({one.text for one in corrections}), articles)


def _rows(now: Snapshot, texts: Sequence[str], articles: Sequence[str] | None) -> list[_Row]:
    """The names spelt so, in these articles or in all."""
    asked: dict[str, Any] = {"texts": texts, "numbers": None, "least": 0, "most": _MOST_NUMBER}
    if articles is not None:
        numbers = [found for one in articles if (found := number_of(now, one)) is not None]
        if not numbers:
            return []
        asked |= {"numbers": numbers, "least": min(numbers), "most": max(numbers)}
    rows = now.cursor().execute(correcting_query.SPELT, asked).fetchall()
    return [(key, article, mention_of(tuple(told)), read_by) for key, article, *told, read_by in rows]


def _digests(now: Snapshot, key: int) -> Callable[[], str]:
    def digest() -> str:
        found = now.cursor().execute(correcting_query.TEXTS, {"keys": [key]}).fetchone()
        return digest_of(found[1]) if found else ""

    return digest
