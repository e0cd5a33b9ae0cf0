"""The workers of a Dask cluster reading shards; what comes of them is written here, by the one that builds."""

import asyncio
import logging
import pickle
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import chain
from queue import Empty, SimpleQueue
from time import monotonic, sleep
from typing import Any

from geo import __version__
from geo.atlas.errors import AtlasError
from geo.atlas.reading.cluster_task import edition_of_code, read_remotely
from geo.atlas.reading.losses import Job
from geo.atlas.reading.packing import pack
from geo.atlas.reading.shard import Done, Shard, Unit

_PATIENCE = 60.0  # seconds to wait for a worker, or for a scheduler that was there
_ANSWER = 10.0  # seconds to wait for a scheduler to answer
_IN_HAND = 3  # shards for each thread: one is read, one lies ready, one is on its way here
_LOOK = 2.0  # seconds after which the cluster is looked at again: workers come and go
_EMPTY = 0.2  # seconds between looks while no worker is there


class Cluster:
    """Workers of the Dask scheduler at `address`, reading shards with `unit`, a function that they can import.

    `limit`: the seconds a shard may take.
    """

    def __init__(self, address: str, unit: Unit, limit: float) -> None:
        self._address = address
        self._unit = pickle.dumps(unit)
        self._limit = limit
        self._wanted = edition_of_code()
        self._waiting: deque[Job] = deque()
        self._flying: dict[str, tuple[Any, Job]] = {}
        self._landed: SimpleQueue[str] = SimpleQueue()
        self._room = 0
        self._looked = self._seen = monotonic()

    def work(self, shards: Iterable[Shard]) -> Generator[Done, None, None]:
        """Read the shards; what comes of each comes once, in no order, whatever happens to the workers.

        No more shards are on their way than the workers will soon read. What a worker had when it was lost is read by
        others; a shard over which several were lost is read again by halves, alone, until one article is found, which
        is refused. Raises AtlasError where there is no scheduler, no worker, or one with another edition of the code.
        """
        coming = iter(shards)
        if not (first := next(coming, None)):
            return
        coming = chain([first], coming)
        with closing(self._connect()) as client:
            self._seen = monotonic()
            while True:
                self._look(client)
                self._send(client)
                while not self._waiting and len(self._flying) < self._room and (shard := next(coming, None)):
                    self._waiting.append(Job(shard, self._limit))
                    self._send(client)
                if self._flying:
                    yield from self._receive()
                elif self._room and not self._waiting:
                    return
                else:
                    sleep(_EMPTY)

    def _connect(self) -> Any:
        try:
            import distributed
        except ImportError:
            raise AtlasError("Building on a cluster needs Dask: pip install 'dateline-atlas[cluster]'.") from None
        for name in ("distributed", "tornado"):  # what they have to say is said here in a sentence
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            with ThreadPoolExecutor(1) as apart:  # a notebook has an event loop running in its own thread
                apart.submit(lambda: asyncio.run(self._knock())).result()
            client: Any = distributed.Client
            return client(self._address, timeout=_PATIENCE, set_as_default=False)
        except ValueError:
            raise AtlasError(f"{self._address} is no address of a scheduler: write it as tcp://host:8786.") from None
        except (OSError, TimeoutError):
            raise AtlasError(
                f"No scheduler answers at {self._address}: start one with `dask scheduler`, or mend the address. "
                "Nothing was changed."
            ) from None

    async def _knock(self) -> None:
        """See that the scheduler is there, before a client is made that would complain on its own when thrown away."""
        from distributed.comm import core
        from distributed.security import Security

        connect: Any = core.connect
        security: Any = Security
        how = security().get_connection_args("client")
        line = await connect(self._address, timeout=_ANSWER, **how)
        line.abort()

    def _look(self, client: Any) -> None:
        """See now and then how many threads there are to read, and that the scheduler is still there."""
        if client.status == "closed":
            raise AtlasError(
                f"The scheduler at {self._address} has gone: start it again and build again. What was finished is kept."
            )
        now = monotonic()
        if self._room and now - self._looked < _LOOK:
            return
        self._looked, self._room = now, 0
        try:
            threads = sum(client.nthreads().values())
        except (OSError, TimeoutError, RuntimeError):  # the connection is lost, and is made anew or given up
            return
        self._room = threads * _IN_HAND
        if threads:
            self._seen = now
        elif now - self._seen > _PATIENCE:
            raise AtlasError(
                f"No worker has been at the scheduler {self._address} for {_PATIENCE:.0f} seconds: start some "
                f"with `dask worker {self._address}`. What was finished is kept."
            )

    def _send(self, client: Any) -> None:
        """Send off what waits, as long as there is room; a suspect only once nothing else is on its way."""
        while self._waiting and len(self._flying) < self._room:
            job = self._waiting[0]
            if self._flying and (job.lost or any(other.lost for _, other in self._flying.values())):
                return
            future = client.submit(read_remotely, self._unit, pack(job.shard), self._wanted, job.limit, pure=False)
            self._flying[future.key] = future, self._waiting.popleft()
            future.add_done_callback(lambda landed: self._landed.put(landed.key))

    def _receive(self) -> Iterator[Done]:
        """Wait a while for a shard to be done with, and take in what came of it."""
        try:
            key = self._landed.get(timeout=_LOOK)
        except Empty:
            return
        future, job = self._flying.pop(key)
        try:
            yield from self._unpacked(future, job)
        finally:
            future.release()

    def _unpacked(self, future: Any, job: Job) -> Iterator[Done]:
        from distributed import CancelledError, KilledWorker

        try:
            found = future.result()
        except (CancelledError, OSError):  # the connection was lost, and with it whatever was on its way
            self._waiting.append(job)
        except KilledWorker:
            yield from self._again(job.ended("worker after worker of the cluster"))
        except AtlasError:
            raise
        except Exception as error:
            raise AtlasError(
                f"The workers of {self._address} cannot read articles ({type(error).__name__}: {error}): install "
                f"dateline-atlas {__version__} where they run."
            ) from None
        else:
            if isinstance(found, str):
                raise AtlasError(
                    f"A worker of {self._address} has another edition of Dateline ({found}) than this machine "
                    f"({self._wanted}): install the same everywhere and start the workers anew. What was finished is "
                    "kept."
                )
            yield from found

    def _again(self, then: Done | list[Job]) -> Iterator[Done]:
        if isinstance(then, Done):
            yield then
        else:
            self._waiting.extendleft(reversed(then))
