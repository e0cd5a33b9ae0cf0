"""The figures of building, as Markdown."""

import platform

from tests.bench.build_runs import Run

_ARTICLE = 3_000  # bytes of text in an article of a newspaper
_MANY = 100_000_000  # articles


def report(speed: dict[str, Run], memory: list[Run], workers: list[tuple[str, Run]], processor: str) -> str:
    """The tables: speed on one machine, memory by size, and a cluster; and what follows for very many articles."""
    one, two = speed["extract"], speed["2"]
    lines = [
        f"Measured with Python {platform.python_version()} on {processor}, two cores.",
        "",
        f"| {one.megabytes:.0f} MB of newswire | MB/s | seconds | of the processor, all processes | peak memory, MB |",
        "| --- | ---: | ---: | ---: | ---: |",
        _row("`dateline extract`, one core", one),
        _row("`dateline build --jobs 1`", speed["1"]),
        _row("`dateline build --jobs 2`", two),
        "",
        f"Two jobs read {two.speed / (2 * one.speed):.0%} of twice what `extract` reads on one core. Of the processor "
        f"`build` takes {two.processor / one.processor:.2f} times what `extract` takes, so that {_bound(one, two):.0%} "
        "would be the most with both cores busy throughout.",
        "",
        "| text, MB | peak memory of `build --jobs 2`, all processes, MB | MB/s |",
        "| ---: | ---: | ---: |",
        *(f"| {run.megabytes:.0f} | {run.memory:.0f} | {run.speed:.2f} |" for run in memory),
        "",
    ]
    return "\n".join([*lines, *(_cluster(workers) if workers else [])])


def _row(name: str, run: Run) -> str:
    return f"| {name} | {run.speed:.2f} | {run.seconds:.1f} | {run.processor:.1f} | {run.memory:.0f} |"


def _bound(one: Run, two: Run) -> float:
    return one.processor / two.processor


def _cluster(workers: list[tuple[str, Run]]) -> list[str]:
    """The cluster's table, and the very many articles reckoned from it."""
    size = workers[0][1].megabytes
    alone = workers[0][1]
    writer = max(run.megabytes / run.processor for _, run in workers)
    hours = _MANY * _ARTICLE / 1e6 / 3600
    return [
        f"| workers, of one thread, on the same two cores; {size:.0f} MB | MB/s | seconds | "
        "of the processor, by the building process alone |",
        "| ---: | ---: | ---: | ---: |",
        *(f"| {name} | {run.speed:.2f} | {run.seconds:.1f} | {run.processor:.1f} |" for name, run in workers),
        "",
        f"One hundred million articles of {_ARTICLE // 1000} kB are {_MANY * _ARTICLE / 1e9:.0f} GB of text. At "
        f"{alone.speed:.2f} MB/s a worker, as measured with one, that is {hours / alone.speed:,.0f} hours of a worker. "
        f"The building process, which finds, checks, hands out and writes, took one second of a core for {writer:.1f} "
        f"MB: {hours / writer:,.0f} hours at the least, however many workers there are, and no more than "
        f"{writer / alone.speed:.0f} workers can be kept busy by it.",
        "",
    ]
