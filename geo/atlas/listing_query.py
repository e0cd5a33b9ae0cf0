"""The SQL of what an atlas hands out whole; like that of `query`, with what the user chose as parameters alone.

`only` restricts an answer to some countries; without any, it holds all that the selection counts.
"""

from collections.abc import Mapping, Sequence

from geo.atlas import query
from geo.atlas.query import Question

_PART = {"day": "date", "source": "source"}

GEOCODERS = "SELECT DISTINCT geocoder FROM articles ORDER BY geocoder"


def keys(question: Question, only: Sequence[str]) -> str:
    """key and mentions of every article that holds a counted mention: by day, undated last, then by id."""
    return f"""{_with(question)} naming AS (
        SELECT key, {_single(question, only)} GROUP BY key)
    SELECT key, mentions FROM naming JOIN articles USING (key) ORDER BY date NULLS LAST, article_id"""


def mentions(question: Question, only: Sequence[str]) -> str:
    """The columns of `columns.MENTIONS`, one row a counted mention of the articles $keys, in the order of `keys`."""
    return f"""{question.standing()}
    SELECT a.article_id, m.date, m.source, a.title, a.url, m.start, m."end", m.text, m.country AS iso3,
           coalesce(c.name, m.country) AS country, m.kind, m."use", m.name, m.lat, m.lon, m.confidence, m.why,
           a.geocoder
    FROM (SELECT * FROM mentions WHERE key IN (SELECT unnest($keys))
          AND {question.single_mentions()} AND {_named(question, only)}) m
    JOIN (SELECT key, article_id, title, url, geocoder FROM articles WHERE key IN (SELECT unnest($keys))) a USING (key)
    LEFT JOIN countries c ON c.iso3 = m.country
    ORDER BY m.date NULLS LAST, a.article_id, m.start, m."end" DESC"""


def articles(question: Question, only: Sequence[str]) -> str:
    """The columns of `columns.ARTICLES`, one row an article that holds a counted mention, in the order of `keys`."""
    return f"""{_with(question)} naming AS (
        SELECT key, list_sort(list(DISTINCT country)) AS countries, {_single(question, only)} GROUP BY key)
    SELECT article_id, date, source, title, url, mentions, countries, geocoder
    FROM naming JOIN articles USING (key) ORDER BY date NULLS LAST, article_id"""


def counts_by_country(question: Question, only: Sequence[str]) -> str:
    """iso3, name, mentions, articles, share: what `Atlas.countries` answers."""
    return f"""SELECT iso3, name, mentions, articles, articles / {_all_articles(question)} AS share
    FROM ({query.counts_by_country(question)}) WHERE {_named(question, only, "iso3")}
    ORDER BY mentions DESC, name"""


def counts_by_part(question: Question, only: Sequence[str], by: str) -> str:
    """The day or the source, mentions, articles, share: every day or source of the selected articles, nought too."""
    part = _PART[by]
    return f"""{_with(question)} selected AS (
        SELECT {part}, sum(articles) AS all_articles FROM articles_by_day
        WHERE country IS NULL AND {question.articles()} GROUP BY {part}),
    spoken AS (SELECT {part}, {_mentions(question, only)} GROUP BY {part}),
    naming AS (SELECT {part}, {_articles(question, only)} GROUP BY {part})
    SELECT selected.{part}, coalesce(mentions, 0)::BIGINT AS mentions, coalesce(articles, 0)::BIGINT AS articles,
           coalesce(articles, 0) / all_articles AS share
    FROM selected LEFT JOIN spoken ON spoken.{part} IS NOT DISTINCT FROM selected.{part}
    LEFT JOIN naming ON naming.{part} IS NOT DISTINCT FROM selected.{part}
    ORDER BY {"selected.date NULLS LAST" if part == "date" else "mentions DESC, selected.source"}"""


def counts_by_organisation(question: Question, only: Sequence[str], names: Mapping[str, str]) -> str:
    """organisation, name, countries, mentions, articles, share: of those who belonged to it on the article's date.

    `names`: the organisations' names by code. A country that belongs to several counts for each of them.
    """
    question.parameters |= {
        "on": question.standing_on,
        "statuses": list(question.selection.statuses),
        "codes": list(names),
        "names": list(names.values()),
    }
    join = "JOIN belonging ON member = country AND day = coalesce(date, $on)"
    return f"""{_with(question)} belonging AS (
        SELECT DISTINCT organisation AS bloc, iso3 AS member, day
        FROM memberships, (SELECT DISTINCT coalesce(date, $on) AS day FROM days)
        WHERE list_contains($statuses, status) AND day >= "first" AND day < "after"),
    spoken AS (SELECT bloc, count(DISTINCT country) AS countries, {_mentions(question, only, join)} GROUP BY bloc),
    naming AS (SELECT bloc, {_articles(question, only, join)} GROUP BY bloc)
    SELECT bloc AS organisation, ($names)[list_position($codes, bloc)] AS name, countries, mentions, articles,
           articles / {_all_articles(question)} AS share
    FROM spoken JOIN naming USING (bloc) ORDER BY mentions DESC, bloc"""


def _with(question: Question) -> str:
    standing = question.standing()
    return f"{standing}," if standing else "WITH"


def _mentions(question: Question, only: Sequence[str], join: str = "") -> str:
    """A sum of mentions, from the table by day where that can answer."""
    if not question.by_day:
        return _single(question, only, join)
    chosen = f"{question.articles()} AND {question.countries()} AND {question.mentions()}"
    return f"sum(mentions)::BIGINT AS mentions FROM mentions_by_day {join} WHERE {chosen} AND {_named(question, only)}"


def _single(question: Question, only: Sequence[str], join: str = "") -> str:
    return f"""count(*) AS mentions FROM mentions {join}
        WHERE {question.single_mentions()} AND {_named(question, only)}"""


def _articles(question: Question, only: Sequence[str], join: str = "") -> str:
    """A number of articles that hold such mentions, each once however many countries it names."""
    if not question.by_day:
        chosen = question.single_mentions()
        return f"count(DISTINCT key) AS articles FROM mentions {join} WHERE {chosen} AND {_named(question, only)}"
    if join or only or question.selection.organisations:
        chosen = f"{question.articles()} AND {question.countries()} AND {question.mask()}"
        return (
            f"count(DISTINCT key) AS articles FROM article_countries {join} WHERE {chosen} AND {_named(question, only)}"
        )
    return f"""sum(articles)::BIGINT AS articles FROM articles_by_day
        WHERE country IS NULL AND {question.articles()} AND {question.mask()}"""


def _all_articles(question: Question) -> str:
    return f"(SELECT sum(articles) FROM articles_by_day WHERE country IS NULL AND {question.articles()})"


def _named(question: Question, only: Sequence[str], column: str = "country") -> str:
    if not only:
        return "true"
    question.parameters["only"] = list(only)
    return f"list_contains($only, {column})"
