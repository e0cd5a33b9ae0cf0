"""The SQL of counting by story: which copies are left out, and the sums without what these add to them.

A story is counted in one of its articles alone: of those that the selection's filters of articles keep, the earliest,
undated ones last; of one day the one with most mentions; then by key. Whatever is counted is counted in these articles,
so that figures by country, day, source, kind and organisation add up as those by article do.

Where no filter touches the articles, which are left out is known beforehand: `PREPARED` adds up by month what they add
to the sums, once an edition, so that the map costs no more by story than by article. Under a period, sources or a
search they are found anew, and what they add is read from the rows of copies.
"""

from geo.atlas.kept.tables import ANY_ARTICLE, MASKS

_LATER = "key IN (SELECT key FROM places WHERE place > 1)"
_OF_MENTIONS = "source, date, country, mask, band, capital"


def _articles(step: int, month: bool, chosen: str) -> str:
    day = "date_trunc('month', date)::DATE AS date" if month else "date"
    counted = "-count(*)::BIGINT AS articles" if month else "-1::BIGINT AS articles"
    of = f"{day}, country, {step}::TINYINT AS step, {MASKS[step]} AS mask, {counted}"
    return f"""SELECT {"" if month else "source, "}{of}
        FROM copy_countries WHERE {chosen} AND {MASKS[step]} <> 0{" GROUP BY ALL" if month else ""}"""


_ALL_STEPS = range(len(MASKS))
# `places`: who is first in a story, second and so on. `told_...`: the sums by story where no article is filtered out.
PREPARED = (
    """CREATE TABLE IF NOT EXISTS places AS
       SELECT number, key, date, source, hash(story) AS story,
              row_number() OVER (PARTITION BY story ORDER BY date NULLS LAST, mentions DESC, key)::INTEGER AS place
       FROM copies""",
    f"""CREATE TABLE IF NOT EXISTS later_mentions AS
        SELECT date_trunc('month', date)::DATE AS date, country, mask, band, capital, -sum(mentions)::BIGINT AS mentions
        FROM copy_mentions WHERE {_LATER} GROUP BY ALL""",
    "CREATE TABLE IF NOT EXISTS later_articles AS "
    + " UNION ALL ".join(_articles(step, True, _LATER) for step in _ALL_STEPS),
    "CREATE OR REPLACE VIEW told_month_mentions AS FROM month_mentions UNION ALL BY NAME FROM later_mentions",
    "CREATE OR REPLACE VIEW told_month_articles AS FROM month_articles UNION ALL BY NAME FROM later_articles",
    f"""CREATE OR REPLACE VIEW told_day_mentions AS FROM day_mentions UNION ALL BY NAME
        SELECT date, country, mask, band, capital, -mentions AS mentions FROM copy_mentions WHERE {_LATER}""",
    "CREATE OR REPLACE VIEW told_day_articles AS FROM day_articles UNION ALL BY NAME SELECT * EXCLUDE (source) FROM ("
    + " UNION ALL ".join(_articles(step, False, _LATER) for step in _ALL_STEPS)
    + ")",
)


def later(held: str, searched: bool) -> str:
    """The keys of the articles left out: of those that the condition `held` keeps, all but the first of each story.

    `searched`: whether `copies` holds a part alone, so that the others have no place.
    """
    chosen = f"{held} AND number IN (SELECT number FROM copies)" if searched else held
    among = f"(SELECT key, story, place FROM places WHERE {chosen})"
    return f"""(SELECT key FROM {among} JOIN (SELECT story, min(place) AS first FROM {among} GROUP BY story)
        USING (story) WHERE place > first)"""


def mentions_told_once(sums: str, held: str, searched: bool) -> str:
    """A table of sums of mentions, and what is to be taken off it: rows below nought, each of its own day."""
    return f"""(FROM {sums} UNION ALL BY NAME SELECT {_OF_MENTIONS}, -mentions AS mentions
        FROM copy_mentions WHERE {held} AND key IN {later(held, searched)})"""


def articles_told_once(sums: str, step: int, held: str, searched: bool) -> str:
    """A table of sums of articles, and what is to be taken off it at a step of confidence."""
    return f"""(FROM {sums} UNION ALL BY NAME
        {_articles(step, False, f"{held} AND key IN {later(held, searched)}")})"""


def all_told_once(sums: str, left_out: str) -> str:
    """A table of sums of articles, less those left out, for counting articles whatever they name."""
    return f"""(FROM {sums} UNION ALL BY NAME
        SELECT source, date, NULL::VARCHAR AS country, {ANY_ARTICLE}::TINYINT AS step, 0::BIGINT AS mask,
               -1::BIGINT AS articles
        FROM copies WHERE key IN {left_out})"""


def copies_left_out(held: str) -> str:
    """How many articles a count by story leaves out."""
    return f"SELECT count(*) - count(DISTINCT story) FROM copies WHERE {held}"


# The other articles of the story of the article $key, the earliest first.
OTHERS = """
SELECT a.article_id, a.text, a.title, a.date, a.source, a.url
FROM articles a JOIN copies c USING (key)
WHERE c.story = (SELECT story FROM copies WHERE key = $key) AND a.key <> $key
ORDER BY a.date NULLS LAST, c.mentions DESC, a.key LIMIT $limit OFFSET $offset"""
