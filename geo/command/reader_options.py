"""The options of `build` that say who reads."""

import functools
from collections.abc import Callable
from typing import Any

import click

from geo.atlas.reading.readers import Readers
from geo.atlas.reading.workers import LIMIT

_OPTIONS = (
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes that read side by side.  [default: one a core, and one alone for few articles]",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Have the workers of a Dask cluster read: the address of its scheduler, such as tcp://host:8786.",
    ),
    click.option(
        "--time-limit",
        type=click.FloatRange(min=1),
        default=LIMIT,
        show_default=f"{LIMIT:.0f}",
        metavar="SECONDS",
        help="Articles whose reading takes longer are refused.",
    ),
)


def reader_options(command: Callable) -> Callable:
    """Give a command the options above; it gets them as one argument, `readers`."""

    @functools.wraps(command)
    def taking(jobs: int | None, scheduler: str | None, time_limit: float, **given: Any) -> Any:
        if jobs and scheduler:
            raise click.UsageError("--jobs is for this machine and --scheduler for a cluster: name one of them.")
        return command(readers=Readers(jobs or 0, scheduler or "", time_limit), **given)

    for option in reversed(_OPTIONS):
        taking = option(taking)
    return taking
