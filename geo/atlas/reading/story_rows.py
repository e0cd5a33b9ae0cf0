"""Articles as rows of the table of story keys: what tells, later, which of them may be copies of one another."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from geo.articles.article import Article
from geo.articles.identity import number
from geo.atlas.kept.tables import TABLES
from geo.stories import SCHEME, keys

_SCHEMA = TABLES["story_keys"]


def story_rows(articles: Sequence[Article]) -> pa.Table:
    """A row an article, in their order; `exact` and `bands` are null for one too short to be folded."""
    found, folded = keys(articles)
    signed, width = found.view(np.int64), found.shape[1] - 1
    bands = signed[:, 1:].ravel()
    ends = pa.array(np.arange(len(articles) + 1) * width, pa.int32())
    columns = {
        "key": pa.array([number(article.id) for article in articles], pa.int64()),
        "date": pa.array([article.date for article in articles], pa.date32()),
        "scheme": pa.array([SCHEME] * len(articles), pa.string()),
        "exact": pa.array(signed[:, 0], pa.int64(), mask=~folded),
        "bands": pa.ListArray.from_arrays(ends, pa.array(bands, pa.int64()), mask=pa.array(~folded)),
    }
    return pa.table([columns[name].cast(_SCHEMA.field(name).type) for name in _SCHEMA.names], schema=_SCHEMA)
