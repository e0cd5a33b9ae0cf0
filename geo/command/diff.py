"""`dateline diff`: which countries' figures moved between two editions of an atlas, and why."""

from pathlib import Path
from typing import Any

import click
import pyarrow as pa

from geo.atlas.diff import CAUSES, Difference, Moved, difference
from geo.atlas.errors import AtlasError
from geo.atlas.kept.editions import Edition
from geo.command.atlas_option import atlas_option
from geo.command.console import fail
from geo.command.showing import aligned, form_option, put

_WHY = {
    "added": "new articles",
    "removed": "articles gone",
    "changed": "changed articles",
    "reread": "another geoparser",
    "corrected": "corrections",
}


@click.command(epilog="Exit codes: 0 shown, 1 there are no two editions that can be read, 2 wrong usage.")
@click.argument("before", type=click.IntRange(min=1), required=False, metavar="[V1")
@click.argument("after", type=click.IntRange(min=1), required=False, metavar="[V2]]")
@atlas_option
@form_option
def diff(before: int | None, after: int | None, atlas: Path, form: str | None) -> None:
    """Say which countries' figures moved from edition V1 to edition V2, and why.

    Without V2 it is the last edition, without either the last against the one before. Figures are those under no
    filter, by article.

    \b
    dateline diff
    dateline diff 3 7 --format json
    """
    try:
        found = difference(atlas, before, after)
    except AtlasError as error:
        fail(error)
    put(form, lambda: _told(found), lambda: _lines(found), lambda: _table(found))


def _row(one: Moved) -> dict[str, Any]:
    """The columns of the CSV: figures before and after, then what each cause adds or takes away."""
    row: dict[str, Any] = {"iso3": one.iso3, "name": one.name}
    for unit, was, now, causes in (
        ("mentions", one.mentions_before, one.mentions_after, one.mentions),
        ("articles", one.articles_before, one.articles_after, one.articles),
    ):
        row |= {f"{unit}_before": was, f"{unit}_after": now}
        row |= {f"{unit}_{cause}": causes.get(cause, 0) for cause in CAUSES}
    return row


def _table(found: Difference) -> pa.Table:
    empty = _row(Moved("", "", 0, 0, 0, 0))
    schema = pa.schema([(name, pa.string() if value == "" else pa.int64()) for name, value in empty.items()])
    return pa.Table.from_pylist([_row(one) for one in found.moved], schema=schema)


def _told(found: Difference) -> dict[str, Any]:
    return {
        "before": _edition(found.before),
        "after": _edition(found.after),
        "articles": dict(found.articles),
        "rows": [_row(one) for one in found.moved],
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {"edition": edition.edition, "made_at": edition.made_at.isoformat(), "geocoder": edition.geocoder}


def _lines(found: Difference) -> list[str]:
    old, new = found.before, found.after
    lines = [f"Edition {old.edition} of {old.made_at:%Y-%m-%d %H:%M} UTC, edition {new.edition} of "
             f"{new.made_at:%Y-%m-%d %H:%M} UTC"]  # fmt: skip
    if old.geocoder != new.geocoder:
        lines.append(f"Geoparser {old.geocoder}, now {new.geocoder}")
    causes = [cause for cause in CAUSES if found.articles[cause]]
    lines.append("; ".join(f"{_WHY[cause]}: {found.articles[cause]:,}" for cause in causes) or "No article moved.")
    if not found.moved:
        return [*lines, "No country's figures moved."]
    head = ["mentions", "before", "after", "change", *(_WHY[cause] for cause in causes)]
    cells = [head]
    for one in found.moved:
        change = one.mentions_after - one.mentions_before
        why = [f"{one.mentions.get(cause, 0):+,}" for cause in causes]
        cells.append([one.name, f"{one.mentions_before:,}", f"{one.mentions_after:,}", f"{change:+,}", *why])
    return [*lines, "", *aligned(cells, [False, *([True] * (len(head) - 1))])]
