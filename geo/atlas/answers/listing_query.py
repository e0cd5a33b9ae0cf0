"""The SQL of what an atlas hands out whole; like that of `query`, with what the user chose as parameters alone.

`only` restricts an answer to some countries; without any, it holds all that the selection counts.
"""

from collections.abc import Sequence

from geo.atlas.answers import query
from geo.atlas.answers.question import Level, Question
from geo.atlas.answers.standing import belonging
from geo.world.memberships import Memberships

_PART = {"day": "date", "source": "source"}

GEOCODERS = "SELECT DISTINCT geocoder FROM articles ORDER BY geocoder"


def keys(question: Question, only: Sequence[str]) -> str:
    """key and mentions of every article that holds a counted mention: by day, undated last, then by id."""
    return f"""WITH naming AS (
        SELECT key, {_single(question, only)} GROUP BY key)
    SELECT key, mentions FROM naming JOIN articles USING (key) ORDER BY date NULLS LAST, article_id"""


def mentions(question: Question, only: Sequence[str]) -> str:
    """The columns of `columns.MENTIONS`, one row a counted mention of the articles $keys, in the order of `keys`."""
    return f"""
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
    return f"""WITH naming AS (
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
    level: Level = "source" if part == "source" else "day"
    return f"""WITH selected AS (
        SELECT {part}, sum(articles) AS all_articles {question.all_articles(level)}
        GROUP BY {part} HAVING sum(articles) > 0),
    spoken AS (SELECT {part}, {_mentions(question, only, level)} GROUP BY {part}),
    naming AS (SELECT {part}, {_articles(question, only, level)} GROUP BY {part})
    SELECT selected.{part}, coalesce(mentions, 0)::BIGINT AS mentions, coalesce(articles, 0)::BIGINT AS articles,
           coalesce(articles, 0) / all_articles AS share
    FROM selected LEFT JOIN spoken ON spoken.{part} IS NOT DISTINCT FROM selected.{part}
    LEFT JOIN naming ON naming.{part} IS NOT DISTINCT FROM selected.{part}
    ORDER BY {"selected.date NULLS LAST" if part == "date" else "mentions DESC, selected.source"}"""


def counts_by_organisation(question: Question, only: Sequence[str], memberships: Memberships) -> str:
    """organisation, name, countries, mentions, articles, share: of those who belonged to it on the article's date.

    A country that belongs to several counts for each of them.
    """
    known = memberships.organisations
    stretches = [
        (code, iso3, start, end)
        for code in known
        for iso3, held in belonging(memberships, code, question.selection.statuses).items()
        for start, end in held
    ]
    blocs, members, starts, ends = map(list, zip(*stretches, strict=True)) if stretches else ([], [], [], [])
    question.parameters |= {
        "on": question.standing_on,
        "codes": list(known),
        "names": [organisation.name for organisation in known.values()],
        "blocs": blocs,
        "members": members,
        "starts": starts,
        "ends": ends,
    }
    belongs = "belonging ON member = country AND coalesce(date, $on) >= start AND coalesce(date, $on) < after"
    return f"""WITH belonging AS (
        SELECT unnest($blocs::VARCHAR[]) AS bloc, unnest($members::VARCHAR[]) AS member,
               unnest($starts::DATE[]) AS start, unnest($ends::DATE[]) AS after),
    spoken AS (SELECT bloc, count(DISTINCT country) AS countries, sum(mentions)::BIGINT AS mentions
        FROM (SELECT date, country, {_mentions(question, only, "day")} GROUP BY date, country) JOIN {belongs}
        WHERE mentions > 0 GROUP BY bloc),
    naming AS (SELECT bloc, count(DISTINCT number) AS articles FROM (
        SELECT number, date, country FROM {_naming(question, only)}) JOIN {belongs} GROUP BY bloc)
    SELECT bloc AS organisation, ($names)[list_position($codes, bloc)] AS name, countries, mentions, articles,
           articles / {_all_articles(question)} AS share
    FROM spoken JOIN naming USING (bloc) ORDER BY mentions DESC, bloc"""


def _mentions(question: Question, only: Sequence[str], level: Level) -> str:
    """A sum of mentions, from the sums where they can answer."""
    if not question.by_day:
        return _single(question, only)
    return f"sum(mentions)::BIGINT AS mentions {question.summed_mentions(level)} AND {_named(question, only)}"


def _single(question: Question, only: Sequence[str]) -> str:
    return f"count(*) AS mentions FROM mentions WHERE {question.single_mentions()} AND {_named(question, only)}"


def _articles(question: Question, only: Sequence[str], level: Level) -> str:
    """A number of articles that hold such mentions, each once however many countries it names."""
    if question.by_day and not only and not question.selection.organisations:
        return f"sum(articles)::BIGINT AS articles {question.summed_articles(whole=True, level=level)}"
    return f"count(DISTINCT number) AS articles FROM {_naming(question, only)}"


def _naming(question: Question, only: Sequence[str]) -> str:
    """FROM and WHERE of the articles by country that they name, with number, date, source and country."""
    if not question.by_day:
        return f"mentions WHERE {question.single_mentions()} AND {_named(question, only)}"
    chosen = f"{question.articles()} AND {question.countries()} AND {question.named()}"
    return f"article_countries WHERE {chosen} AND {_named(question, only)}"


def _all_articles(question: Question) -> str:
    return f"(SELECT sum(articles) {question.all_articles()})"


def _named(question: Question, only: Sequence[str], column: str = "country") -> str:
    if not only:
        return "true"
    question.parameters["only"] = list(only)
    return f"list_contains($only, {column})"
