"""`dateline export`: what is counted, as a file for a spreadsheet, a notebook or a map."""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import click

from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.command.console import fail
from geo.command.selection_options import selection_options
from geo.export.export import ExportError, Format, What
from geo.export.export import export as write


@click.command(epilog="Exit codes: 0 written, 1 the atlas cannot be read or the file not written, 2 wrong usage.")
@click.option("--format", type=click.Choice(get_args(Format)), required=True, help="The kind of file.")
@click.option(
    "--what",
    type=click.Choice(get_args(What)),
    default="countries",
    show_default=True,
    help="What a row is: a country with its counts, a counted mention, an article that holds one, or the counts of a "
    "day, a source or an organisation.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="Where to write; a file of that name is replaced.",
)
@click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@selection_options
def export(
    atlas: Atlas,
    selection: Selection,
    countries: Sequence[str],
    format: Format,
    what: What,
    output: Path,
    quiet: bool,
) -> None:
    """Write what is counted to a file, by the dashboard's filters and with its figures.

    \b
    csv         for spreadsheets; text that one would run as a formula is made harmless
    jsonl       a row a line
    geojson     countries as polygons, mentions as points (RFC 7946)
    geoparquet  the same, for geopandas, QGIS, DuckDB
    parquet     without places, whatever a row is

    Each tells what was asked, of which edition, read by which geoparser, and whose work it stands on: the last three
    inside, csv and jsonl in FILE.meta.json. What the columns mean: docs/data-dictionary.md.
    """
    try:
        done = write(atlas, output, format, what, selection, countries)
    except ExportError as error:
        fail(error)
    if not quiet:
        click.echo(done.selection, err=True)
        click.echo(f"{done.rows:,} {what} in {' and '.join(map(str, done.files))}", err=True)
