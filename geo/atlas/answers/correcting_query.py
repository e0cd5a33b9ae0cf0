"""The SQL that corrections are put in force with, over the tables of one edition."""

# Of every article with a name spelt as one of $texts, where that name is. Without $numbers in all articles; with them
# $least and $most let the files that hold other articles alone go unread.
SPELT = """
SELECT m.key, a.article_id, m.start, m."end", m.text, m.iso3, m.kind, m."use", m.name, m.lat, m.lon, m.organisation,
       m.confidence, m.why, a.geocoder
FROM (
    SELECT * FROM mentions WHERE number BETWEEN $least AND $most AND list_contains($texts, text)
      AND ($numbers IS NULL OR list_contains($numbers, number))) m
JOIN (SELECT key, article_id, geocoder FROM articles WHERE number BETWEEN $least AND $most) a USING (key)
ORDER BY m.key, m.start"""

# How often each of these articles counts each country.
COUNTED = """
SELECT key, country, count(*) FROM mentions WHERE counted AND key IN (SELECT unnest($keys)) GROUP BY key, country"""

# The articles with a mention that one of the corrections $marks has changed; a corrected mention is wholly sure.
MARKED = "SELECT DISTINCT key FROM mentions WHERE confidence = 1 AND list_has_any(why, $marks)"

HELD = "SELECT key FROM articles WHERE key IN (SELECT unnest($keys))"

# The articles with a name that one of the corrections wants to change: read as it says, or corrected before.
WANTED = """
SELECT DISTINCT key FROM mentions
WHERE text = $text AND (confidence = 1 OR (iso3 IS NOT DISTINCT FROM $iso3 AND kind = $kind AND name = $name))"""

ARTICLES = """
SELECT article_id, text, title, date, source, url FROM articles WHERE key IN (SELECT unnest($keys)) ORDER BY key"""

TEXTS = "SELECT article_id, text FROM articles WHERE key IN (SELECT unnest($keys))"

READ_BY = "SELECT geocoder FROM articles WHERE key = $key"
