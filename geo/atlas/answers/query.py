"""The SQL that an atlas is read with; a selection comes into it by way of `question`, as parameters alone.

Counts come from the sums (see `geo/atlas/kept/tables.py`), pages from the table of articles and countries.
"""

from collections.abc import Sequence

from geo.atlas.answers import story_query
from geo.atlas.answers.question import Question
from geo.atlas.kept.masks import KIND, USE
from geo.atlas.kept.tables import ANY_ARTICLE

# Replaced articles leave rows that take away what they once counted: only the sums mean anything.
SPAN = f"""
SELECT min(date), max(date)
FROM (SELECT date FROM day_articles WHERE step = {ANY_ARTICLE} GROUP BY date HAVING sum(articles) > 0)"""

SOURCES = f"""
SELECT source FROM source_articles WHERE step = {ANY_ARTICLE} GROUP BY source HAVING sum(articles) > 0
ORDER BY source = '', source"""

_MENTION = 'start, "end", text, iso3, kind, "use", name, lat, lon, organisation, confidence, why'

NUMBER = "SELECT number FROM articles WHERE key = $key AND article_id = $id"

REFUSALS = 'SELECT "where", reason, kept FROM refusals ORDER BY kept, "where", reason'

EXISTING = "SELECT key, digest, geocoder FROM articles"

NEXT_NUMBER = "SELECT coalesce(max(number) + 1, 0) FROM articles"


def article(articles: str) -> str:
    """The article $number, out of the files that hold it (`Snapshot.holding`)."""
    return f"SELECT article_id, text, title, date, source, url FROM {articles} WHERE number = $number"


def article_mentions(mentions: str) -> str:
    """All mentions of the article $number, in order, out of the files that hold them."""
    return f'SELECT {_MENTION} FROM {mentions} WHERE number = $number ORDER BY start, "end" DESC'


def totals_of_articles(question: Question) -> str:
    """One row: articles, undated, first day, last day of the period and sources chosen."""
    return f"""
    SELECT coalesce(sum(articles), 0)::BIGINT, coalesce(sum(articles) FILTER (date IS NULL), 0)::BIGINT,
           min(date), max(date)
    FROM (SELECT date, sum(articles) AS articles {question.all_articles()} GROUP BY date HAVING sum(articles) > 0)"""


def copies_left_out(question: Question) -> str:
    """One figure: of the articles of the period and sources chosen, how many tell a story that another one tells."""
    return story_query.copies_left_out(question.held())


def articles_mentioning(question: Question) -> str:
    """One figure: the articles with at least one mention that the selection counts.

    Sums by country cannot tell how many articles name any of several: that is counted article by article, as bits.
    """
    if not question.by_day:
        return f"SELECT count(DISTINCT number) FROM mentions WHERE {question.single_mentions()}"
    if question.selection.organisations:
        chosen = f"{question.articles()} AND {question.named()}"
        naming = [
            f"SELECT number FROM article_countries WHERE {part} AND {chosen}" for part in question.countries_apart()
        ]
        return f"SELECT {question.how_many_numbers()} FROM ({' UNION ALL '.join(naming)})"
    return f"SELECT coalesce(sum(articles), 0)::BIGINT {question.summed_articles(whole=True)}"


def map_figures(question: Question) -> str:
    """iso3, name, mentions, articles of each country; of each capital named as such also capital, lat, lon.

    A capital has a row beside its country's, without articles. One question for both: they come of the same rows.
    """
    if question.by_day:
        said = f"""SELECT country, capital, sum(mentions)::BIGINT AS mentions {question.summed_mentions()}
            GROUP BY country, capital HAVING sum(mentions) > 0"""
        naming = f"""SELECT country, sum(articles)::BIGINT AS articles {question.summed_articles()} GROUP BY country"""
    else:
        said = f"""SELECT country, CASE WHEN kind = 'capital' THEN name END AS capital, count(*) AS mentions
            FROM mentions WHERE {question.single_mentions()} GROUP BY ALL"""
        naming = f"""SELECT country, count(DISTINCT number) AS articles FROM mentions
            WHERE {question.single_mentions()} GROUP BY country"""
    return f"""
    WITH said AS MATERIALIZED ({said})
    SELECT country AS iso3, coalesce(c.name, country) AS name, mentions, articles,
           NULL::VARCHAR AS capital, NULL::DOUBLE AS lat, NULL::DOUBLE AS lon
    FROM (SELECT country, sum(mentions)::BIGINT AS mentions FROM said GROUP BY country) JOIN ({naming}) USING (country)
    LEFT JOIN countries c ON c.iso3 = country
    UNION ALL
    SELECT country, c.name, mentions, 0, capital, lat, lon FROM said
    LEFT JOIN capitals c ON c.iso3 = country AND c.name = capital WHERE capital IS NOT NULL
    ORDER BY mentions DESC, coalesce(capital, name)"""


