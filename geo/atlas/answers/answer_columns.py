"""The columns of answers that hold countries, blocs or selections against one another; see `columns`."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pyarrow as pa

from geo.atlas.answers.columns import Column

_TEXT, _WHOLE, _REAL, _FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()

_ISO3 = Column("iso3", _TEXT, "", "ISO 3166-1 alpha-3 code of a country of today; Kosovo is XKX")
_NAME = Column("name", _TEXT, "", "the country's English name")
_PLACES = (
    Column("places", _WHOLE, "places", "how many sentences, paragraphs or articles name both"),
    Column("articles", _WHOLE, "articles", "how many articles hold these places"),
)
_CHANCE = (
    Column("expected", _REAL, "places", "if each were named with others as often as it is, but with whom by chance"),
    Column("ratio", _REAL, "", "(`places` + 1/2) over (`expected` + 1/2)"),
    Column("low", _REAL, "", "the lower end of the ratio's 95 % credibility interval"),
    Column("high", _REAL, "", "the upper end of it"),
    Column("tie", _TEXT, "", "more, less: than by chance, with enough places to say so; empty: neither"),
)
_MENTIONS = Column("mentions", _WHOLE, "mentions", "on dates it belonged")
_SHARE = Column("share", _REAL, "0 to 1", "`mentions` over those of all countries under the selection")
_PEOPLE_SHARE = Column("people_share", _REAL, "0 to 1", "of the people of the world, by one estimate for 2020 to 2025")
_SIDES = (
    Column("one", _WHOLE, "mentions", "of the first side; or its articles that name the country"),
    Column("other", _WHOLE, "mentions", "of the other side"),
    Column("share_one", _REAL, "0 to 1", "`one` over those of all countries there"),
    Column("share_other", _REAL, "0 to 1", "`other` over those of all countries there"),
)

# By what was asked: `Atlas.together`, `matrix`, `blocs`, `bloc_members`, `difference`.
ANSWERS: Mapping[str, Sequence[Column]] = MappingProxyType(
    {
        "named together": (
            _ISO3,
            _NAME,
            *_PLACES,
            Column("share", _REAL, "0 to 1", "`places` over all places that name the country asked for"),
            *_CHANCE,
        ),
        "pairs": (
            _ISO3,
            Column("other", _TEXT, "", "the other country's code, later in the alphabet"),
            *_PLACES,
            *_CHANCE,
        ),
        "blocs": (
            Column("bloc", _TEXT, "", "the organisations and how they are combined: SCO, not CSTO"),
            Column("members", _WHOLE, "countries", "on the day that memberships are shown for"),
            _MENTIONS,
            _SHARE,
            _PEOPLE_SHARE,
            Column("ratio", _REAL, "", "`share` over `people_share`; empty: nobody is counted as living there"),
        ),
        "members of a bloc": (
            _ISO3,
            _NAME,
            Column("status", _TEXT, "", "on the day that memberships are shown for; empty: it does not belong then"),
            _MENTIONS,
            _SHARE,
            Column("people", _WHOLE, "people", "who live in it"),
            _PEOPLE_SHARE,
            Column("expected", _REAL, "mentions", "if all people of the world were named alike"),
            Column("ratio", _REAL, "", "`mentions` over `expected`; empty: nobody is counted as living there"),
            Column("neglected", _FLAG, "", "belongs, with a ratio below 1/2 and 10 expected at least"),
        ),
        "differences": (
            _ISO3,
            _NAME,
            *_SIDES,
            Column(
                "effect", _REAL, "natural logarithm", "of the odds ratio, shrunk; above 0: the first side names it more"
            ),
            Column("ratio", _REAL, "", "the odds ratio"),
            Column("z", _REAL, "standard errors", "`effect` over its standard error"),
            Column("certain", _FLAG, "", "`z` beyond 1.96 either way, and 5 counted at least on both sides together"),
        ),
    }
)


def names_of(answer: str) -> list[str]:
    """The names of an answer's columns, in their order."""
    return [column.name for column in ANSWERS[answer]]
