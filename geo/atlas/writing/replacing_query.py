"""The SQL that takes back what replaced articles (their keys in the table `replaced`) once counted."""

from geo.atlas.kept.certainty import STEPS
from geo.atlas.kept.tables import ANY_ARTICLE, MASKS
from geo.toponyms.mention import KINDS, USES

# Of a single mention: what `mask` and `band` are in the sums.
BIT = f"""1::BIGINT << ({len(USES)} * (list_position({list(KINDS)}, kind) - 1)
           + list_position({list(USES)}, "use") - 1)::INTEGER"""
_REACHED = (f"WHEN confidence >= {STEPS[band]}::DOUBLE THEN {band}" for band in range(len(STEPS) - 1, 0, -1))
BAND = f"CASE {' '.join(_REACHED)} ELSE 0 END"
_GONE = "key IN (SELECT key FROM replaced)"

# The rows of `source_mentions`, below nought.
MENTIONS = f"""
SELECT source, date, country, {BIT} AS mask, {BAND} AS band,
       CASE WHEN kind = 'capital' THEN name END AS capital, -count(*)::BIGINT AS mentions
FROM mentions WHERE country IS NOT NULL AND {_GONE} GROUP BY ALL"""

# The rows of `month_names`, below nought.
NAMES = f"""
SELECT date_trunc('month', date)::DATE AS date, country, text, {BIT} AS mask, {BAND} AS band,
       -count(*)::BIGINT AS mentions
FROM mentions WHERE country IS NOT NULL AND {_GONE} GROUP BY ALL"""


def _of_countries(step: int) -> str:
    return f"""SELECT source, date, country, {step} AS step, {MASKS[step]} AS mask, -count(*)::BIGINT AS articles
    FROM gone WHERE {MASKS[step]} <> 0 GROUP BY ALL"""


def _of_articles(step: int) -> str:
    return f"""SELECT source, date, NULL, {step}, {MASKS[step]} AS mask, -count(*)::BIGINT
    FROM whole WHERE {MASKS[step]} <> 0 GROUP BY ALL"""


# The rows of `source_articles`, below nought.
ARTICLES = f"""
WITH gone AS (SELECT * FROM article_countries WHERE {_GONE}),
whole AS (SELECT any_value(source) AS source, any_value(date) AS date,
                 {", ".join(f"bit_or({mask}) AS {mask}" for mask in MASKS)} FROM gone GROUP BY key)
SELECT source, date, NULL::VARCHAR AS country, {ANY_ARTICLE} AS step, 0::BIGINT AS mask, -count(*)::BIGINT AS articles
FROM articles WHERE {_GONE} GROUP BY ALL
UNION ALL {" UNION ALL ".join(part(step) for step in range(len(STEPS)) for part in (_of_countries, _of_articles))}"""
