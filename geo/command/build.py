"""`dateline build`: read articles into an atlas."""

from pathlib import Path

import click

from geo.articles.reader import Reading
from geo.atlas.build import Build, Counts
from geo.atlas.errors import AtlasError
from geo.atlas.reading.readers import Readers
from geo.collector import search_seldom
from geo.command.atlas_option import atlas_option
from geo.command.build_progress import build_progress
from geo.command.console import fail
from geo.command.expected import expected, is_local
from geo.command.reader_options import reader_options
from geo.command.reading_options import reading_options
from geo.shipped import SEEDS
from geo.world.table import TableError


@click.command(epilog="Exit codes: 0 built, 1 the atlas could not be written or nothing could be read, 2 wrong usage.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@atlas_option
@click.option(
    "--organisations",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A CSV of further organisations and memberships; kept with the atlas.",
)
@click.option("--refresh", is_flag=True, help="Read articles again that another version of the geoparser has read.")
@click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@reader_options
@reading_options
def build(
    sources: tuple[str, ...],
    atlas: Path,
    organisations: Path | None,
    refresh: bool,
    quiet: bool,
    readers: Readers,
    reading: Reading,
) -> None:
    """Read articles into an atlas: what is new is added, what has changed replaced, the rest left as it is.

    SOURCE is a file, a folder of them, an address (https://, and what fsspec and its libraries know: s3://, gs://,
    memory://), or - for standard input: plain text, Markdown, JSON, JSON Lines, CSV, TSV, Parquet, saved web pages,
    RSS, Atom and WARC, each as it is or in .gz or .zip. Without any, the five articles that travel with Dateline are
    read.

    Columns and fields are found by their usual names (body, content, pubDate, outlet ...) unless told by --text,
    --title, --date, --source, --url and --id. What is refused or in doubt is listed by `dateline report`.
    """
    missing = [source for source in sources if is_local(source) and not Path(source).exists()]
    if missing:
        raise click.UsageError(f"There is no file or folder {missing[0]!r}.")
    chosen: tuple[Path | str, ...] = sources or (SEEDS,)
    search_seldom()
    try:
        with build_progress(expected(chosen), quiet) as tell:
            counts = Build(atlas, organisations, refresh, tell, reading, readers).run(chosen)
    except (AtlasError, TableError) as error:
        fail(error)
    except KeyboardInterrupt:
        fail("Interrupted; the atlas is as its last edition left it, and building again goes on from there.", 130)
    if not quiet:
        click.echo(_summary(counts, atlas))
    if not counts.added + counts.replaced + counts.unchanged:
        fail(f"Not one article could be read from {', '.join(map(str, chosen))}; `dateline report` says why.")


def _summary(counts: Counts, atlas: Path) -> str:
    done = f"{counts.added} added, {counts.replaced} replaced, {counts.unchanged} unchanged, {counts.refused} refused"
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts.kinds.most_common())
    told = f"{done}{f' ({kinds})' if kinds else ''}; {atlas} is at edition {counts.edition}."
    if counts.refused or counts.repaired:
        told += f" {counts.refused + counts.repaired} remarks: `dateline report --atlas {atlas}` lists them."
    return told
