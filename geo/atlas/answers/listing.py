"""What an atlas hands out whole, for notebooks and exports: mentions, articles and counts as tables.

Pages and passages for a reader are the business of `atlas`; here an answer may have a row for every mention there is.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, Literal, get_args

import numpy as np
import pyarrow as pa

from geo.atlas.answers import listing_query
from geo.atlas.answers.asking import Asking, question, require_countries
from geo.atlas.answers.columns import ARTICLES, COUNTS, MENTIONS, Column, schema
from geo.atlas.answers.question import Question
from geo.atlas.answers.shapes import as_shapes
from geo.atlas.answers.snapshot import Asked, Snapshot
from geo.atlas.selection import Selection

Form = Literal["pandas", "arrow", "geopandas", "batches"]
By = Literal["country", "day", "source", "organisation"]

_Statement = Callable[[Question, Sequence[str]], str]

_BATCH = 20_000  # rows; a batch of mentions is some 5 MB
_AT_ONCE = 400_000  # mentions sorted at a time: all at once would take a gigabyte for four million
_EVERYTHING = Selection()


class Listing(Asking):
    """The methods of an `Atlas` that hand out whole tables.

    `as_` says in what form: "pandas" a DataFrame (days as datetime64, NaT where there is none), "arrow" a pyarrow
    Table, "geopandas" a GeoDataFrame in WGS84, and "batches" a pyarrow RecordBatchReader, which reads on as it is
    consumed, for answers larger than memory. `countries` keeps the rows of these iso3 codes alone. What each column
    holds, and in what unit, is said in `docs/data-dictionary.md`.

    All raise LookupError for a country, an organisation or a status that nobody knows, and ValueError for a form that
    the answer cannot take.
    """

    def mentions(self, selection: Selection = _EVERYTHING, as_: Form = "pandas", countries: Sequence[str] = ()) -> Any:
        """One row a counted mention, by day, undated last: the columns of `columns.MENTIONS`.

        As many rows as `totals(selection).mentions`. In GeoPandas each is a point, None where no place is known.
        """
        now, asked = _asked(self._current(), selection, countries)
        order = now.cursor().sql(listing_query.keys(asked, countries), params=asked.parameters).to_arrow_table()
        sql = listing_query.mentions(asked, countries)
        batches = (
            batch
            for keys in _portions(order)
            for batch in _read(now, sql, MENTIONS, {**asked.parameters, "keys": keys})
        )
        return _as(as_, pa.RecordBatchReader.from_batches(schema(MENTIONS), batches))

    def all_articles(
        self, selection: Selection = _EVERYTHING, as_: Form = "pandas", countries: Sequence[str] = ()
    ) -> Any:
        """One row an article with at least one counted mention, by day: the columns of `columns.ARTICLES`.

        As many rows as `totals(selection).mentioning`. The words are in `article(article_id)`. No GeoPandas: an
        article has no place of its own.
        """
        return _as(as_, _listed(self._current(), ARTICLES, listing_query.articles, selection, countries))

    def counts(
        self,
        selection: Selection = _EVERYTHING,
        by: By = "country",
        as_: Form = "pandas",
        countries: Sequence[str] = (),
    ) -> Any:
        """The map's figures, and the same by day, source or organisation: the columns of `columns.COUNTS[by]`.

        By country, one row each that is mentioned, most first; in GeoPandas with its polygon, None for the few that
        the map does not draw. By day and by source, one row for each of the selected articles, those that name nobody
        too, with noughts. By organisation, a country counts for each it belonged to on the article's date, so that the
        rows add up to more than the total.
        """
        if by not in get_args(By):
            raise ValueError(f"Counts are made by {', '.join(get_args(By))}; not by {by!r}.")

        now = self._current()
        statement: _Statement = listing_query.counts_by_country
        if by == "organisation":
            statement = partial(listing_query.counts_by_organisation, memberships=now.memberships)
        elif by != "country":
            statement = partial(listing_query.counts_by_part, by=by)
        return _as(as_, _listed(now, COUNTS[by], statement, selection, countries))

    def geocoders(self) -> list[str]:
        """Which geoparsers have read the articles: more than one where some have not been read again since."""
        return [geocoder for (geocoder,) in self._current().cursor().execute(listing_query.GEOCODERS).fetchall()]


def _asked(now: Snapshot, selection: Selection, only: Sequence[str]) -> tuple[Asked, Question]:
    require_countries(only)
    return now.searched(selection.search), question(now, selection)


def _listed(
    now: Snapshot, columns: Sequence[Column], statement: _Statement, selection: Selection, only: Sequence[str]
) -> pa.RecordBatchReader:
    narrowed, asked = _asked(now, selection, only)
    return _read(narrowed, statement(asked, only), columns, asked.parameters)


def _read(now: Asked, sql: str, columns: Sequence[Column], parameters: dict[str, Any]) -> pa.RecordBatchReader:
    reader: pa.RecordBatchReader = now.cursor().sql(sql, params=parameters).to_arrow_reader(_BATCH)
    return reader.cast(schema(columns))


def _portions(order: pa.Table) -> Iterator[list[int]]:
    """The articles' keys in order, so many at a time that their mentions fit in memory whatever the atlas's size."""
    keys, counts = order["key"], order["mentions"].to_numpy()
    ends = np.flatnonzero(np.diff(counts.cumsum() // _AT_ONCE)) + 1
    for start, end in pairwise([0, *ends.tolist(), len(keys)]):
        yield keys[start:end].to_pylist()


def _as(form: Form, reader: pa.RecordBatchReader) -> Any:
    if form == "batches":
        return reader
    if form == "arrow":
        return reader.read_all()
    if form == "pandas":
        return reader.read_all().to_pandas(date_as_object=False)
    if form == "geopandas":
        return as_shapes(reader.read_all())
    raise ValueError(f"A table can be had as {', '.join(get_args(Form))}; not as {form!r}.")
