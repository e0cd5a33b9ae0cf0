"""`dateline together`: who is named with whom."""

from collections.abc import Sequence
from typing import get_args

import click

from geo.atlas.answers.answer_columns import ANSWERS
from geo.atlas.answers.pinned import PinnedAtlas
from geo.atlas.answers.together_query import Within
from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.command.selection_options import Country, selection_options
from geo.command.showing import form_option, show
from geo.export.provenance import provenance


@click.command(epilog="Exit codes: 0 shown, 1 there is no atlas that can be read, 2 wrong usage.")
@click.argument("named", metavar="COUNTRY...", nargs=-1, required=True, type=Country())
@click.option("--within", type=click.Choice(get_args(Within)), default="sentence", show_default=True, help="How near.")
@form_option
@selection_options
def together(
    atlas: Atlas,
    selection: Selection,
    countries: Sequence[str],
    named: Sequence[str],
    within: Within,
    form: str | None,
) -> None:
    """Count what is named in one sentence, paragraph or article with a country; of several countries, each pair.

    \b
    dateline together Kazakhstan
    dateline together KAZ --within article --since 2021-08-01
    dateline together KAZ UZB KGZ TJK
    """
    if countries and len(named) > 1:
        raise click.UsageError("--country chooses among those named with one country; of several, name only these.")
    held = PinnedAtlas(atlas)
    if len(named) == 1:
        table, columns = held.together(selection, named[0], within), ANSWERS["named together"]
        table = table[table["iso3"].isin(countries)] if countries else table
    else:
        table, columns = held.matrix(selection, named, within), ANSWERS["pairs"]
    show(table, columns, form, {**provenance(held, selection, countries), "named": list(named), "within": within})
