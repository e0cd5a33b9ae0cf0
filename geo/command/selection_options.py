"""The options that say what is counted: the dashboard's filters, the same for every command that asks an atlas."""

import difflib
import functools
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any, get_args

import click

from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.errors import AtlasError
from geo.atlas.search.language import read
from geo.atlas.selection import Combine, Selection
from geo.command.atlas_option import atlas_option
from geo.command.console import fail
from geo.toponyms.mention import KINDS, USES
from geo.world.countries import countries as known_countries
from geo.world.memberships import statuses


class Day(click.ParamType):
    """A day: 2021-08-26."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The date; fails with a sentence for what is none."""
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            return self.fail(f"{value!r} is not a day such as 2021-08-26.", param, ctx)


class Country(click.ParamType):
    """A country, by its code or its English name."""

    name = "country"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The iso3; fails with a sentence, and the names that are spelt alike, for what nobody knows."""
        names = {country.name.casefold(): iso3 for iso3, country in known_countries().items()}
        if (iso3 := value.upper()) in known_countries():
            return iso3
        if found := names.get(value.casefold()):
            return found
        alike = [known_countries()[names[name]].name for name in difflib.get_close_matches(value.casefold(), names)]
        meant = f" Did you mean {' or '.join(alike)}?" if alike else ""
        return self.fail(f"no country is called {value!r}; write a name, or a code like KAZ.{meant}", param, ctx)


def _several(flag: str, name: str, what: str, **more: Any) -> Callable:
    return click.option(flag, name, multiple=True, help=f"{what}; may be given again.", **more)


_OPTIONS = (
    atlas_option,
    click.option("--edition", type=click.IntRange(1), help="An edition that has gone by; without, the newest."),
    _several("--organisation", "organisations", "Countries that belonged to it on the article's date", metavar="CODE"),
    click.option(
        "--combine",
        type=click.Choice(get_args(Combine)),
        default=Selection().combine,
        show_default=True,
        help="Of several organisations: to any, to all, or to the first without the others.",
    ),
    _several(
        "--status",
        "statuses",
        "Belonging as a member (so without this option), observer, dialogue_partner ...",
        type=click.Choice(list(statuses())),
        metavar="STATUS",
    ),
    click.option(
        "--memberships-on",
        type=Day(),
        metavar="DAY",
        help="The day that decides for undated articles; without, the last of the period.",
    ),
    click.option("--since", type=Day(), metavar="DAY", help="Articles of this day or later."),
    click.option("--until", type=Day(), metavar="DAY", help="Articles of this day or earlier."),
    click.option(
        "--undated/--no-undated",
        default=True,
        show_default=True,
        help="Where a period is set, keep articles without a date.",
    ),
    _several("--source", "sources", 'Articles of this source, "" for those that name none', metavar="NAME"),
    _several("--kind", "kinds", "Mentions of this kind", type=click.Choice(KINDS)),
    _several("--use", "uses", "Mentions used so", type=click.Choice([use for use in USES if use != "name"])),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="P",
        help="Leave out mentions that are right with a probability below P.",
    ),
    click.option(
        "--search",
        default="",
        metavar="WORDS",
        help='Articles with these words, "phrases" and beginnings*; AND, OR, NOT and brackets are understood.',
    ),
    click.option(
        "--by-story", is_flag=True, help="Count the copies of one story once, in the earliest that is selected."
    ),
    _several("--country", "countries", "Rows of this country alone", type=Country(), metavar="NAME"),
)
_NAMED = 8  # names that an error lists


def selection_options(command: Callable) -> Callable:
    """Give a command the options above; it gets them as `atlas`, open, `selection` and `countries` (iso3).

    An atlas that cannot be read ends the command with exit code 1, a name it does not know with 2.
    """

    @functools.wraps(command)
    def taking(**given: Any) -> Any:
        given["statuses"] = given["statuses"] or Selection().statuses
        # `by` is not among them: `query --by` says what a row is.
        chosen = {field.name: given.pop(field.name) for field in fields(Selection) if field.name != "by"}
        selection = Selection(**chosen, by="story" if given.pop("by_story") else "article")
        if selection.since and selection.until and selection.since > selection.until:
            raise click.UsageError(f"--since {selection.since} is after --until {selection.until}.")
        for note in read(selection.search).notes:
            click.echo(note, err=True)
        try:
            atlas = open_atlas(given.pop("atlas"), given.pop("edition"))
        except AtlasError as error:
            fail(error)
        _require_known(atlas, selection)
        countries = tuple(dict.fromkeys(given.pop("countries")))
        return command(atlas=atlas, selection=selection, countries=countries, **given)

    for option in reversed(_OPTIONS):
        taking = option(taking)
    return taking


def _require_known(atlas: Atlas, selection: Selection) -> None:
    """An organisation or a source nobody knows would answer with noughts, which read as a finding."""
    organisations, sources = atlas.memberships.organisations, atlas.sources()
    for what, asked, known in (
        ("organisation", selection.organisations, list(organisations)),
        ("source", selection.sources, sources),
    ):
        for name in asked:
            if name not in known:
                alike = difflib.get_close_matches(name, known) or known[:_NAMED]
                some = ", ".join(one or '""' for one in alike)
                raise click.UsageError(f"There is no {what} {name!r} in this atlas; it has {some} ...")
