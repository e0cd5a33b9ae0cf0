"""Builds that can be killed cheaply: everything is loaded once, and each build is a process forked from that.

Reads lines `atlas<TAB>source<TAB>seconds<TAB>jobs` and answers each with how the build ended: killed after so many
seconds (with its workers), or done, or failed with a sentence.
"""

import os
import signal
import sys
import time
from pathlib import Path

from geo.atlas import build
from geo.atlas.build import Build
from geo.atlas.reading import suspects
from geo.atlas.reading.readers import Readers
from geo.atlas.reading.shard import read_shard

build._SHARD = 300  # so that a small build has many units of work and publishes several times
build._FLUSH = 6_000
suspects.Suspects.begin = lambda self, shard: None  # or what a kill interrupted is read in a process that starts slowly


def run(atlas: Path, source: Path, jobs: int) -> int:
    try:
        Build(atlas, readers=Readers(jobs)).run([source])
    except Exception as error:
        print(f"{type(error).__name__}: {error}".splitlines()[0], flush=True)
        return 1
    return 0


def end(child: int, seconds: float) -> int:
    """Wait so long for a process, kill it if it is still there; its wait status."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def main() -> None:
    read_shard([])
    print("ready", flush=True)
    for line in sys.stdin:
        atlas, source, seconds, jobs = line.rstrip("\n").split("\t")
        child = os.fork()
        if not child:
            os._exit(run(Path(atlas), Path(source), int(jobs)))
        status = end(child, float(seconds))
        print("killed" if os.WIFSIGNALED(status) else "done" if not status else "failed", flush=True)


if __name__ == "__main__":
    main()
