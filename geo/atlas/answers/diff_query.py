"""The SQL that holds two editions against each other, over the files that only one of them has.

A file is never changed, so what stands in a file of both editions is the same in both. Tables are `old_...` and
`new_...`; an article that was only moved to another file stands on both sides and comes to nothing.
"""

CAUSES = """
CREATE TABLE causes AS
SELECT key, CASE WHEN o.key IS NULL THEN 'added' WHEN n.key IS NULL THEN 'removed'
                 WHEN o.digest <> n.digest THEN 'changed' WHEN o.geocoder <> n.geocoder THEN 'reread'
                 ELSE 'corrected' END AS cause
FROM (SELECT key, digest, geocoder FROM old_articles) o
FULL JOIN (SELECT key, digest, geocoder FROM new_articles) n USING (key)"""

# An article counts with a country when a mention of it counts under no filter.
_NAMED = "SELECT key, country, {sign} * mentions AS mentions, {sign} * (mentions > 0)::INTEGER AS articles FROM {table}"

MOVED = f"""
CREATE TABLE moved AS
SELECT key, country, sum(mentions)::BIGINT AS mentions, sum(articles)::BIGINT AS articles
FROM ({_NAMED.format(sign=1, table="new_article_countries")}
      UNION ALL {_NAMED.format(sign=-1, table="old_article_countries")})
GROUP BY key, country HAVING sum(mentions) <> 0 OR sum(articles) <> 0"""

# Read again, by another geoparser or under corrections, and found the same: no cause of anything.
ARTICLES = """
SELECT cause, count(*) FROM causes
WHERE cause IN ('added', 'removed', 'changed') OR key IN (SELECT key FROM moved) GROUP BY cause"""

BY_COUNTRY = """
SELECT country, cause, sum(mentions)::BIGINT, sum(articles)::BIGINT
FROM moved JOIN causes USING (key) GROUP BY country, cause"""
