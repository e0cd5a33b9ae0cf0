"""`dateline evaluate`: how well names are read, on texts in which people marked them."""

import sys
from pathlib import Path

import click

from geo.evaluation.comparison import compare
from geo.evaluation.figures import Score, score
from geo.evaluation.gold import EvaluationError, read_gold
from geo.evaluation.predictions import cut, read_afresh, read_run, write_run
from geo.evaluation.reliability import reliability
from geo.evaluation.report import difference_lines, error_lines, figures_table, reliability_table, use_lines
from geo.evaluation.words import Words
from geo.toponyms.mention import KINDS

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(epilog="Exit codes: 0 scored, 1 a file cannot be scored (a sentence says why), 2 wrong usage.")
@click.argument("gold", type=_FILE)
@click.option(
    "--predictions", type=_FILE, help="Score this file, as `dateline extract` writes it; without, read afresh."
)
@click.option("--against", type=_FILE, help="Compare with the predictions of an earlier run, mention by mention.")
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep what was read, to compare with later by --against.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="Score mentions of this kind only; may be repeated.",
)
@click.option(
    "--errors",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="List the N commonest errors, and N changes a sort.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Leave out mentions that are right with a probability below P.",
)
def evaluate(
    gold: Path,
    predictions: Path | None,
    against: Path | None,
    save: Path | None,
    kinds: tuple[str, ...],
    errors: int,
    min_confidence: float,
) -> None:
    """Score how the texts of GOLD are read, corpus by corpus.

    \b
    GOLD is JSON Lines, one document a line, with what it has of:
      text                  the text
      gold                  [{"start", "end", "iso3", "kind", "use"}], offsets in code points;
                            kind country | capital | place | demonym | none, use place | actor | modifier | name
      doc, corpus, ignore   its name, where it is from, spans [start, end] that are not judged

    What is a demonym is told by Dateline's own tables, or by a file tables.json that lies beside GOLD.
    """
    try:
        documents = read_gold(gold)
        words = Words.beside(gold)
        run = cut(read_run(predictions) if predictions else read_afresh(documents), min_confidence, frozenset(kinds))
        if save:
            write_run(save, run)
        result = score(documents, run, words)
        _print(result, errors)
        if against:
            earlier = read_run(against)
            differences = compare(score(documents, earlier, words), result, (earlier, run))
            click.echo("\n".join(["", f"against {against}", *difference_lines(differences, errors)]))
    except EvaluationError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)


def _print(result: Score, errors: int) -> None:
    parts = [figures_table(result), use_lines(result), reliability_table(reliability(result.fullest))]
    if errors:
        parts.append(error_lines(result, errors))
    click.echo("\n\n".join("\n".join(part) for part in parts if part))
