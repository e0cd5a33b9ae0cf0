"""Processes that read shards side by side, and what is done when one of them dies or hangs."""

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from time import monotonic

from geo.atlas.errors import AtlasError
from geo.atlas.reading.losses import Job
from geo.atlas.reading.reader_process import ReaderProcess, Ready
from geo.atlas.reading.shard import Done, Shard, Unit

# A worker reads one shard while others wait for it, so that it has enough to do while tables are written.
_IN_HAND = 4
# Where so many die one after another before they could begin, no article is to blame.
_STILLBORN = 5
LIMIT = 600.0  # seconds for a shard that is read in less than one
_LOADING = 300.0  # seconds for tables that are loaded in one


@dataclass
class _Worker:
    process: ReaderProcess
    hand: deque[Job] = field(default_factory=deque)
    is_ready: bool = False
    since: float = field(default_factory=monotonic)

    def room(self, job: Job) -> bool:
        """A suspect is read alone: whatever kills the worker must not be laid at another shard's door."""
        if not self.hand:
            return True
        return len(self.hand) < _IN_HAND and not job.lost and not any(other.lost for other in self.hand)

    def take(self, job: Job) -> None:
        """Give it a shard to read."""
        if not self.hand and self.is_ready:
            self.since = monotonic()
        self.hand.append(job)
        with suppress(OSError):  # it is dead, which will be seen
            self.process.give(job.shard)

    @property
    def deadline(self) -> float:
        """When it has taken too long over what it is doing."""
        return self.since + (self.hand[0].limit if self.is_ready else _LOADING)


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """So many processes reading shards with `unit`, a function that they can import; to be closed.

    `limit`: the seconds a shard may take before its worker is taken to hang.
    """

    def __init__(self, count: int, unit: Unit, limit: float = LIMIT) -> None:
        self._count = count
        self._unit = unit
        self._limit = limit
        self._workers: list[_Worker] = []
        self._waiting: deque[Job] = deque()
        self._stillborn = 0

    def work(self, shards: Iterable[Shard]) -> Generator[Done, None, None]:
        """Read the shards; what comes of them comes in no order, and no more are held than the workers need.

        A shard that a worker dies or hangs over is read again, by halves, until the one article is found that does it:
        that is refused, and nothing else. Raises AtlasError where workers cannot be kept alive at all.
        """
        coming = iter(shards)
        self._workers += [self._start() for _ in range(self._count - len(self._workers))]
        while True:
            self._hand_out()
            while not self._waiting and (shard := next(coming, None)):
                self._waiting.append(Job(shard, self._limit))
                self._hand_out()
            if not any(worker.hand for worker in self._workers):
                return
            yield from self._collect()

    def close(self) -> None:
        """End the processes."""
        while self._workers:
            self._workers.pop().process.end()

    def _hand_out(self) -> None:
        """Give what waits to workers with room for it."""
        while self._waiting:
            worker = min(self._workers, key=lambda one: len(one.hand))
            if not worker.room(self._waiting[0]):
                return
            worker.take(self._waiting.popleft())

    def _collect(self) -> Iterator[Done]:
        """Wait until workers are done with something, die, or have taken too long."""
        busy = [worker for worker in self._workers if worker.hand]
        first = min(worker.deadline for worker in busy)
        wait([worker.process.pipe for worker in busy], max(first - monotonic(), 0))
        for worker in busy:
            # Asked of each anew: whoever takes what is yielded may take long, and an answer that lies there is no hang.
            if worker.process.pipe.poll():
                yield from self._hear(worker)
            elif monotonic() > worker.deadline:
                yield from self._stop(worker)

    def _hear(self, worker: _Worker) -> Iterator[Done]:
        try:
            answer = worker.process.pipe.recv()
        except (EOFError, OSError):
            cause = worker.process.cause()
            self._replace(worker)
            yield from self._bury(worker, cause)
            return
        worker.since = monotonic()
        if isinstance(answer, Ready):
            worker.is_ready, self._stillborn = True, 0
        elif isinstance(answer, Done):
            worker.hand.popleft()
            yield answer
        else:
            yield from self._again(worker.hand.popleft().ended(answer))

    def _stop(self, worker: _Worker) -> Iterator[Done]:
        """Kill a worker that has taken too long; the first of what it had in hand is what it took too long over."""
        self._replace(worker)
        if not worker.is_ready:
            yield from self._bury(worker, f"they load for more than {_LOADING:.0f} seconds")
            return
        job = worker.hand.popleft()
        self._waiting.extendleft(reversed(worker.hand))
        yield from self._again(job.overran())

    def _bury(self, worker: _Worker, cause: str) -> Iterator[Done]:
        """Take back what a dead worker had in hand; the first of it is what it died over, had it begun."""
        if worker.is_ready:
            first = worker.hand.popleft()
            self._waiting.extendleft(reversed(worker.hand))
            yield from self._again(first.ended(cause))
            return
        self._waiting.extendleft(reversed(worker.hand))
        self._stillborn += 1
        if self._stillborn > _STILLBORN:
            raise AtlasError(
                f"The processes that read articles cannot be started ({cause}): free some memory, or build with "
                "--jobs 1. What was finished is kept."
            )

    def _again(self, then: Done | list[Job]) -> Iterator[Done]:
        if isinstance(then, Done):
            yield then
        else:
            self._waiting.extendleft(reversed(then))

    def _replace(self, worker: _Worker) -> None:
        worker.process.end()
        self._workers[self._workers.index(worker)] = self._start()

    def _start(self) -> _Worker:
        return _Worker(ReaderProcess(self._unit))
