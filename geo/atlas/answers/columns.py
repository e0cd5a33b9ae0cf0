"""The columns of what an atlas hands out whole: for notebooks, for exports and for `docs/data-dictionary.md` alike."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pyarrow as pa


class Column:
    """A column: its Arrow type, its unit ("" where it has none) and what a value of it means."""

    def __init__(self, name: str, type: pa.DataType, unit: str, meaning: str) -> None:
        self.name, self.type, self.unit, self.meaning = name, type, unit, meaning


_TEXT, _WHOLE, _REAL, _DAY = pa.string(), pa.int64(), pa.float64(), pa.date32()

_MENTIONS = Column("mentions", _WHOLE, "mentions", "how many mentions the selection counts")
_ARTICLES = Column("articles", _WHOLE, "articles", "how many articles hold at least one of these mentions")
_COUNTS = (
    _MENTIONS,
    _ARTICLES,
    Column("share", _REAL, "0 to 1", "`articles` over all articles of the period and the sources"),
)
_COUNTS_OF_A_PART = (
    _MENTIONS,
    _ARTICLES,
    Column("share", _REAL, "0 to 1", "`articles` over all selected articles of that day or source"),
)
_ISO3 = Column("iso3", _TEXT, "", "ISO 3166-1 alpha-3 code of a country of today; Kosovo is XKX")
_DATE = Column("date", _DAY, "day", "the day the article says it was published; empty: it does not say")
_SOURCE = Column("source", _TEXT, "", "who published the article; empty: it does not say")
_ARTICLE = (
    Column("article_id", _TEXT, "", "the article's id: the one it was given, else its URL, else a digest of its text"),
    _DATE,
    _SOURCE,
    Column("title", _TEXT, "", "the article's title where its file keeps one apart from the text"),
    Column("url", _TEXT, "", "where the article was published; empty: it does not say"),
)
_GEOCODER = Column("geocoder", _TEXT, "", "the geoparser and gazetteer that read the article: version+digest")

# By what counts can be made.
COUNTS: Mapping[str, Sequence[Column]] = MappingProxyType(
    {
        "country": (_ISO3, Column("name", _TEXT, "", "the country's English name"), *_COUNTS),
        "day": (_DATE, *_COUNTS_OF_A_PART),
        "source": (_SOURCE, *_COUNTS_OF_A_PART),
        "organisation": (
            Column("organisation", _TEXT, "", "the organisation's code"),
            Column("name", _TEXT, "", "the organisation's name"),
            Column("countries", _WHOLE, "countries", "how many of those that belonged to it are mentioned"),
            *_COUNTS,
        ),
    }
)

MENTIONS: Sequence[Column] = (
    *_ARTICLE,
    Column("start", pa.int32(), "code points", "where the mention begins in the article's text, from 0"),
    Column("end", pa.int32(), "code points", "where it ends, exclusive: `text[start:end]` is the surface"),
    Column("text", _TEXT, "", "the surface: what stands in the article"),
    _ISO3,
    Column("country", _TEXT, "", "the country's English name"),
    Column("kind", _TEXT, "", "what names it: country, demonym, capital, place, seat, historic, organisation, region"),
    Column("use", _TEXT, "", "how: place (in Kabul), actor (Moscow said), modifier (Afghan refugees), name"),
    Column("name", _TEXT, "", "what is meant: Kabul"),
    Column("lat", _REAL, "degrees north, WGS84", "where that lies; empty: it is no point"),
    Column("lon", _REAL, "degrees east, WGS84", "where that lies; empty: it is no point"),
    Column("confidence", _REAL, "0 to 1", "the probability that the reading is right"),
    Column("why", pa.list_(_TEXT), "", "what decided, in short"),
    _GEOCODER,
)

ARTICLES: Sequence[Column] = (
    *_ARTICLE,
    _MENTIONS,
    Column("countries", pa.list_(_TEXT), "", "the iso3 of every country these mentions name, in order"),
    _GEOCODER,
)


def schema(columns: Sequence[Column]) -> pa.Schema:
    """The Arrow schema of these columns."""
    return pa.schema([(column.name, column.type) for column in columns])
