"""Reading in this very process, although an article may end it: the next build then reads that one in another."""

import json
from collections.abc import Generator, Iterable
from contextlib import closing, suppress
from pathlib import Path

from geo.articles.identity import number
from geo.atlas.reading.shard import Done, Shard, Unit
from geo.atlas.reading.workers import Workers


class Suspects:
    """Articles (by key) that were being read when a build ended, kept in a file of the atlas until they have been.

    The file is no part of the atlas: where it cannot be written or read, nobody is suspected.
    """

    def __init__(self, atlas: Path) -> None:
        self._path = atlas / ".suspects"
        self._keys: set[int] = set()
        with suppress(OSError, ValueError, TypeError):
            self._keys = {int(key) for key in json.loads(self._path.read_bytes())}

    def __contains__(self, shard: Shard) -> bool:
        return bool(self._keys) and not self._keys.isdisjoint(_keys(shard))

    def begin(self, shard: Shard) -> None:
        """Suspect a shard that is about to be read."""
        self._write(self._keys | _keys(shard))

    def settle(self, shard: Shard, refused: Iterable[str] = ()) -> None:
        """Clear a shard that has been read; of its articles those remain suspects that were `refused` (by where)."""
        places = set(refused)
        self._keys -= _keys(shard)
        self._keys |= {number(task.article.id) for task in shard if task.where in places}
        self._write(self._keys)

    def _write(self, keys: set[int]) -> None:
        with suppress(OSError):
            if keys:
                self._path.write_text(json.dumps(sorted(keys)))
            else:
                self._path.unlink(missing_ok=True)


def read_here(shards: Iterable[Shard], unit: Unit, atlas: Path, limit: float) -> Generator[Done, None, None]:
    """Read the shards in this process, one after another; a suspect in a process of its own, within `limit` seconds."""
    suspects = Suspects(atlas)
    for shard in shards:
        if shard in suspects:
            with closing(Workers(1, unit, limit)) as workers:
                found = list(workers.work([shard]))
            suspects.settle(shard, [refusal.where for done in found for _, refusal in done.refused])
            yield from found
        else:
            suspects.begin(shard)
            done = unit(shard)
            suspects.settle(shard)
            yield done


def _keys(shard: Shard) -> set[int]:
    return {number(task.article.id) for task in shard}
