"""The SQL of a timeline: what is named in each step of a period, undated articles in a step without a start."""

from collections.abc import Sequence
from typing import Literal

from geo.atlas.answers.question import Level, Question

# What DuckDB cuts a date down to; weeks begin on Monday (ISO 8601).
Unit = Literal["day", "week", "month", "year"]


def all_articles(question: Question, unit: Unit) -> str:
    """start, all_articles: the selected articles of each step that has some, whatever they name."""
    return f"""SELECT {_start(unit)} AS start, sum(articles)::BIGINT AS all_articles {question.all_articles()}
    GROUP BY ALL HAVING sum(articles) > 0"""


def mentions(question: Question, unit: Unit, only: Sequence[str]) -> str:
    """start, mentions, and with `only` also iso3: the counted mentions of each step that has some."""
    chosen, whom = _only(question, only)
    if not question.by_day:
        return f"""SELECT {_start(unit)} AS start, {whom}count(*) AS mentions
        FROM mentions WHERE {question.single_mentions()} AND {chosen} GROUP BY ALL"""
    return f"""SELECT {_start(unit)} AS start, {whom}sum(mentions)::BIGINT AS mentions
    {question.summed_mentions(_level(unit))} AND {chosen} GROUP BY ALL HAVING sum(mentions) > 0"""


def articles(question: Question, unit: Unit, only: Sequence[str]) -> str:
    """start, articles, and with `only` also iso3: the articles with one such mention at least, each once."""
    chosen, whom = _only(question, only)
    if not question.by_day:
        naming = f"mentions WHERE {question.single_mentions()}"
    elif only or not question.selection.organisations:
        summed = question.summed_articles(whole=not only, level=_level(unit))
        return f"""SELECT {_start(unit)} AS start, {whom}sum(articles)::BIGINT AS articles
        {summed} AND {chosen} GROUP BY ALL HAVING sum(articles) > 0"""
    else:
        # Sums by country cannot tell how many articles name any of several.
        naming = f"article_countries WHERE {question.articles()} AND {question.countries()} AND {question.named()}"
    return f"""SELECT {_start(unit)} AS start, {whom}count(DISTINCT number) AS articles
    FROM {naming} AND {chosen} GROUP BY ALL"""


def _start(unit: Unit) -> str:
    return f"date_trunc('{unit}', date)::DATE"


def _level(unit: Unit) -> Level | None:
    """Sums by the month will do for months and years."""
    return "day" if unit in ("day", "week") else None


def _only(question: Question, only: Sequence[str]) -> tuple[str, str]:
    if not only:
        return "true", ""
    question.parameters["only"] = list(only)
    return "list_contains($only, country)", "country AS iso3, "
