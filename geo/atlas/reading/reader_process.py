"""A process that reads shards for another one, over a socket between the two, until that other is gone.

It is no child of `multiprocessing`: those may not be started from a Dask worker, and run the caller's script again.
"""

import os
import signal
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from geo.atlas.reading.packing import pack, unpack
from geo.atlas.reading.shard import Done, Shard, Unit
from geo.collector import spare_the_collector

_KIND = "import sys; sys.path[:] = {path!r}; from geo.atlas.reading.reader_process import serve; serve({socket})"


class Ready:
    """What a reader says when it has loaded its tables."""


class ReaderProcess:
    """A process that reads shards with `unit`, a function that it can import.

    Shards go in by `give` and are answered by `pipe`, in order: by Done, or by a sentence where the unit raised.
    `Ready` comes first. Reading from `pipe` raises EOFError or OSError once the process is dead.
    """

    def __init__(self, unit: Unit) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            code = _KIND.format(path=sys.path, socket=theirs.fileno())
            command = [sys.executable, "-c", code]
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        self.pipe = Connection(ours.detach())
        self.pipe.send(unit)

    def give(self, shard: Shard) -> None:
        """Have it read a shard. Raises OSError where it is dead."""
        self.pipe.send_bytes(pack(shard))

    def cause(self) -> str:
        """How it died, waiting until it has."""
        code = self._process.wait()
        return f"signal {-code}, {signal.strsignal(-code)}" if code < 0 else f"exit code {code}"

    def end(self) -> None:
        """Kill it, whatever it is doing; it holds nothing that could be lost."""
        self.pipe.close()
        self._process.kill()
        self._process.wait()


def serve(descriptor: int) -> None:
    """Be a reader: take the unit, then shards, from a socket; return when whoever holds its other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of us, and is answered by the one that builds
    pipe = Connection(descriptor)
    unit: Unit = pipe.recv()
    coming: SimpleQueue[Shard] = SimpleQueue()
    # Taken in by a thread, or both sides might wait for ever, each for the other to take what it sends.
    Thread(target=_take_in, args=(pipe, coming), daemon=True).start()
    unit([])  # loads the tables; to die of that is no article's fault
    spare_the_collector()
    try:
        pipe.send(Ready())
        while True:
            pipe.send(_answer(unit, coming.get()))
    except OSError:
        return


def _take_in(pipe: Connection, coming: "SimpleQueue[Shard]") -> None:
    try:
        while True:
            coming.put(unpack(pipe.recv_bytes()))
    except (EOFError, OSError):
        os._exit(0)


def _answer(unit: Unit, shard: Shard) -> Done | str:
    try:
        return unit(shard)
    except Exception as error:  # as good as dead over this shard, but able to say so
        return f"{type(error).__name__}: {error}"
