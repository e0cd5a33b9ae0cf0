"""A real Dask cluster on loopback: a scheduler and workers, each a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

HOME = Path(__file__).parents[2]
_FORGOTTEN = "300"  # seconds after which what a killed test has left behind ends by itself


class DaskCluster:
    """A scheduler, and workers as they are asked for; `end` kills whatever still runs."""

    def __init__(self, folder):
        self._folder = folder
        self._processes = []
        told = folder / "scheduler.json"
        place = ["--host", "127.0.0.1", "--port", "0", "--scheduler-file", told]
        self.scheduler = self._start("scheduler", *place, "--idle-timeout", _FORGOTTEN)
        self.address = ""
        while not self.address:
            with suppress(OSError, ValueError):  # not there, or half written
                self.address = json.loads(told.read_text())["address"]
            time.sleep(0.05)

    def worker(self, *options, code=HOME):
        """Start a worker that runs the code in a folder; the process is that of its nanny, where it has one."""
        place = ["--host", "127.0.0.1", "--local-directory", self._folder]
        return self._start(
            "worker", self.address, *place, "--nthreads", "1", "--death-timeout", _FORGOTTEN, *options, code=code
        )

    def wait_for(self, count):
        """Wait until so many workers are there."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=120)

    def end(self):
        """Kill it all, readers and nannies too."""
        for process in self._processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self, part, *arguments, code=HOME):
        command = [sys.executable, "-m", f"distributed.cli.dask_{part}", "--no-dashboard", *map(str, arguments)]
        here = os.environ | {
            "PYTHONPATH": str(code),
            "DASK_LOGGING__DISTRIBUTED": "critical",
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",  # one worker lost is enough to suspect a shard
        }
        process = subprocess.Popen(command, env=here, cwd=self._folder, start_new_session=True)
        self._processes.append(process)
        return process
