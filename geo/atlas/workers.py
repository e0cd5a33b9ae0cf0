"""Processes that read shards side by side, and what is done when one of them dies."""

import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from threading import Thread

from geo.atlas.errors import AtlasError
from geo.atlas.shard import Done, Shard, Unit, set_aside

# A worker reads one shard while another waits for it, so that it never waits for us.
_IN_HAND = 2
# Where so many die one after another before they could begin, no article is to blame.
_STILLBORN = 5


class _Ready:
    """What a worker says when it has loaded its tables."""


@dataclass
class _Job:
    """A shard, and whether a worker has been lost over it."""

    shard: Shard
    lost: bool = False

    def again(self) -> "list[_Job]":
        """What to do after a loss: the whole once more, then each half by itself."""
        if not self.lost:
            return [_Job(self.shard, lost=True)]
        middle = len(self.shard) // 2
        return [_Job(half, lost=True) for half in (self.shard[:middle], self.shard[middle:])]

    @property
    def is_hopeless(self) -> bool:
        return self.lost and len(self.shard) == 1


@dataclass
class _Worker:
    process: SpawnProcess
    pipe: Connection
    hand: deque[_Job] = field(default_factory=deque)
    is_ready: bool = False

    def room(self, job: _Job) -> bool:
        """A suspect is read alone: whatever kills the worker must not be laid at another shard's door."""
        if not self.hand:
            return True
        return len(self.hand) < _IN_HAND and not job.lost and not any(other.lost for other in self.hand)


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """So many processes reading shards with `unit`, a function that they can import."""

    def __init__(self, count: int, unit: Unit) -> None:
        self._count = count
        self._unit = unit
        self._workers: list[_Worker] = []
        self._waiting: deque[_Job] = deque()
        self._stillborn = 0

    def work(self, shards: Iterable[Shard]) -> Generator[Done, None, None]:
        """Read the shards; what comes of them comes in no order, and no more are held than the workers need.

        A shard that a worker dies over is read once more, then by halves, until the one article is found that does it:
        that is refused, and nothing else. Raises AtlasError where workers cannot be kept alive at all.
        """
        coming = iter(shards)
        try:
            self._workers = [self._start() for _ in range(self._count)]
            while True:
                self._hand_out()
                while not self._waiting and (shard := next(coming, None)):
                    self._waiting.append(_Job(shard))
                    self._hand_out()
                if not any(worker.hand for worker in self._workers):
                    return
                yield from self._collect()
        finally:
            self._end()

    def _hand_out(self) -> None:
        """Give what waits to workers with room for it."""
        while self._waiting:
            job = self._waiting[0]
            worker = min(self._workers, key=lambda one: len(one.hand))
            if not worker.room(job):
                return
            worker.hand.append(self._waiting.popleft())
            with suppress(OSError):  # it is dead, which `_collect` will see
                worker.pipe.send(job.shard)

    def _collect(self) -> Iterator[Done]:
        """Wait until workers are done with something, or die."""
        ready = wait([worker.pipe for worker in self._workers if worker.hand])
        for place, worker in enumerate(self._workers):
            if worker.pipe not in ready:
                continue
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                worker.process.join()
                worker.pipe.close()
                self._workers[place] = self._start()
                yield from self._bury(worker)
                continue
            if isinstance(answer, _Ready):
                worker.is_ready, self._stillborn = True, 0
            elif isinstance(answer, Done):
                worker.hand.popleft()
                yield answer
            else:
                yield from self._lose(worker.hand.popleft(), answer)

    def _bury(self, worker: _Worker) -> Iterator[Done]:
        """Take back what a dead worker had in hand; the first of it is what it died over."""
        cause = _cause(worker.process)
        if worker.is_ready:
            first = worker.hand.popleft()
            self._waiting.extendleft(reversed(worker.hand))
            yield from self._lose(first, cause)
            return
        self._waiting.extendleft(reversed(worker.hand))
        self._stillborn += 1
        if self._stillborn > _STILLBORN:
            raise AtlasError(
                f"The processes that read articles cannot be started ({cause}): free some memory, or build with "
                "--jobs 1. What was finished is kept."
            )

    def _lose(self, job: _Job, cause: str) -> Iterator[Done]:
        if job.is_hopeless:
            yield set_aside(job.shard, f"reading it ends the process that reads it ({cause})")
        else:
            self._waiting.extendleft(reversed(job.again()))

    def _start(self) -> _Worker:
        # Not a copy of this process, which would hold its threads, locks and the lock of the atlas.
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._unit), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _end(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()


def _cause(process: SpawnProcess) -> str:
    code = process.exitcode or 0
    return f"signal {-code}, {signal.strsignal(-code)}" if code < 0 else f"exit code {code}"


def _serve(pipe: Connection, unit: Unit) -> None:
    """Read shards until the process that builds is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of us, and is answered by the one that builds
    coming: SimpleQueue[Shard] = SimpleQueue()
    # Taken in by a thread, or both sides might wait for ever, each for the other to take what it sends.
    Thread(target=_take_in, args=(pipe, coming), daemon=True).start()
    unit([])  # loads the tables; to die of that is no article's fault
    try:
        pipe.send(_Ready())
        while True:
            pipe.send(_answer(unit, coming.get()))
    except OSError:
        return


def _take_in(pipe: Connection, coming: "SimpleQueue[Shard]") -> None:
    try:
        while True:
            coming.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)


def _answer(unit: Unit, shard: Shard) -> Done | str:
    try:
        return unit(shard)
    except Exception as error:  # as good as dead over this shard, but able to say so
        return f"{type(error).__name__}: {error}"
