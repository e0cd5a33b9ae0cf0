"""Building on a Dask cluster on loopback: with 1, 2 and 4 workers, and with one of two killed half-way."""

import threading
import time
from pathlib import Path

from tests.atlas.dask_cluster import DaskCluster
from tests.bench.build_runs import Run, build


def cluster_runs(file: Path, folder: Path) -> list[tuple[str, Run]]:
    """A run for each size of cluster, and what it is called."""
    runs, whole = [], 0.0
    for count in (1, 2, 4):
        run = _run(file, folder, count)
        runs.append((str(count), run))
        whole = run.seconds if count == 2 else whole
    return [*runs, ("2, one killed half-way", _run(file, folder, 2, whole / 2))]


def _run(file: Path, folder: Path, count: int, kill_after: float = 0.0) -> Run:
    place = folder / f"dask-{count}-{bool(kill_after)}"
    place.mkdir()
    dask = DaskCluster(place)
    try:
        workers = [dask.worker("--no-nanny") for _ in range(count)]
        dask.wait_for(count)
        time.sleep(1)
        killer = threading.Timer(kill_after, workers[0].kill)
        if kill_after:
            killer.start()
        return build(file, folder / "atlas", "--scheduler", dask.address)
    finally:
        dask.end()
