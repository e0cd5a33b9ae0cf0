"""How far a build is: a bar for whoever watches, a line now and then for whoever reads a log."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from time import monotonic

import click

_EVERY = 30.0  # seconds between the lines of a log

Tell = Callable[[int, int], object]


@contextmanager
def build_progress(total: int, quiet: bool, every: float = _EVERY) -> Iterator[Tell]:
    """Yield a function to tell of further articles and bytes of text. `total`: bytes to come, 0 where nobody knows.

    A terminal gets a bar with articles and megabytes a second and, where the total is known, the time left. Anything
    else gets a line after each `every` seconds, none for a build that takes less.
    """
    if quiet:
        yield lambda articles, text: None
    elif sys.stderr.isatty():
        with _bar(total) as tell:
            yield tell
    else:
        yield _Log(total, every)


@contextmanager
def _bar(total: int) -> Iterator[Tell]:
    from tqdm import tqdm

    # Asked here, because in a terminal that does not know its size (a container's) tqdm would draw nothing.
    size = get_terminal_size()
    begun, read = monotonic(), 0
    with tqdm(
        total=total or None,
        unit="B",
        unit_scale=True,
        file=sys.stderr,
        leave=False,
        ncols=size.columns,
        nrows=size.lines,
        smoothing=0.05,  # pieces come in bursts, as many at a time as there are workers
    ) as bar:

        def tell(articles: int, text: int) -> None:
            nonlocal read
            read += articles
            bar.set_postfix_str(f"{read / max(monotonic() - begun, 0.1):,.0f} articles/s", refresh=False)
            bar.update(text)

        yield tell


class _Log:
    def __init__(self, total: int, every: float) -> None:
        self._total = total
        self._every = every
        self._begun = self._last = monotonic()
        self._articles = self._text = 0

    def __call__(self, articles: int, text: int) -> None:
        self._articles += articles
        self._text += text
        now = monotonic()
        if now - self._last >= self._every:
            self._last = now
            click.echo(line(self._articles, self._text, now - self._begun, self._total), err=True)


def line(articles: int, text: int, seconds: float, total: int) -> str:
    """One line of a log; the time left only where `total` (bytes) is known and has not been passed."""
    seconds = max(seconds, 0.1)
    told = f"{articles:,} articles, {text / 1e6:,.1f} MB; {articles / seconds:,.0f} articles/s"
    told += f", {text / 1e6 / seconds:.2f} MB/s"
    if text and total > text:
        left = (total - text) * seconds / text
        told += f"; {left / 60:,.0f} min left" if left >= 120 else f"; {left:.0f} s left"
    return told
