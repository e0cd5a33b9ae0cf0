"""Building: sources in, an atlas with what is new in them out."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pyarrow as pa

from geo import __version__
from geo.articles.article import Article
from geo.articles.identity import digest, number
from geo.articles.reader import Reading, read_located
from geo.articles.reasons import DUPLICATE, NOT_READABLE, because, kind_of
from geo.articles.refusal import Found, Located, Refusal, Repair
from geo.atlas.editions import Edition, table_path
from geo.atlas.geocoder import geocoder
from geo.atlas.rows import Rows
from geo.atlas.snapshot import ORGANISATIONS
from geo.atlas.tables import TABLES
from geo.atlas.writer import Writer, sole_builder
from geo.toponyms.geoparser import Geoparser
from geo.world.countries import countries
from geo.world.memberships import Memberships

_FLUSH = 64_000_000  # bytes of rows held before they are written and published


@dataclass
class Counts:
    """What a build did with what it was given. `edition` is the atlas's afterwards, None if it still has none.

    `kinds`: the refused ones by the kind of their reason.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    refused: int = 0
    repaired: int = 0
    edition: int | None = None
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass
class _Known:
    """The articles of the atlas before the build: sorted keys, so that a million of them take 17 MB."""

    keys: np.ndarray
    digests: np.ndarray
    current: np.ndarray
    seen: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, table: pa.Table) -> "_Known":
        keys = table["key"].to_numpy()
        order = np.argsort(keys)
        current = np.asarray(table["geocoder"].to_numpy(zero_copy_only=False) == geocoder(), dtype=bool)
        return cls(keys[order], table["digest"].to_numpy()[order], current[order])

    def at(self, key: int) -> int | None:
        place = int(np.searchsorted(self.keys, key))
        return place if place < len(self.keys) and self.keys[place] == key else None

    def says_the_same(self, place: int, article: Article, refresh: bool) -> bool:
        """Whether the atlas's reading of the article still holds; with `refresh` an older geoparser's does not."""
        return bool(self.digests[place] == digest(article)) and (not refresh or bool(self.current[place]))


class Build:
    """One run of building. `refresh` reads articles again that another version of the geoparser has read.

    `reading`: how the sources are read, where not as they come.
    """

    def __init__(
        self,
        atlas: Path,
        organisations: Path | None = None,
        refresh: bool = False,
        progress: Callable[[Located], object] = lambda _: None,
        reading: Reading | None = None,
    ) -> None:
        self._atlas = atlas
        self._organisations = organisations
        self._refresh = refresh
        self._progress = progress
        self._reading = reading or Reading()
        self._counts = Counts()
        self._refusals: list[tuple[str, str, str, bool]] = []
        self._replaced: list[int] = []

    def run(self, sources: Sequence[Path | str]) -> Counts:
        """Read the sources into the atlas.

        Raises AtlasError where the atlas cannot be written (it then stays at its last edition), and TableError where
        the file of organisations is wrong. What is wrong with single articles is counted and kept in the atlas.
        """
        if self._organisations:
            Memberships.load(self._organisations)
        with sole_builder(self._atlas):
            self._writer = Writer(self._atlas)
            self._known = _Known.of(self._writer.existing())
            self._rows = self._new_rows()
            self._geoparser = Geoparser.load()
            before = self._writer.edition
            if before:
                self._counts.edition = before.edition
            for source in sources:
                for found in read_located([source], self._reading):
                    self._take(str(source), found)
            self._publish_last(before, [str(source) for source in sources])
        return self._counts

    def _new_rows(self) -> Rows:
        return Rows(countries(), geocoder())

    def _take(self, origin: str, found: Found) -> None:
        if isinstance(found, Located):
            self._take_article(origin, found)
            self._progress(found)
        else:
            self._note(origin, found)

    def _note(self, origin: str, found: Refusal | Repair) -> None:
        kept = isinstance(found, Repair)
        self._counts.repaired += kept
        self._counts.refused += not kept
        if not kept:
            self._counts.kinds[kind_of(found.reason)] += 1
        self._refusals.append((origin, found.where, found.reason, kept))

    def _take_article(self, origin: str, found: Located) -> None:
        article, key = found.article, number(found.article.id)
        if key in self._known.seen:
            reason = because(DUPLICATE, f"an article with its id ({article.id}) came earlier in this build")
            self._note(origin, Refusal(found.where, reason))
            return
        self._known.seen.add(key)
        place = self._known.at(key)
        if place is not None and self._known.says_the_same(place, article, self._refresh):
            self._counts.unchanged += 1
            return
        if self._read(origin, found.where, article):
            if place is None:
                self._counts.added += 1
            else:
                self._counts.replaced += 1
                self._replaced.append(key)
            if self._rows.size > _FLUSH:
                self._write()
                self._publish()

    def _read(self, origin: str, where: str, article: Article) -> bool:
        try:
            self._rows.add(article, self._geoparser.read(article.text))
        except Exception as error:  # one article must not cost the others, whatever it did to the geoparser
            reason = because(NOT_READABLE, f"the geoparser failed on it ({type(error).__name__}: {error})")
            self._note(origin, Refusal(where, reason))
            return False
        return True

    def _write(self) -> None:
        self._writer.write(self._rows.tables(), self._replaced)
        self._rows, self._replaced = self._new_rows(), []

    def _publish_last(self, before: Edition | None, origins: list[str]) -> None:
        """Publish what is left, if there is anything new to publish."""
        wrote = self._rows.size > 0
        if wrote:
            self._write()
        changed = self._write_refusals(origins)
        organisations = self._organisations is not None and (
            before is None or before.organisations != self._name_of_organisations()
        )
        if wrote or changed or organisations:
            self._publish()

    def _write_refusals(self, origins: list[str]) -> bool:
        """These sources' refusals in the place of those of their last build; whether anything is different."""
        old = self._writer.refusals().to_pylist()
        rows = [(row["origin"], row["where"], row["reason"], row["kept"]) for row in old]
        new = sorted({row for row in rows if row[0] not in origins} | set(self._refusals))
        if new == sorted(rows):
            return False
        columns = list(zip(*new, strict=True)) or [()] * 4
        schema = TABLES["refusals"]
        self._writer.write_refusals(
            pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
        )
        return True

    def _publish(self) -> None:
        before = self._writer.edition
        done = self._counts
        edition = Edition(
            edition=0,
            made_at=datetime.now(UTC),
            dateline=__version__,
            geocoder=geocoder(),
            organisations=self._keep_organisations() or (before.organisations if before else ""),
            versions={},
            added=done.added,
            replaced=done.replaced,
            unchanged=done.unchanged,
            refused=done.refused,
        )
        done.edition = self._writer.publish(edition).edition

    def _name_of_organisations(self) -> str:
        assert self._organisations is not None
        return f"{blake2b(self._organisations.read_bytes(), digest_size=8).hexdigest()}.csv"

    def _keep_organisations(self) -> str:
        """Keep the user's file beside the tables, under a name that tells its content."""
        if self._organisations is None:
            return ""
        name = self._name_of_organisations()
        kept = table_path(self._atlas, ORGANISATIONS) / name
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(self._organisations.read_bytes())
        return name
