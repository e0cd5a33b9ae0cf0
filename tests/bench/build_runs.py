"""One run of a command: how long it took, on how much of the processor, and how much memory all its processes held."""

import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).with_name("dateline")
_EVERY = 1.0  # seconds between looks at the memory, each of which costs some hundredths of a core


@dataclass(frozen=True)
class Run:
    """`megabytes` of text in `seconds` by the clock; `processor`: seconds of it; `memory`: the most at once, in MB.

    `memory` is the sum of the proportional shares (PSS) of all processes: what several share is counted once.
    """

    megabytes: float
    seconds: float
    processor: float
    memory: float

    @property
    def speed(self) -> float:
        """MB a second."""
        return self.megabytes / self.seconds


def extract(file: Path) -> Run:
    """`dateline extract` on one core."""
    with Path(os.devnull).open("wb") as nowhere:
        return run([COMMAND, "extract", file], int(file.stem), stdout=nowhere, preexec_fn=_one_core)


def build(file: Path, atlas: Path, *options: str) -> Run:
    """`dateline build` into a new atlas."""
    shutil.rmtree(atlas, ignore_errors=True)
    return run([COMMAND, "build", "--quiet", "--atlas", atlas, *options, file], int(file.stem))


def run(command: list, megabytes: float, **how: object) -> Run:
    """Run a command to its end in a session of its own, and watch it."""
    begun = time.monotonic()
    process = subprocess.Popen(command, start_new_session=True, **how)
    most, done = [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, most, done))
    watcher.start()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begun
    done.set()
    watcher.join()
    if status:
        raise SystemExit(f"{' '.join(map(str, command))} failed.")
    return Run(megabytes, seconds, used.ru_utime + used.ru_stime, most[0])


def _watch(session: int, most: list[float], done: threading.Event) -> None:
    while not done.wait(_EVERY):
        most[0] = max(most[0], sum(_shares(session)) / 1e6)


def _shares(session: int) -> list[int]:
    """Bytes of memory that fall to each process of a session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[3]) == session:
                told = stat.with_name("smaps_rollup").read_text()
                found.append(1024 * int(told.partition("\nPss:")[2].split()[0]))
        except (OSError, IndexError):  # it has just ended
            continue
    return found


def _one_core() -> None:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
