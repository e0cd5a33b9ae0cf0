"""One geoparser, one process, one core: load it, read texts, print the figures as JSON. Started by speed.py.

    python tests/bench/speed_worker.py dateline|flashgeotext TEXTS.jsonl ROUNDS

Of TEXTS, JSON Lines with `text`, the bytes of UTF-8 are counted, read from memory. Runs in any environment that has the
one package it is to load.
"""

import time

STARTED = time.perf_counter()

import json  # noqa: E402
import os  # noqa: E402
import resource  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402

# As many texts as `dateline extract` reads at once.
TOGETHER = 200


def one_core() -> None:
    """Stay on one core, where the system lets a process choose."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def load(name: str) -> Callable[[list[str]], object]:
    """Import a geoparser, load its tables, and return what reads some texts, in the way that suits it best."""
    if name == "flashgeotext":
        from flashgeotext.geotext import GeoText

        extract = GeoText().extract
        return lambda texts: [extract(text) for text in texts]
    from geo.collector import spare_the_collector
    from geo.toponyms.geoparser import Geoparser

    geoparser = Geoparser.load()
    spare_the_collector()
    return geoparser.read_all


def extraction() -> Callable[[list[bytes]], list[bytes]]:
    """What `dateline extract` does with lines: bytes of JSON in, bytes of JSON out."""
    from geo.command.extract import Answer
    from geo.toponyms.geoparser import Geoparser

    return Answer(Geoparser.load()).all


def seconds(read: Callable[[list], object], inputs: list, rounds: int) -> float:
    """The shortest of several rounds over all inputs, in seconds of the processor, which neighbours disturb least."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for first in range(0, len(inputs), TOGETHER):
            read(inputs[first : first + TOGETHER])
        best = min(best, time.process_time() - start)
    return best


def peak() -> float:
    """Peak resident memory of this process so far, in MB (Linux counts it in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def main() -> None:
    """Load, read, print."""
    name, path, rounds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    one_core()
    read = load(name)
    read(["Kabul"])
    figures = {"load": time.perf_counter() - STARTED, "loaded_memory": peak()}
    lines = path.read_bytes().splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    size = sum(len(text.encode()) for text in texts) / 1e6
    figures["speed"] = size / seconds(read, texts, rounds)
    if name == "dateline":
        figures["extract_speed"] = size / seconds(extraction(), lines, rounds)
    figures["texts_memory"] = peak()
    print(json.dumps({"size": size, **figures}))


if __name__ == "__main__":
    main()
