"""The option that says which atlas a command is about."""

from pathlib import Path

import click

atlas_option = click.option(
    "--atlas",
    type=click.Path(path_type=Path),
    default="atlas",
    show_default=True,
    envvar="DATELINE_ATLAS",
    show_envvar=True,
    help="The folder the atlas is kept in.",
)
