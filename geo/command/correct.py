"""`dateline correct`: put right what was misread, see beforehand what changes, take it back, share it."""

from pathlib import Path
from typing import Any, get_args

import click
import orjson

from geo.atlas.answers.correcting import Consequences
from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.build import Build
from geo.atlas.errors import AtlasError
from geo.atlas.reading.readers import Readers
from geo.atlas.writing.in_force import Change
from geo.command.console import fail, progress
from geo.command.correction_words import Asked, changes, correction_line, wanted
from geo.corrections.correction import signed, to_json
from geo.corrections.ledger import Ledger, read, write
from geo.corrections.who import this_user
from geo.toponyms.mention import Use


class _Atlas(click.ParamType):
    """An atlas that can be opened."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Atlas:
        """The atlas of a folder; ends with a sentence where there is none."""
        try:
            return value if isinstance(value, Atlas) else open_atlas(Path(value))
        except AtlasError as error:
            fail(error)


_place = click.option(
    "--atlas", type=_Atlas(), default="atlas", show_default=True, envvar="DATELINE_ATLAS", help="The atlas's folder."
)
_who = click.option("--who", default="", help="Who says so.  [default: the user's name on this machine]")
_note = click.option("--note", default="", help="Why: kept with it.")
_yes = click.option("--yes", is_flag=True, help="Do not ask before it is kept.")


@click.group(epilog="Exit codes: 0 done, 1 it could not be done or was not wanted, 2 wrong usage.")
def correct() -> None:
    """Put right what the geoparser misread, for one mention, one article or wherever it is said so.

    Corrections are kept in corrections.jsonl in the atlas's folder and hold in every later build.

    \b
    dateline correct add --text Georgia --read GEO --is Georgia --in USA
    dateline correct add --text Jordan --no-place --article a17 --at 120
    dateline correct list
    dateline correct undo 3f2a9c1b0d
    """


@correct.command("list")
@_place
@click.option("--json", "as_json", is_flag=True, help="For scripts: one JSON object a line.")
def list_(atlas: Atlas, as_json: bool) -> None:
    """Say which corrections are in force, and which of them fit nothing here any more."""
    try:
        active, misfits = atlas.corrections().active, atlas.misfits()
    except AtlasError as error:
        fail(error)
    why = {one.id: reason for one, reason in misfits}
    for one in active:
        if as_json:
            click.echo(orjson.dumps({**to_json(one), "misfit": why.get(one.id)}))
        else:
            click.echo(correction_line(one) + (f"; of no effect: {why[one.id]}" if one.id in why else ""))
    if not active and not as_json:
        click.echo("Nothing has been corrected here.")


@correct.command()
@_place
@click.option("--text", required=True, help="The name as it is spelt in the articles.")
@click.option("--read", "read_as", metavar="CODE", default="", help="What it is read as now, where that varies: GEO.")
@click.option("--used", type=click.Choice(get_args(Use)), help="How it is used now, where that varies.")
@click.option("--article", default="", help="Only in the article of this id.")
@click.option("--at", type=click.IntRange(0), help="Only the mention that begins at this character of the article.")
@click.option(
    "--is", "meant", default="", help="What it means: a country or place, by name or ISO 3166-1 alpha-3 code."
)
@click.option("--in", "country", metavar="CODE", default="", help="The country that the place meant lies in: USA.")
@click.option("--no-place", is_flag=True, help="It is no place at all.")
@click.option("--use", type=click.Choice(get_args(Use)), help="How it is used.")
@_who
@_note
@_yes
def add(atlas: Atlas, who: str, note: str, yes: bool, **said: Any) -> None:
    """Correct a name: what it means, that it is no place, or how it is used."""
    try:
        correction = signed(wanted(atlas, Asked(**said)), who or this_user(), note)
        _follow(atlas, lambda ledger: ledger.with_corrections([correction]), yes)
    except LookupError as error:
        raise click.UsageError(str(error.args[0])) from error
    except AtlasError as error:
        fail(error)
    click.echo(f"Kept as {correction.id}; `dateline correct undo {correction.id}` takes it back.")


@correct.command()
@_place
@click.argument("correction_id", metavar="ID")
@_who
@_note
@_yes
def undo(atlas: Atlas, correction_id: str, who: str, note: str, yes: bool) -> None:
    """Take a correction back: what the geoparser reads holds again."""
    try:
        _follow(atlas, lambda ledger: ledger.without(correction_id, who or this_user(), note), yes)
    except LookupError as error:
        raise click.UsageError(str(error.args[0])) from error
    except AtlasError as error:
        fail(error)
    click.echo(f"{correction_id} is taken back.")


@correct.command()
@_place
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(atlas: Atlas, file: Path) -> None:
    """Write the corrections in force to a file that others can import."""
    try:
        active = atlas.corrections().active
        write(file, Ledger(active))
    except AtlasError as error:
        fail(error)
    click.echo(f"{len(active)} corrections written to {file}.")


@correct.command("import")
@_place
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_yes
def import_(atlas: Atlas, file: Path, yes: bool) -> None:
    """Take in the corrections of a file; those that are in force already stay as they are."""
    try:
        before, more = atlas.corrections(), read(file).active
        after = before.with_corrections(more)
        if after == before:
            click.echo("Nothing in it is new.")
            return
        _follow(atlas, lambda ledger: ledger.with_corrections(more), yes)
    except AtlasError as error:
        fail(error)
    click.echo(f"{len(after.active) - len(before.active)} corrections taken in.")


def _follow(atlas: Atlas, change: Change, yes: bool) -> None:
    """Say what a change of the corrections changes in the atlas, ask, and read the articles concerned again."""
    found: Consequences = atlas.consequences(change(atlas.corrections()))
    click.echo(changes(found))
    if not yes and not click.confirm("Keep it?", default=True):
        fail("Nothing was changed.")
    with progress(found.articles, "articles") as advance:
        Build(atlas.path, progress=lambda articles, _: advance(articles), readers=Readers(0)).run([], change)
