"""All SQL that the atlas is read with. What the user chose reaches DuckDB as parameters alone.

Counts come from the tables by day, which a snapshot sums up when it opens; single mentions from the Parquet files.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from geo.atlas.masks import mask_of
from geo.atlas.selection import Selection
from geo.toponyms.mention import KINDS, USES

# Replaced articles have left rows that take away what they once counted: only the sums mean anything.
PREPARE = (
    """CREATE TABLE mentions_by_day AS
       SELECT date, source, country, kind, "use", sum(mentions)::BIGINT AS mentions
       FROM day_mentions GROUP BY ALL HAVING sum(mentions) > 0""",
    """CREATE TABLE articles_by_day AS
       SELECT date, source, country, mask, sum(articles)::BIGINT AS articles
       FROM day_articles GROUP BY ALL HAVING sum(articles) > 0""",
    "CREATE TABLE days AS SELECT DISTINCT date FROM articles_by_day WHERE country IS NULL",
)

SPAN = "SELECT min(date), max(date) FROM days"

SOURCES = "SELECT DISTINCT source FROM articles_by_day WHERE country IS NULL ORDER BY source = '', source"

ARTICLE = "SELECT article_id, text, title, date, source, url FROM articles WHERE key = $key AND article_id = $id"

ARTICLE_MENTIONS = """
SELECT start, "end", text, iso3, kind, "use", name, lat, lon, organisation, confidence, why
FROM mentions WHERE key = $key ORDER BY start, "end" DESC"""

REFUSALS = 'SELECT "where", reason, kept FROM refusals ORDER BY kept, "where", reason'

EXISTING = "SELECT key, digest, geocoder FROM articles"

TAKEN_AWAY_MENTIONS = """
SELECT date, source, country, kind, "use", -count(*)::BIGINT AS mentions FROM mentions
WHERE country IS NOT NULL AND key IN (SELECT key FROM replaced) GROUP BY ALL"""

TAKEN_AWAY_ARTICLES = """
WITH gone AS (SELECT date, source, country, mask, key FROM article_countries WHERE key IN (SELECT key FROM replaced))
SELECT date, source, country, mask, -count(*)::BIGINT AS articles FROM gone GROUP BY ALL
UNION ALL
SELECT a.date, a.source, NULL, coalesce(m.mask, 0), -count(*)::BIGINT
FROM articles a LEFT JOIN (SELECT key, bit_or(mask) AS mask FROM gone GROUP BY key) m USING (key)
WHERE a.key IN (SELECT key FROM replaced) GROUP BY ALL"""


@dataclass
class Question:
    """A selection in SQL: conditions to put into a query, and the parameters they need."""

    selection: Selection
    standing_on: date
    parameters: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._uses = self.selection.uses or tuple(use for use in USES if use != "name")
        self._kinds = self.selection.kinds or KINDS

    @property
    def by_day(self) -> bool:
        """Whether the tables by day can answer; confidence stands with the single mentions alone."""
        return self.selection.min_confidence <= 0

    def articles(self) -> str:
        """Of the articles: those of the period and the sources."""
        chosen, conditions = self.selection, ["true"]
        if chosen.since or chosen.until:
            dated = "date BETWEEN $since AND $until"
            conditions.append(f"(date IS NULL OR {dated})" if chosen.undated else dated)
            self.parameters |= {"since": chosen.since or date.min, "until": chosen.until or date.max}
        if chosen.sources:
            conditions.append("list_contains($sources, source)")
            self.parameters["sources"] = list(chosen.sources)
        return " AND ".join(conditions)

    def countries(self) -> str:
        """Of the countries named: those which, on the article's date, belong as the selection asks."""
        if not self.selection.organisations:
            return "country IS NOT NULL"
        self.parameters["on"] = self.standing_on
        return "(country, coalesce(date, $on)) IN (SELECT iso3, day FROM standing)"

    def standing(self) -> str:
        """The common table `standing`: which country, on which of the archive's days, belongs as asked."""
        chosen = self.selection
        if not chosen.organisations:
            return ""
        self.parameters |= {
            "on": self.standing_on,
            "organisations": list(chosen.organisations),
            "statuses": list(chosen.statuses),
        }
        having = ""
        if chosen.combine == "all":
            having = "HAVING count(DISTINCT organisation) = $asked"
            self.parameters["asked"] = len(set(chosen.organisations))
        elif chosen.combine == "without":
            having = "HAVING bool_and(organisation = ($organisations)[1])"
        return f"""WITH standing AS (
            SELECT iso3, day FROM memberships, (SELECT DISTINCT coalesce(date, $on) AS day FROM days)
            WHERE list_contains($organisations, organisation) AND list_contains($statuses, status)
              AND day >= "first" AND day < "after"
            GROUP BY iso3, day {having})"""

    def mentions(self) -> str:
        """Of the mentions, or of rows by kind and use: those of the kinds, the uses and the confidence."""
        self.parameters |= {"kinds": list(self._kinds), "uses": list(self._uses)}
        condition = 'list_contains($kinds, kind) AND list_contains($uses, "use")'
        if not self.by_day:
            self.parameters["confidence"] = self.selection.min_confidence
            condition += " AND confidence >= $confidence"
        return condition

    def mask(self) -> str:
        """Of rows with a mask: those of articles that name the country in one of the kinds and uses."""
        self.parameters["mask"] = mask_of(self._kinds, self._uses)
        return "(mask & $mask) <> 0"

    def single_mentions(self) -> str:
        """All conditions at once, for the table of single mentions."""
        return f"{self.articles()} AND {self.countries()} AND {self.mentions()}"


