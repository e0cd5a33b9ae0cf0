"""`dateline compare`: what one selection names more than another."""

import shlex
from collections.abc import Sequence
from typing import Any, get_args

import click

from geo.atlas.answer_columns import ANSWERS
from geo.atlas.atlas import Atlas
from geo.atlas.difference import Counted
from geo.atlas.pinned import PinnedAtlas
from geo.atlas.selection import Selection
from geo.command.selection_options import selection_options
from geo.command.showing import form_option, show
from geo.export.provenance import provenance


@click.command(add_help_option=False)
@selection_options
def _side(selection: Selection, **_: Any) -> Selection:
    """The other side's own options."""
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
        asked = ["--atlas", str(atlas.path), *shlex.split(against)]
        other: Selection = _side.main(asked, prog_name="--against", standalone_mode=False)
    except ValueError as fault:
        raise click.UsageError(f"--against could not be read ({fault}); quote its options as one argument.") from None
    table = held.difference(selection, other, counted)
    table = table[table["iso3"].isin(countries)] if countries else table
    told = provenance(held, selection, countries)
    told |= {"against": provenance(held, other)["selection"], "counted": counted}
    told["selection"] = f"{told['selection']}\nAgainst: {told['against']}" if form != "json" else told["selection"]
    show(table, ANSWERS["differences"], form, told)
