"""The SQL of blocs; like that of `query`, with what the user chose as parameters alone."""

from collections.abc import Sequence

from geo.atlas.answers.question import Question
from geo.atlas.answers.standing import Stretch


def all_mentions(question: Question) -> str:
    """One figure: the mentions of all countries that the selection counts."""
    if question.by_day:
        return f"SELECT coalesce(sum(mentions), 0)::BIGINT {question.summed_mentions()}"
    return f"SELECT count(*) FROM mentions WHERE {question.single_mentions()}"


def mentions_by_bloc(question: Question, standing: Sequence[dict[str, list[Stretch]]]) -> str:
    """bloc, mentions: of each bloc, by its place in `standing`, which says who belonged to it from when to when.

    One question for all of them, so that thirty organisations cost what one does.
    """
    rows = [
        (bloc, iso3, start, end)
        for bloc, held in enumerate(standing)
        for iso3, stretches in held.items()
        for start, end in stretches
    ]
    blocs, members, starts, ends = map(list, zip(*rows, strict=True)) if rows else ([], [], [], [])
    question.parameters |= {"on": question.standing_on, "blocs": blocs, "members": members}
    question.parameters |= {"starts": starts, "ends": ends}
    # Only the one that is asked: each leaves its parameters behind, and DuckDB refuses those that no condition names.
    if question.by_day:
        counts = f"sum(mentions)::BIGINT AS mentions {question.summed_mentions('day')}"
    else:
        counts = f"count(*) AS mentions FROM mentions WHERE {question.single_mentions()}"
    return f"""WITH belonging AS (
        SELECT unnest($blocs::INTEGER[]) AS bloc, unnest($members::VARCHAR[]) AS member,
               unnest($starts::DATE[]) AS start, unnest($ends::DATE[]) AS after)
    SELECT bloc, sum(mentions)::BIGINT AS mentions
    FROM (SELECT coalesce(date, $on) AS day, country, {counts} GROUP BY ALL)
    JOIN belonging ON member = country AND day >= start AND day < after GROUP BY bloc"""
