"""How the command line speaks: a bar where someone watches, plain lines where a script reads."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import NoReturn

import click


def fail(error: object, code: int = 1) -> NoReturn:
    """End with one sentence on standard error and an exit code."""
    click.echo(f"Error: {error}", err=True)
    sys.exit(code)


def one_line(text: str) -> str:
    """Names and notes are text from outside: nothing in them shall move a terminal's cursor."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


@contextmanager
def progress(total: int, unit: str, quiet: bool = False) -> Iterator[Callable[[int], object]]:
    """Yield a function to tell of each further piece of `total` (0: unknown); it draws a bar on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    # Asked here, because in a terminal that does not know its size (a container's) tqdm would draw nothing.
    size = get_terminal_size()
    bar = tqdm(
        total=total or None,
        unit=unit,
        unit_scale=True,
        file=sys.stderr,
        leave=False,
        ncols=size.columns,
        nrows=size.lines,
    )
    with bar:
        yield bar.update
