"""The SQL of counting by story: which copies are left out, and the sums without what these add to them.

A story is counted in one of its articles alone: of those that the selection's filters of articles keep, the earliest,
undated ones last; of one day the one with most mentions; then by key. Whatever is counted is counted in these articles,
so that figures by country, day, source, kind and organisation add up as those by article do.
"""

from geo.atlas.tables import MASKS


def later(held: str) -> str:
    """The keys of the articles left out: of those that the condition `held` keeps, all but the first of each story."""
    return f"""(SELECT key FROM copies WHERE {held}
        QUALIFY row_number() OVER (PARTITION BY story ORDER BY date NULLS LAST, mentions DESC, key) > 1)"""


def mentions_told_once(sums: str, held: str) -> str:
    """A table of sums of mentions, and what is to be taken off it: rows below nought, each of its own day."""
    return f"""(FROM {sums} UNION ALL BY NAME
        SELECT source, date, country, mask, band, capital, -mentions AS mentions
        FROM copy_mentions WHERE key IN {later(held)})"""


def articles_told_once(sums: str, step: int, held: str) -> str:
    """A table of sums of articles, and what is to be taken off it at a step of confidence."""
    return f"""(FROM {sums} UNION ALL BY NAME
        SELECT source, date, country, {step}::TINYINT AS step, {MASKS[step]} AS mask, -1::BIGINT AS articles
        FROM copy_countries WHERE key IN {later(held)})"""


def copies_left_out(held: str) -> str:
    """How many articles are left out."""
    return f"SELECT count(*) FROM {later(held)}"


# The other articles of the story of the article $key, the earliest first.
OTHERS = """
SELECT a.article_id, a.text, a.title, a.date, a.source, a.url
FROM articles a JOIN copies c USING (key)
WHERE c.story = (SELECT story FROM copies WHERE key = $key) AND a.key <> $key
ORDER BY a.date NULLS LAST, c.mentions DESC, a.key LIMIT $limit OFFSET $offset"""
