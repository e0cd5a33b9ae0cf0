"""`dateline blocs`: how often the news names a bloc, against how many people live in it."""

from collections.abc import Sequence

import click

from geo.atlas.answers.answer_columns import ANSWERS
from geo.atlas.answers.blocs import Bloc
from geo.atlas.answers.pinned import PinnedAtlas
from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.command.selection_options import selection_options
from geo.command.showing import form_option, show
from geo.export.provenance import provenance


@click.command(epilog="Exit codes: 0 shown, 1 there is no atlas that can be read, 2 wrong usage.")
@form_option
@selection_options
def blocs(atlas: Atlas, selection: Selection, countries: Sequence[str], form: str | None) -> None:
    """Hold the mentions of every organisation against its people; with --organisation, the members of that bloc.

    \b
    dateline blocs
    dateline blocs --organisation SCO --organisation CSTO --combine without
    """
    if countries and not selection.organisations:
        raise click.UsageError("--country chooses among the members of a bloc: name one with --organisation.")
    held = PinnedAtlas(atlas)
    if selection.organisations:
        bloc = Bloc(selection.organisations, selection.combine)
        table, columns = held.bloc_members(selection, bloc), ANSWERS["members of a bloc"]
        table = table[table["iso3"].isin(countries)] if countries else table
    else:
        codes = [code for code in held.memberships.organisations if held.memberships.periods(code)]
        table, columns = held.blocs(selection, [Bloc((code,)) for code in codes]), ANSWERS["blocs"]
    show(table, columns, form, provenance(held, selection, countries))
