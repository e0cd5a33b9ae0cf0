"""The SQL by which a build folds articles into stories: candidates by a join of keys, then the rows of their copies."""

from geo.atlas.kept.tables import MASKS
from geo.atlas.writing.replacing_query import BAND, BIT

# `fresh` are the rows of story keys that are being told; `story_keys` those told before.
# Worded as another of its day: paired with one such, told before if there is one, and needing no bands of its own.
REPEATS = """
CREATE OR REPLACE TABLE repeats AS
WITH before AS (SELECT exact, min(key) AS key FROM story_keys
                WHERE exact IN (SELECT exact FROM fresh WHERE exact IS NOT NULL) GROUP BY exact)
SELECT f.key AS one, coalesce(before.key, min(f.key) OVER (PARTITION BY f.exact)) AS other
FROM fresh f LEFT JOIN before USING (exact)
WHERE f.exact IS NOT NULL
QUALIFY one <> other"""

FRESH_KEYS = """
SELECT key, date, scheme, exact, CASE WHEN key IN (SELECT one FROM repeats) THEN NULL ELSE bands END AS bands
FROM fresh ORDER BY date, key"""

# Read once for a whole batch: of what was told before, files of other days are not even opened. Copies lie so few days
# apart that both stand in one of the windows of twice as many, which overlap; an article without a date may copy one of
# any day, so that where there is such a one the whole key is a window too. A key that many of a window share is a
# form's that is filled in again and again (a notice of prices, a list of results): there, articles are only compared
# with those beside them in the order of all their keys, or ten thousand forms would never be done.
PAIRS = """
CREATE OR REPLACE TABLE pairs AS
WITH coming AS (SELECT key, date, bands FROM fresh WHERE key NOT IN (SELECT one FROM repeats)),
     told AS NOT MATERIALIZED (SELECT key, date, bands, false AS is_new FROM story_keys
              WHERE bands IS NOT NULL AND (date IS NULL OR $always OR date BETWEEN $first AND $last)
              UNION ALL SELECT *, true FROM coming),
     wanted AS (SELECT DISTINCT unnest(bands) AS band FROM coming),
     spread AS (SELECT key, date, is_new, band FROM (SELECT key, date, is_new, unnest(bands) AS band FROM told)
                JOIN wanted USING (band)),
     shared AS (SELECT band, bool_or(date IS NULL) AS undated FROM spread GROUP BY band HAVING count(*) > 1),
     held AS (SELECT spread.*, undated FROM spread JOIN shared USING (band)),
     windows AS (SELECT key, date, is_new, band, unnest([0, 1]) + (date - DATE '0001-01-01') // $width AS win
                 FROM held WHERE date IS NOT NULL
                 UNION ALL SELECT key, date, is_new, band, -1 FROM held WHERE undated),
     counted AS (SELECT *, count(*) OVER (PARTITION BY band, win) > $crowd AS crowded FROM windows),
     placed AS (SELECT c.*, row_number() OVER (PARTITION BY band, win ORDER BY told.bands, key) // $beside AS place
                FROM counted c JOIN told USING (key) WHERE crowded),
     near AS (SELECT f.key AS one, f.date AS day, t.key AS other, t.date AS other_day
              FROM counted f JOIN counted t USING (band, win)
              WHERE f.is_new AND NOT f.crowded AND NOT t.crowded
              UNION SELECT f.key, f.date, t.key, t.date
              FROM (SELECT key, date, band, win, place + unnest([-1, 0, 1]) AS place FROM placed WHERE is_new) f
              JOIN placed t USING (band, win, place))
SELECT DISTINCT one, other FROM near
WHERE one <> other AND (one < other OR other NOT IN (SELECT key FROM coming))
  AND (day IS NULL OR other_day IS NULL OR abs(day - other_day) <= $days)
UNION ALL SELECT one, other FROM repeats"""

# All windows that an article of the batch stands in, whole: else it would depend on the batch which are crowded.
SPAN = """
WITH days AS (SELECT (min(date) - DATE '0001-01-01') // $width AS least,
                     (max(date) - DATE '0001-01-01') // $width AS most, bool_or(date IS NULL) AS always FROM fresh)
SELECT coalesce(DATE '0001-01-01' + (greatest(least - 1, 0) * $width)::INTEGER, DATE '2000-01-01'),
       coalesce(DATE '0001-01-01' + ((most + 2) * $width)::INTEGER - 1, DATE '2000-01-01'), coalesce(always, false)
FROM days"""

