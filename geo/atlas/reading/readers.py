"""Who reads the shards of a build: this process, processes beside it, or the workers of a cluster."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from geo.atlas.reading.shard import Done, Shard, Unit, text_of
from geo.atlas.reading.suspects import read_here
from geo.atlas.reading.workers import LIMIT, Workers, cores

_FEW = 1_500_000  # bytes of text that are read in less time than workers take to start


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads.

    `jobs`: processes of this machine that read side by side; 1 reads in this one, and 0 takes as many as there are
    cores once there is enough to read. `scheduler`: the address of a Dask scheduler (tcp://host:8786) whose workers
    read instead. `limit`: seconds that a shard may take, which is read in less than one, before its reader is taken to
    hang; this process cannot stop itself, but will read such a shard in another one next time.
    """

    jobs: int = 1
    scheduler: str = ""
    limit: float = LIMIT

    def read(self, shards: Iterator[Shard], unit: Unit, atlas: Path) -> Generator[Done, None, None]:
        """What comes of the shards, in no order, each once; no more of them are held than readers need.

        Raises AtlasError where there are no readers to be had.
        """
        if self.scheduler:
            from geo.atlas.reading.cluster import Cluster

            yield from Cluster(self.scheduler, unit, self.limit).work(shards)
            return
        jobs, first = self.jobs, []
        if not jobs:
            jobs, ahead = cores(), 0
            while ahead < _FEW and (shard := next(shards, None)):
                first.append(shard)
                ahead += text_of(shard)
            jobs = jobs if ahead >= _FEW else 1
        whole = chain(first, shards)
        if jobs == 1:
            yield from read_here(whole, unit, atlas, self.limit)
            return
        with closing(Workers(jobs, unit, self.limit)) as workers:
            yield from workers.work(whole)
