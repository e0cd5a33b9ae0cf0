"""`dateline vacuum`: let go of old editions, and of what builds left that were killed."""

from datetime import timedelta
from pathlib import Path

import click
from tqdm import tqdm

from geo.atlas.errors import AtlasError
from geo.atlas.vacuum import OLDER_THAN, Freed, vacuum
from geo.command.atlas_option import atlas_option
from geo.command.console import fail


@click.command(
    "vacuum", epilog="Exit codes: 0 done, 1 the atlas could not be read, or a build is writing to it, 2 wrong usage."
)
@atlas_option
@click.option("--keep", type=click.IntRange(min=1), metavar="N", help="Keep the newest N editions.")
@click.option(
    "--older-than",
    type=click.FloatRange(min=0),
    metavar="DAYS",
    help=f"Let go of editions made longer ago.  [default: {OLDER_THAN.days}]",
)
@click.option("--dry-run", is_flag=True, help="Say what would go and take nothing away.")
def command(atlas: Path, keep: int | None, older_than: float | None, dry_run: bool) -> None:
    """Free the room that old editions of an atlas take.

    The newest edition always stays, and so does one that a newer has followed for less than an hour: a page or an
    export may be reading it. Editions let go can no longer be opened by number, nor held against others.
    """
    if keep is not None and older_than is not None:
        raise click.UsageError("Say --keep or --older-than, not both.")
    try:
        freed = vacuum(atlas, keep, None if older_than is None else timedelta(days=older_than), dry_run)
    except AtlasError as error:
        fail(error)
    click.echo(_sentence(freed, dry_run))


def _sentence(freed: Freed, dry_run: bool) -> str:
    room = tqdm.format_sizeof(freed.size, "B", 1000)
    if not freed.files:
        return f"Nothing to free: {_editions(freed.kept)} kept."
    did = "Would free" if dry_run else "Freed"
    files = "1 file" if freed.files == 1 else f"{freed.files:,} files"
    return f"{did} {room} in {files}: {_editions(freed.gone)} let go, {_editions(freed.kept)} kept."


def _editions(numbers: tuple[int, ...]) -> str:
    if not numbers:
        return "no edition"
    return f"edition {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} editions up to {numbers[-1]}"