_NEAR = "(a.date IS NULL OR $always OR a.date BETWEEN $first AND $last)"

CANDIDATES = f"""
CREATE OR REPLACE TABLE candidates AS
WITH asked AS (SELECT one AS key FROM pairs UNION SELECT other FROM pairs)
SELECT a.key, a.article_id, a.text, a.title, a.date, c.story FROM articles a LEFT JOIN copies c USING (key)
WHERE a.key IN (SELECT key FROM asked) AND {_NEAR}"""

IN_ORDER = "SELECT one, other FROM pairs ORDER BY one, other"

TOLD = "SELECT key, article_id, text, title, date, story FROM candidates WHERE key IN (SELECT unnest($keys))"

MEMBERS = "SELECT key, story FROM copies WHERE story IN (SELECT unnest($stories))"

# `now` holds what story articles have after a batch; `changed` those of them that had another, or none of several.
CHANGED = """
CREATE OR REPLACE TABLE changed AS
SELECT now.key, now.story, c.key IS NULL AS joining FROM now LEFT JOIN copies c USING (key)
WHERE c.story IS DISTINCT FROM now.story"""

MOVED = "SELECT key FROM changed WHERE NOT joining"

_JOINING = f"a.key IN (SELECT key FROM changed WHERE joining) AND {_NEAR}"

# What is added to the tables of copies.
ADDED = {
    "copies": f"""
        WITH counted AS (SELECT key, sum(a.mentions) AS mentions FROM article_countries a WHERE {_JOINING} GROUP BY key)
        SELECT a.number, a.key, changed.story, a.date, a.source, coalesce(counted.mentions, 0) AS mentions
        FROM articles a JOIN changed USING (key) LEFT JOIN counted USING (key) WHERE {_JOINING}
        UNION ALL SELECT c.number, c.key, changed.story, c.date, c.source, c.mentions
        FROM copies c JOIN changed USING (key) WHERE NOT joining
        ORDER BY story, date, key""",
    "copy_countries": f"""
        WITH joining AS (SELECT * FROM article_countries a WHERE {_JOINING}),
        whole AS (SELECT key, {", ".join(f"bit_or({mask}) AS {mask}" for mask in MASKS)} FROM joining GROUP BY key)
        SELECT key, date, source, country, {", ".join(MASKS)} FROM joining
        UNION ALL SELECT a.key, a.date, a.source, NULL, {", ".join(f"coalesce(w.{mask}, 0)" for mask in MASKS)}
        FROM articles a LEFT JOIN whole w USING (key) WHERE {_JOINING}
        ORDER BY date, key, country""",
    "copy_mentions": f"""
        SELECT key, source, date, country, {BIT} AS mask, {BAND} AS band,
               CASE WHEN kind = 'capital' THEN name END AS capital, count(*)::BIGINT AS mentions
        FROM mentions a WHERE country IS NOT NULL AND {_JOINING} GROUP BY ALL ORDER BY date, key, country""",
}

# `gone` holds the articles that a build replaces; those of them that say what they said, by their keys in `fresh`.
SAME = """
CREATE OR REPLACE TABLE same AS
SELECT key FROM gone JOIN fresh USING (key) JOIN story_keys s USING (key)
WHERE s.scheme = fresh.scheme AND s.exact IS NOT DISTINCT FROM fresh.exact AND s.date IS NOT DISTINCT FROM fresh.date"""

RENEWED = """
CREATE OR REPLACE TABLE changed AS
SELECT key, story, true AS joining FROM copies WHERE key IN (SELECT key FROM same)"""

# Everybody in the stories of those who are gone.
BEREFT = "SELECT key FROM copies WHERE story IN (SELECT story FROM copies WHERE key IN (SELECT key FROM gone))"

ARTICLES = "SELECT article_id, text, title, date, source, url FROM articles WHERE key IN (SELECT unnest($keys))"

SCHEMES = "SELECT DISTINCT scheme FROM story_keys"

ALL_KEYS = "SELECT key FROM articles ORDER BY date, key"