def totals_of_articles(question: Question) -> str:
    """One row: articles, undated, first day, last day of the period and sources chosen."""
    return f"""
    SELECT coalesce(sum(articles), 0)::BIGINT, coalesce(sum(articles) FILTER (date IS NULL), 0)::BIGINT,
           min(date), max(date)
    FROM articles_by_day WHERE country IS NULL AND {question.articles()}"""


def articles_mentioning(question: Question) -> str:
    """One figure: the articles with at least one mention that the selection counts."""
    if not question.by_day:
        return f"{question.standing()} SELECT count(DISTINCT key) FROM mentions WHERE {question.single_mentions()}"
    if question.selection.organisations:
        return f"""{question.standing()} SELECT count(DISTINCT key) FROM article_countries
        WHERE {question.articles()} AND {question.countries()} AND {question.mask()}"""
    return f"""SELECT coalesce(sum(articles), 0)::BIGINT FROM articles_by_day
    WHERE country IS NULL AND {question.articles()} AND {question.mask()}"""


def counts_by_country(question: Question) -> str:
    """iso3, name, mentions, articles; most mentions first."""
    if question.by_day:
        counts = f"""
        SELECT country, mentions, articles FROM (
            SELECT country, sum(mentions)::BIGINT AS mentions FROM mentions_by_day
            WHERE {question.articles()} AND {question.countries()} AND {question.mentions()} GROUP BY country)
        JOIN (
            SELECT country, sum(articles)::BIGINT AS articles FROM articles_by_day
            WHERE {question.articles()} AND {question.countries()} AND {question.mask()} GROUP BY country)
        USING (country)"""
    else:
        counts = f"""
        SELECT country, count(*) AS mentions, count(DISTINCT key) AS articles FROM mentions
        WHERE {question.single_mentions()} GROUP BY country"""
    return f"""{question.standing()}
    SELECT country AS iso3, coalesce(c.name, country) AS name, mentions, articles
    FROM ({counts}) LEFT JOIN countries c ON c.iso3 = country ORDER BY mentions DESC, name"""


def capitals(question: Question) -> str:
    """iso3, name, lat, lon, mentions of the cities named as capitals; most mentions first."""
    return f"""{question.standing()}
    SELECT country AS iso3, name, any_value(lat) AS lat, any_value(lon) AS lon, count(*) AS mentions
    FROM mentions WHERE kind = 'capital' AND {question.single_mentions()}
    GROUP BY country, name ORDER BY mentions DESC, name"""


def articles_of_country(question: Question) -> str:
    """A page of the articles that mention $country: most mentions first, then the newest."""
    standing = question.standing()
    return f"""{standing + "," if standing else "WITH"} page AS (
        SELECT key, count(*) AS mentions FROM mentions
        WHERE country = $country AND {question.single_mentions()}
        GROUP BY key, date ORDER BY mentions DESC, date DESC NULLS LAST, key LIMIT $limit OFFSET $offset)
    SELECT article_id, title, date, source, url, mentions, left(text, 400) AS opening
    FROM page JOIN articles USING (key) ORDER BY mentions DESC, date DESC NULLS LAST, key"""


def mentions_of_country(question: Question) -> str:
    """The mentions of $country in the article $key, in order."""
    return f"""{question.standing()}
    SELECT start, "end", text, iso3, kind, "use", name, lat, lon, organisation, confidence, why
    FROM mentions WHERE key = $key AND country = $country AND {question.single_mentions()} ORDER BY start, "end" DESC"""


def names_of_country(question: Question) -> str:
    """text, kind, use, mentions: what the articles call $country; most mentions first."""
    return f"""{question.standing()}
    SELECT text, kind, "use", count(*) AS mentions FROM mentions
    WHERE country = $country AND {question.single_mentions()} GROUP BY text, kind, "use"
    ORDER BY mentions DESC, text, kind, "use" """
