"""The option that says which atlas a command is about."""

from pathlib import Path
from typing import Any

import click

from geo.atlas.kept.editions import ADDRESS, NO_FOLDER


class Folder(click.Path):
    """A folder of this machine; an address such as s3://bucket/atlas would become a folder named "s3:"."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; fails with a sentence for an address."""
        if ADDRESS.match(str(value)):
            self.fail(NO_FOLDER.format(value), param, ctx)
        return super().convert(value, param, ctx)


atlas_option = click.option(
    "--atlas",
    type=Folder(),
    default="atlas",
    show_default=True,
    envvar="DATELINE_ATLAS",
    show_envvar=True,
    help="The folder the atlas is kept in.",
)
