"""`dateline report`: what an atlas holds, and what it could not take in."""

from collections import Counter
from pathlib import Path
from typing import Any

import click
import orjson

from geo.articles.reasons import kind_of
from geo.atlas.answers.sentence import describe
from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.errors import AtlasError
from geo.atlas.selection import Selection
from geo.command.atlas_option import atlas_option
from geo.command.console import fail

_TOP = 10


@click.command(epilog="Exit codes: 0 shown, 1 there is no atlas that can be read, 2 wrong usage.")
@atlas_option
@click.option("--json", "as_json", is_flag=True, help="For scripts: one JSON object.")
def report(atlas: Path, as_json: bool) -> None:
    """Say what an atlas holds, and which articles were refused or repaired and why."""
    try:
        figures = _figures(open_atlas(atlas))
    except AtlasError as error:
        fail(error)
    click.echo(orjson.dumps(figures, option=orjson.OPT_INDENT_2) if as_json else _words(figures, atlas))


def _figures(atlas: Atlas) -> dict[str, Any]:
    totals, edition = atlas.totals(Selection()), atlas.edition
    countries = atlas.countries(Selection()).drop(columns="share")
    remarks = atlas.refusals().to_dict("records")
    return {
        "summary": describe(Selection(), atlas),
        "edition": edition.edition,
        "made_at": edition.made_at,
        "geocoder": edition.geocoder,
        "articles": totals.articles,
        "dated": totals.articles - totals.undated,
        "undated": totals.undated,
        "first": totals.first,
        "last": totals.last,
        "mentions": totals.mentions,
        "countries": countries.to_dict("records"),
        "refused": [_remark(remark) for remark in remarks if not remark["kept"]],
        "repaired": [_remark(remark) for remark in remarks if remark["kept"]],
        "corrections": len(atlas.corrections().active),
        "corrections_of_no_effect": [{"correction": one.id, "reason": why} for one, why in atlas.misfits()],
    }


def _remark(row: dict[str, Any]) -> dict[str, str]:
    return {"where": row["where"], "reason": row["reason"]}


def _words(figures: dict[str, Any], atlas: Path) -> str:
    lines = [
        f"{atlas}, edition {figures['edition']} of {figures['made_at']:%Y-%m-%d %H:%M} UTC",
        figures["summary"],
        f"{figures['articles']} articles: {figures['dated']} dated, {figures['undated']} undated",
        f"{figures['mentions']} mentions of {len(figures['countries'])} countries",
    ]
    for row in figures["countries"][:_TOP]:
        lines.append(f"{row['mentions']:>8}  {row['name']} (in {row['articles']} articles)")
    for what in ("refused", "repaired"):
        kinds = Counter(kind_of(remark["reason"]) for remark in figures[what]).most_common()
        shares = ", ".join(f"{count} {kind}" for kind, count in kinds)
        lines.append(f"{len(figures[what])} {what}" + (f": {shares}" if shares else ""))
        lines += [f"  {remark['where']}: {remark['reason']}" for remark in figures[what]]
    if corrections := figures["corrections"]:
        lines.append(f"{corrections} corrections by readers: `dateline correct list` tells them")
        for one in figures["corrections_of_no_effect"]:
            lines.append(f"  {one['correction']} has no effect: {one['reason']}")
    return "\n".join(lines)
