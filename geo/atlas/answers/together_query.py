"""The SQL of who is named with whom; like that of `query`, with what the user chose as parameters alone.

A place is a sentence, a paragraph or an article; both names must be such as the selection counts.
"""

from typing import Literal

from geo.atlas.answers.question import Question

Within = Literal["sentence", "paragraph", "article"]

# The bits of a place that are below its article's number: no article has a million sentences.
BELOW: dict[Within, int] = {"sentence": 20, "paragraph": 20, "article": 0}
_PLACES: dict[Within, str] = {
    "sentence": "number * 1048576 + sentence",
    "paragraph": "number * 1048576 + paragraph",
    "article": "number",
}


def _named(question: Question, within: Within, only: str = "true") -> str:
    """place, number, country: a row for every place and country named there, or more than one."""
    if within == "article" and question.by_day:
        chosen = f"{question.articles()} AND {question.countries()} AND {question.named()}"
        return f"SELECT number AS place, number, country FROM article_countries WHERE {chosen} AND {only}"
    return f"SELECT {_PLACES[within]} AS place, number, country FROM mentions WHERE {_counted(question)} AND {only}"


def _counted(question: Question) -> str:
    """What `Question.single_mentions` says; one column tells where no kind, use or confidence is asked for."""
    chosen = question.selection
    if chosen.kinds or chosen.uses or chosen.min_confidence > 0:
        return question.single_mentions()
    return f"{question.articles()} AND {question.countries()} AND counted"


def _near(question: Question, *countries: str) -> str:
    """Of rows with a number: those of articles that name all of these countries, which their own table says quickly."""
    chosen = f"{question.articles()} AND {question.countries()} AND {question.named()}"
    return " AND ".join(
        f"number IN (SELECT number FROM article_countries WHERE country = {country} AND {chosen})"
        for country in countries
    )


def articles_naming(question: Question) -> str:
    """One figure: the articles that name $country, whether or not the selection counts it."""
    return "SELECT count(*) FROM article_countries WHERE country = $country"


def named_near(question: Question, within: Within) -> str:
    """place, country: who is named where in the articles from number $first to $last that name $country anywhere."""
    near = f"number BETWEEN $first AND $last AND {_near(question, '$country')}"
    return f"SELECT place, country FROM ({_named(question, within, near)})"


def pairs_by_country(question: Question, within: Within) -> str:
    """country, pairs: in how many pairs, of two countries in one place, each is; in every $stride-th article alone."""
    return f"""
    WITH named AS (SELECT DISTINCT place, country FROM ({_named(question, within, "number % $stride = 0")})),
    shared AS (SELECT place, count(*) - 1 AS others FROM named GROUP BY place HAVING count(*) > 1)
    SELECT country, ($stride * sum(others))::BIGINT AS pairs FROM named JOIN shared USING (place)
    GROUP BY country ORDER BY country"""


def pairs_among(question: Question, within: Within) -> str:
    """country, other, places, articles: every two of $countries that are named in one place, country before other."""
    return f"""
    WITH named AS (SELECT DISTINCT place, number, country
        FROM ({_named(question, within, "list_contains($countries, country)")}))
    SELECT one.country, other.country AS other, count(*) AS places, count(DISTINCT one.number) AS articles
    FROM named one JOIN named other ON one.place = other.place AND one.country < other.country
    GROUP BY ALL ORDER BY ALL"""


def _both(question: Question, within: Within) -> str:
    """place, number: where $country and $other are both named."""
    either = f"(country = $country OR country = $other) AND {_near(question, '$country', '$other')}"
    return f"""
    SELECT place, any_value(number) AS number FROM ({_named(question, within, either)})
    GROUP BY place HAVING count(DISTINCT country) = 2"""


def articles_naming_both(question: Question, within: Within) -> str:
    """A page of the articles with such places: most of them first, then the newest."""
    return f"""
    WITH page AS (SELECT number, count(*) AS places FROM ({_both(question, within)}) GROUP BY number)
    SELECT article_id, title, date, source, url, places, opening
    FROM page JOIN articles USING (number)
    ORDER BY places DESC, date DESC NULLS LAST, key LIMIT $limit OFFSET $offset"""


def mentions_of_both(question: Question, within: Within) -> str:
    """The mentions of $country and $other, in order, in the places of article $number that name both."""
    place, chosen = _PLACES[within], f"{_counted(question)} AND number = $number"
    return f"""
    WITH here AS (SELECT * FROM mentions WHERE {chosen} AND (country = $country OR country = $other)),
    shared AS (SELECT {place} AS place FROM here GROUP BY place HAVING count(DISTINCT country) = 2)
    SELECT start, "end", text, iso3, kind, "use", name, lat, lon, organisation, confidence, why
    FROM here WHERE {place} IN (SELECT place FROM shared) ORDER BY start, "end" DESC"""
