"""Building: sources in, an atlas with what is new in them out."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from geo import __version__
from geo.articles.identity import number
from geo.articles.reader import Reading, read_located
from geo.articles.reasons import DUPLICATE, because, kind_of
from geo.articles.refusal import Located, Refusal, Repair
from geo.atlas.answers.snapshot import ORGANISATIONS
from geo.atlas.kept.editions import Edition, table_path
from geo.atlas.reading.geocoder import geocoder
from geo.atlas.reading.readers import Readers
from geo.atlas.reading.shard import Done, Shard, Task, read_shard
from geo.atlas.writing.behind import Behind
from geo.atlas.writing.gathered import Gathered
from geo.atlas.writing.in_force import Change, articles_of, in_force
from geo.atlas.writing.known import Known
from geo.atlas.writing.memory import few_arenas, give_back
from geo.atlas.writing.remarks import Remarks
from geo.atlas.writing.writer import Writer, sole_builder
from geo.world.memberships import Memberships

_FLUSH = 40_000_000  # bytes of rows held before they are written and published
OF_ATLAS = ""  # where articles come from that are read again because of a correction
_SHARD = 400_000  # characters in a unit of work: half a second of it


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


class Build:
    """One run of building. `refresh` reads articles again that another version of the geoparser has read.

    `progress` is told of every further piece: so many articles, so many bytes of text. `reading`: how the sources are
    read, where not as they come. `readers`: who reads, where not this process. Its memory does not grow with the
    sources, but for some 25 bytes an article of the atlas, which tell what is already there.
    """

    def __init__(
        self,
        atlas: Path,
        organisations: Path | None = None,
        refresh: bool = False,
        progress: Callable[[int, int], object] = lambda articles, text: None,
        reading: Reading | None = None,
        readers: Readers | None = None,
    ) -> None:
        self._atlas = atlas
        self._organisations = organisations
        self._refresh = refresh
        self._progress = progress
        self._reading = reading or Reading()
        self._readers = readers or Readers()
        self._counts = Counts()
        self._gathered = Gathered()

    def run(self, sources: Sequence[Path | str], change: Change | None = None) -> Counts:
        """Read the sources into the atlas, and again whatever a change of the corrections concerns.

        `change` makes another ledger of the atlas's corrections; where the build fails, the former is put back.
        Raises AtlasError where the atlas cannot be written (it then stays at its last edition), and TableError where
        the file of organisations is wrong. What is wrong with single articles is counted and kept in the atlas.
        """
        few_arenas()
        if self._organisations:
            Memberships.load(self._organisations)
        with (
            sole_builder(self._atlas),
            in_force(self._atlas, change) as corrected,
            closing(Remarks()) as self._remarks,
            closing(Behind()) as self._behind,
        ):
            self._writer = Writer(self._atlas)
            self._unit = partial(read_shard, corrections=corrected.corrections)
            self._again = corrected.outstanding(self._writer.before)
            self._unread = corrected.unread
            self._known = Known(self._writer.existing())
            before = self._writer.edition
            if before:
                self._counts.edition = before.edition
            with closing(self._readers.read(self._shards(sources), self._unit, self._atlas)) as done:
                for one in done:
                    self._gather(one)
            self._publish_last(before, [str(source) for source in sources])
        return self._counts

    def _shards(self, sources: Sequence[Path | str]) -> Iterator[Shard]:
        """What is new or changed in the sources, and what was corrected, in units of work; the rest is counted here."""
        shard: Shard = []
        size = 0
        for task in chain(self._tasks(sources), self._corrected()):
            shard.append(task)
            size += len(task.article.text)
            if size >= min(_SHARD, _FLUSH // 8):
                yield shard
                shard, size = [], 0
        if shard:
            yield shard

    def _tasks(self, sources: Sequence[Path | str]) -> Iterator[Task]:
        for source in sources:
            for found in read_located([source], self._reading):
                if not isinstance(found, Located):
                    self._note(str(source), found)
                elif task := self._task(str(source), found):
                    yield task

    def _corrected(self) -> Iterator[Task]:
        """The articles of the atlas that a correction concerns, unless the sources have just brought them."""
        for article in articles_of(self._writer.before, sorted(self._again)):
            yield Task(OF_ATLAS, article.id, article, replaces=True)

    def _task(self, origin: str, found: Located) -> Task | None:
        article, key = found.article, number(found.article.id)
        if not self._known.see(key):
            reason = because(DUPLICATE, f"an article with its id ({article.id}) came earlier in this build")
            self._note(origin, Refusal(found.where, reason))
            return None
        if key in self._again:
            self._again.discard(key)
        elif self._known.says_the_same(key, article, self._refresh):
            self._counts.unchanged += 1
            self._progress(1, len(article.text.encode("utf-8", "replace")))
            return None
        return Task(origin, found.where, article, key in self._known)

    def _note(self, origin: str, found: Refusal | Repair) -> None:
        kept = isinstance(found, Repair)
        self._counts.repaired += kept
        self._counts.refused += not kept
        if not kept:
            self._counts.kinds[kind_of(found.reason)] += 1
        self._remarks.add(origin, found)

    def _gather(self, done: Done) -> None:
        """Take in what came of a shard; once there is much of it, publish it."""
        for origin, refusal in done.refused:
            self._note(origin, refusal)
        self._unread.difference_update(done.replaced)
        self._counts.replaced += len(done.replaced)
        self._counts.added += done.articles - len(done.replaced)
        self._gathered.add(done)
        self._progress(done.articles + len(done.refused), done.text)
        if self._gathered.size > _FLUSH:
            self._store()

    def _store(self) -> None:
        """Write and publish what is gathered, while reading goes on."""
        gathered, self._gathered = self._gathered, Gathered()
        edition = self._next_edition()
        self._behind.do(lambda: self._write(gathered, edition))

    def _write(self, gathered: Gathered, edition: Edition) -> None:
        self._writer.write(gathered)
        self._publish(edition)

    def _publish_last(self, before: Edition | None, origins: list[str]) -> None:
        """Publish what is left, if there is anything new to publish."""
        self._behind.finish()
        wrote = self._gathered.size > 0
        if wrote:
            self._writer.write(self._gathered)
        changed = self._write_refusals([*origins, OF_ATLAS])
        organisations = self._organisations is not None and (
            before is None or before.organisations != self._name_of_organisations()
        )
        if wrote or changed or organisations:
            self._publish(self._next_edition())

    def _write_refusals(self, origins: list[str]) -> bool:
        """These sources' refusals in the place of those of their last build; whether anything is different."""
        rows = self._remarks.instead_of(self._writer.refusals(), origins)
        if rows is None:
            return False
        self._writer.write_refusals(rows)
        return True

    def _next_edition(self) -> Edition:
        before = self._writer.edition
        done = self._counts
        return Edition(
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

    def _publish(self, edition: Edition) -> None:
        self._counts.edition = self._writer.publish(edition).edition
        give_back()

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
        if not kept.exists():  # whole or not at all: a reader may be opening the atlas
            part = kept.with_suffix(".part")
            part.write_bytes(self._organisations.read_bytes())
            part.replace(kept)
        return name
