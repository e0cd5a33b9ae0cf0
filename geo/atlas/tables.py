"""The tables of an atlas: their columns, and how they lie on the disk.

Every table but `editions` is read only at the version that an edition names; see `geo/atlas/editions.py`.
"""

import pyarrow as pa

# Goes up with any change of a table below. An atlas of another schema is not opened.
SCHEMA = 1

_DAY = ("date", pa.date32())
_SOURCE = ("source", pa.string())
_KEY = ("key", pa.int64())  # an article's id as 64 bits (geo.articles.identity.number)

TABLES: dict[str, pa.Schema] = {
    "articles": pa.schema(
        [
            _KEY,
            ("article_id", pa.string()),
            ("text", pa.string()),
            ("title", pa.string()),
            _DAY,
            _SOURCE,
            ("url", pa.string()),
            ("digest", pa.int64()),  # of all of the above: what tells a changed article
            ("geocoder", pa.string()),  # which geoparser and gazetteer read it
        ]
    ),
    # One row a mention. Date and source of the article stand here again, so that no count needs a join.
    "mentions": pa.schema(
        [
            _KEY,
            _DAY,
            _SOURCE,
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("text", pa.string()),
            ("iso3", pa.string()),
            ("kind", pa.string()),
            ("use", pa.string()),
            ("name", pa.string()),
            ("lat", pa.float64()),
            ("lon", pa.float64()),
            ("organisation", pa.string()),
            ("confidence", pa.float64()),
            ("why", pa.list_(pa.string())),
            ("country", pa.string()),  # iso3 where that is a country of today, else null
            ("counted", pa.bool_()),
        ]
    ),
    # One row an article and country: the pages of a country's articles.
    "article_countries": pa.schema([_KEY, _DAY, _SOURCE, ("country", pa.string()), ("mask", pa.int64())]),
    # What the map is drawn from. They grow with days, sources and countries, not with articles. A replaced article adds
    # rows that take its old counts away again: only sums mean anything.
    "day_mentions": pa.schema(
        [_DAY, _SOURCE, ("country", pa.string()), ("kind", pa.string()), ("use", pa.string()), ("mentions", pa.int64())]
    ),
    # `mask` tells which kinds and uses the articles name the country with (see `mask_bit`). Rows without a country
    # count all articles of the day, and their mask is that of all countries together.
    "day_articles": pa.schema(
        [_DAY, _SOURCE, ("country", pa.string()), ("mask", pa.int64()), ("articles", pa.int64())]
    ),
    "refusals": pa.schema(
        [("origin", pa.string()), ("where", pa.string()), ("reason", pa.string()), ("kept", pa.bool_())]
    ),
}

EDITIONS: pa.Schema = pa.schema(
    [
        ("edition", pa.int64()),
        ("made_at", pa.timestamp("us", tz="UTC")),
        ("schema", pa.int32()),
        ("dateline", pa.string()),
        ("geocoder", pa.string()),
        ("organisations", pa.string()),  # name of the user's file of organisations inside the atlas, or empty
        ("versions", pa.string()),  # JSON: {table: version}
        ("added", pa.int64()),
        ("replaced", pa.int64()),
        ("unchanged", pa.int64()),
        ("refused", pa.int64()),
    ]
)
