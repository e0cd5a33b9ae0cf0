"""The tables of an atlas: their columns, and how they lie on the disk.

Every table but `editions` is read only at the version that an edition names; see `geo/atlas/kept/editions.py`.
"""

import pyarrow as pa

from geo.atlas.kept.certainty import STEPS

# Goes up with any change of a table below. An atlas of another schema is not opened.
SCHEMA = 3

_DAY = ("date", pa.date32())
_SOURCE = ("source", pa.string())
_COUNTRY = ("country", pa.string())
_KEY = ("key", pa.int64())  # an article's id as 64 bits (geo.articles.identity.number)
# Articles are numbered as they are written, so that an article's rows lie together, and a file's statistics say which
# numbers it holds; a set of articles is a row of bits. A replaced article gets a new number.
_NUMBER = ("number", pa.int64())
# Which kinds and uses articles name a country with (geo.atlas.kept.masks), by mentions that reach a step of confidence.
MASKS = tuple(f"mask_{step}" for step in range(len(STEPS)))

# What the map is drawn from: sums, kept three times. By month for all that needs no single day, by day for the months
# a period or a membership begins or ends in, and by day and source where sources are chosen. The first two grow with
# days and countries, not with articles. A replaced article adds rows that take its old counts away again: only sums
# mean anything. `mask` is the one bit of a kind and a use; `band` the highest step of confidence that the mentions
# reach (geo.atlas.kept.certainty); `capital` the name where a capital is named as such, else null.
_MENTIONS = [
    _DAY,
    _COUNTRY,
    ("mask", pa.int64()),
    ("band", pa.int8()),
    ("capital", pa.string()),
    ("mentions", pa.int64()),
]
# Articles count once for each `step` of confidence that one of their mentions reaches; `mask` is that of the mentions
# which do. Rows without a country count the articles themselves, with the mask of all countries together: those of the
# step ANY_ARTICLE all articles, whatever they name.
ANY_ARTICLE = -1
_ARTICLES = [_DAY, _COUNTRY, ("step", pa.int8()), ("mask", pa.int64()), ("articles", pa.int64())]

TABLES: dict[str, pa.Schema] = {
    "articles": pa.schema(
        [
            _NUMBER,
            _KEY,
            ("article_id", pa.string()),
            ("text", pa.string()),
            ("title", pa.string()),
            _DAY,
            _SOURCE,
            ("url", pa.string()),
            ("opening", pa.string()),  # of the text, so that a list of articles need not read whole texts
            ("digest", pa.int64()),  # of id, text, title, date, source and url: what tells a changed article
            ("geocoder", pa.string()),  # which geoparser and gazetteer read it
        ]
    ),
    # One row a mention. Date and source of the article stand here again, so that no count needs a join.
    "mentions": pa.schema(
        [
            _NUMBER,
            _KEY,
            _DAY,
            _SOURCE,
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("sentence", pa.int32()),
            ("paragraph", pa.int32()),
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
            _COUNTRY,  # iso3 where that is a country of today, else null
            ("counted", pa.bool_()),
        ]
    ),
    # One row an article and country: the pages of a country's articles, and how many articles name any of several
    # countries. `mentions` are those counted under no filter; `tallies` say how many mentions of each kind and use
    # there are in each band of confidence (geo.atlas.kept.tallies).
    "article_countries": pa.schema(
        [
            _NUMBER,
            _KEY,
            _DAY,
            _SOURCE,
            _COUNTRY,
            *((mask, pa.int64()) for mask in MASKS),
            ("mentions", pa.int32()),
            ("tallies", pa.list_(pa.int32())),
        ]
    ),
    "month_mentions": pa.schema(_MENTIONS),
    "day_mentions": pa.schema(_MENTIONS),
    "source_mentions": pa.schema([_SOURCE, *_MENTIONS]),
    "month_articles": pa.schema(_ARTICLES),
    "day_articles": pa.schema(_ARTICLES),
    "source_articles": pa.schema([_SOURCE, *_ARTICLES]),
    # What a country is called, by month: a sum of its own, for a name is rarer than a country.
    "month_names": pa.schema(
        [
            _DAY,
            _COUNTRY,
            ("text", pa.string()),
            ("mask", pa.int64()),
            ("band", pa.int8()),
            ("mentions", pa.int64()),
        ]
    ),
    # By what articles are found to be copies of one another (geo.stories): one row an article. Keys of another scheme
    # match nothing. Of several worded alike on one day, one alone has bands.
    "story_keys": pa.schema(
        [_KEY, _DAY, ("scheme", pa.string()), ("exact", pa.int64()), ("bands", pa.list_(pa.int64()))]
    ),
    # The articles of stories of two and more; every other is a story of its own. A story bears the date and id of its
    # earliest article. What each adds to the sums stands here once more, so that later copies can be taken off them.
    "copies": pa.schema([_NUMBER, _KEY, ("story", pa.string()), _DAY, _SOURCE, ("mentions", pa.int32())]),
    "copy_countries": pa.schema([_KEY, _DAY, _SOURCE, _COUNTRY, *((mask, pa.int64()) for mask in MASKS)]),
    "copy_mentions": pa.schema([_KEY, _SOURCE, *_MENTIONS]),
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
        ("files", pa.string()),  # JSON: {table: how many data files that version has}, lest one be lost unnoticed
        ("added", pa.int64()),
        ("replaced", pa.int64()),
        ("unchanged", pa.int64()),
        ("refused", pa.int64()),
    ]
)
