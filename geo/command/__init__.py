"""The command `dateline`: a table of subcommands, each loaded only when it is called."""

from importlib.metadata import entry_points

import click

from geo import __version__


class LazyCommands(click.Group):
    """Subcommands found by entry point, so that `dateline extract` never pays for importing the dashboard."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in alphabetical order."""
        return sorted(entry.name for entry in entry_points(group="dateline.commands"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command asked for."""
        found = tuple(entry_points(group="dateline.commands", name=cmd_name))
        return found[0].load() if found else None


@click.command(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dateline")
def main() -> None:
    """A map of the news: articles in, an atlas of every country they name out.

    \b
    dateline build               read the five articles Dateline comes with
    dateline build my-articles/  read your own
    dateline serve               explore them in a browser
    """