def counts_by_country(question: Question) -> str:
    """iso3, name, mentions, articles; most mentions first."""
    return f"""SELECT iso3, name, mentions, articles FROM ({map_figures(question)}) WHERE capital IS NULL
    ORDER BY mentions DESC, name"""


def first_naming(question: Question, iso3: str) -> str:
    """number, mentions of the first $many articles that mention a country: most mentions, then newest, then by key."""
    question.narrow(iso3)
    if question.by_day:
        naming = f"""article_countries WHERE country = $country AND {question.articles()} AND {question.countries()}
        AND mentions > 0"""
    else:
        naming = f"""(SELECT number, key, date, count(*) AS mentions FROM mentions
        WHERE country = $country AND {question.single_mentions()} GROUP BY number, key, date)"""
    return f"SELECT number, mentions FROM {naming} ORDER BY mentions DESC, date DESC NULLS LAST, key LIMIT $many"


def tallies_naming(question: Question, iso3: str) -> str:
    """number, key, date and tallies of the articles that mention a country in the kinds and uses chosen."""
    question.narrow(iso3)
    return f"""SELECT number, key, date, tallies FROM article_countries
    WHERE country = $country AND {question.articles()} AND {question.countries()} AND {question.named()}"""


def articles_numbered(question: Question, articles: str, numbers: Sequence[str]) -> str:
    """The articles of these parameters' numbers, for a list, out of the files that hold them.

    `copies`: how many further articles of those selected tell the same story.
    """
    chosen = f"number IN ({', '.join(f'${name}' for name in numbers)})" if numbers else "false"
    return f"""
    SELECT number, article_id, title, date, source, url, opening, coalesce(told - 1, 0)::BIGINT AS copies
    FROM {articles} LEFT JOIN (
        SELECT key, told FROM copies
        JOIN (SELECT story, count(*) AS told FROM copies
              WHERE story IN (SELECT story FROM copies WHERE {chosen}) AND {question.held()}
              GROUP BY story) USING (story)
    ) USING (key)
    WHERE {chosen}"""


def mentions_of_country(question: Question, mentions: str, iso3: str) -> str:
    """The mentions of a country in the article $number, in order, out of the files that hold them."""
    question.narrow(iso3)
    return f"""
    SELECT {_MENTION} FROM {mentions}
    WHERE number = $number AND country = $country AND {question.single_mentions()} ORDER BY start, "end" DESC"""


def names_of_country(question: Question, iso3: str) -> str:
    """text, kind, use, mentions: what the articles call a country; most mentions first."""
    question.narrow(iso3)
    parts = []
    if question.by_month:
        whole, cut = question.whole_months(), question.cut_months()
        parts.append(f"""SELECT text, {KIND} AS kind, {USE} AS "use", mentions
            FROM (SELECT text, mask, sum(mentions) AS mentions FROM month_names
                  WHERE country = $country AND {whole} AND {question.held()} AND {question.countries()}
                  AND {question.named_in_sums()} GROUP BY ALL)""")
    else:
        cut = "true"
    if cut:
        parts.append(f"""SELECT text, kind, "use", count(*) AS mentions FROM mentions
            WHERE country = $country AND {cut} AND {question.single_mentions()} GROUP BY ALL""")
    return f"""
    SELECT text, kind, "use", sum(mentions)::BIGINT AS mentions FROM ({" UNION ALL ".join(parts)})
    GROUP BY text, kind, "use" HAVING sum(mentions) > 0 ORDER BY mentions DESC, text, kind, "use" """
