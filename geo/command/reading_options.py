"""The options of `build` that say how sources are to be read."""

import functools
import re
from collections.abc import Callable
from typing import Any

import click

from geo.articles.columns import FIELDS, Columns
from geo.articles.dispatch import FORMATS, PACKED
from geo.articles.limits import GIB, KIB, MIB, Limits, size
from geo.articles.reading import Reading

_UNITS = {"": 1, "k": KIB, "m": MIB, "g": GIB}
_USUAL = Limits()


class Size(click.ParamType):
    """A number of bytes: 500000, 64MB, 2 GB."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The bytes; fails with a sentence for what is no size, or none at all."""
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmg]?)i?b?\s*", str(value), re.I)
        count = int(float(found[1]) * _UNITS[found[2].lower()]) if found else 0
        return count or self.fail(f"{value!r} is not a size such as 500kB, 64MB or 2GB.", param, ctx)


def _column(field: str) -> Callable:
    return click.option(f"--{field}", metavar="COLUMN", default="", help=f"The column or field that holds the {field}.")


def _limit(name: str, usual: int, what: str) -> Callable:
    return click.option(f"--max-{name}", type=Size(), default=usual, show_default=size(usual), help=what)


def _number(name: str, usual: int, unit: str, what: str) -> Callable:
    whole = click.IntRange(min=1)
    return click.option(f"--max-{name}", type=whole, default=usual, show_default=str(usual), metavar=unit, help=what)


_OPTIONS = (
    *(_column(field) for field in FIELDS),
    click.option(
        "--date-order",
        type=click.Choice(["dmy", "mdy", "ymd"]),
        help="What 03/04/2021 means; without this such a date stays empty and is reported.",
    ),
    click.option(
        "--format",
        type=click.Choice([suffix[1:] for suffix in (*FORMATS, *PACKED)]),
        help="How to read what has no telling name: standard input, an address.",
    ),
    click.option("--any-language", is_flag=True, help="Take in what is not English too; its names will be misread."),
    _number("article", _USUAL.article, "CHARACTERS", "Longer articles are refused."),
    _limit("line", _USUAL.line, "Longer lines, rows and JSON values are refused."),
    _limit("file", _USUAL.file, "Larger texts, pages and feeds, which are read whole, are refused."),
    _limit("unpacked", _USUAL.unpacked, "No more is unpacked from one compressed file."),
    _number("ratio", _USUAL.ratio, "TIMES", "Nothing is unpacked to more than so many times its size."),
    _number("depth", _USUAL.depth, "ARCHIVES", "Archives within archives are opened so deep."),
)
_LIMITS = ("article", "line", "file", "unpacked", "ratio", "depth")


def reading_options(command: Callable) -> Callable:
    """Give a command the options above; it gets them as one argument, `reading`."""

    @functools.wraps(command)
    def taking(**given: Any) -> Any:
        reading = Reading(
            columns=Columns(**{field: given.pop(field) for field in FIELDS}),
            order=given.pop("date_order") or "",
            limits=Limits(**{name: given.pop(f"max_{name}") for name in _LIMITS}),
            any_language=given.pop("any_language"),
            format=f".{chosen}" if (chosen := given.pop("format")) else "",
        )
        return command(reading=reading, **given)

    for option in reversed(_OPTIONS):
        taking = option(taking)
    return taking
