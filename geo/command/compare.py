"""`dateline compare`: what one selection names more than another."""

import shlex
from collections.abc import Sequence
from typing import Any, get_args

import click
from click.core import ParameterSource

from geo.atlas.answers.answer_columns import ANSWERS
from geo.atlas.answers.difference import Counted
from geo.atlas.answers.pinned import PinnedAtlas
from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.command.selection_options import selection_options
from geo.command.showing import form_option, show
from geo.export.provenance import provenance

# What is said once for both sides, by the name of its parameter.
_OF_BOTH = {"atlas": "--atlas", "edition": "--edition", "countries": "--country"}


@click.command(add_help_option=False)
@selection_options
def _side(selection: Selection, **_: Any) -> Selection:
    """The other side's own options."""
    return selection


def _other(words: Sequence[str]) -> Selection:
    """The selection of these words, on the atlas that is compared; UsageError for what holds for both sides."""
    whole = click.get_current_context().params
    with _side.make_context("--against", list(words)) as side:
        for name, option in _OF_BOTH.items():
            if side.get_parameter_source(name) is ParameterSource.COMMANDLINE:
                raise click.UsageError(f"{option} holds for both sides: say it outside --against.")
        side.params |= {name: whole[name] for name in _OF_BOTH}
        selection: Selection = _side.invoke(side)
        return selection


@click.command(epilog="Exit codes: 0 shown, 1 there is no atlas that can be read, 2 wrong usage.")
@click.option("--against", required=True, metavar="OPTIONS", help="The other side: filters as below, in one argument.")
@click.option("--count", "counted", type=click.Choice(get_args(Counted)), default="mentions", show_default=True)
@form_option
@selection_options
def compare(
    atlas: Atlas, selection: Selection, countries: Sequence[str], against: str, counted: Counted, form: str | None
) -> None:
    """Hold two selections against each other: which countries does the one name more than the other?

    \b
    dateline compare --source AFP --against "--source Reuters"
    dateline compare --until 2021-08-31 --against "--since 2021-09-01"
    dateline compare --use actor --against "--use place" --count articles
    """
    held = PinnedAtlas(atlas)
    try:
        other = _other(shlex.split(against))
    except ValueError as fault:
        raise click.UsageError(f"--against could not be read ({fault}); quote its options as one argument.") from None
    table = held.difference(selection, other, counted)
    table = table[table["iso3"].isin(countries)] if countries else table
    told = provenance(held, selection, countries)
    told |= {"against": provenance(held, other)["selection"], "counted": counted}
    told["selection"] = f"{told['selection']}\nAgainst: {told['against']}" if form != "json" else told["selection"]
    show(table, ANSWERS["differences"], form, told)
