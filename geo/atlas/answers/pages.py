"""A page of the articles that mention a country, most mentions first."""

from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
from duckdb import DuckDBPyConnection

from geo.atlas.answers import query
from geo.atlas.answers.asking import question
from geo.atlas.answers.question import Question
from geo.atlas.answers.snapshot import Snapshot
from geo.atlas.kept.tallies import counted
from geo.atlas.selection import Selection

_DAYS = 2**22  # more than there are days in the calendar, a step up in mentions being worth more than any day


def page(now: Snapshot, selection: Selection, iso3: str, limit: int, offset: int) -> pd.DataFrame:
    """article_id, title, date, source, url, mentions, opening, copies; of equal mentions the newest, then by key."""
    cursor = now.searched(selection.search).cursor()
    ranked, mentions = (places[offset:] for places in _ranked(cursor, question(now, selection), iso3, limit + offset))
    # Named one by one, numbers let the files be skipped that hold none of them.
    numbers = {f"number_{place}": int(number) for place, number in enumerate(ranked)}
    asked = question(now, selection)
    statement = query.articles_numbered(asked, now.holding("articles", list(numbers.values())), list(numbers))
    told = cursor.execute(statement, {**asked.parameters, **numbers}).df()
    for number, article_id in zip(told["number"].tolist(), told["article_id"], strict=True):
        now.remembered(("number", article_id), partial(int, number))  # whoever sees the list opens one of it next
    whole = pd.DataFrame({"number": list(numbers.values()), "mentions": mentions}, dtype="int64")
    columns = ["article_id", "title", "date", "source", "url", "mentions", "opening", "copies"]
    return whole.merge(told, on="number")[columns]


def _ranked(cursor: DuckDBPyConnection, asked: Question, iso3: str, many: int) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the first articles in order, and their mentions.

    Mentions of some kinds, uses or steps of confidence are added up here, of packed tallies, which SQL is slow at.
    """
    if asked.unnamed or not asked.by_day:
        statement = query.first_naming(asked, iso3)
        first = cursor.sql(statement, params={**asked.parameters, "many": many}).to_arrow_table()
        return first["number"].to_numpy(), first["mentions"].to_numpy()
    statement = query.tallies_naming(asked, iso3)
    naming = cursor.sql(statement, params=asked.parameters).to_arrow_table().combine_chunks()
    tallies = naming["tallies"]
    whole = pa.concat_arrays(tallies.chunks) if tallies.num_chunks else pa.array([], tallies.type)
    mentions = counted(whole, asked.mask, asked.step)
    places = _first(naming, mentions, many)
    return naming["number"].to_numpy()[places], mentions[places]


def _first(naming: pa.Table, mentions: np.ndarray, many: int) -> np.ndarray:
    """The places of the first rows in order. Only those that can be among them are sorted."""
    days = naming["date"].cast(pa.int32()).fill_null(-_DAYS // 2).to_numpy().astype(np.int64)
    scores = mentions * _DAYS + days
    if 0 < many < len(scores):
        places = np.flatnonzero(scores >= np.partition(scores, len(scores) - many)[len(scores) - many])
    else:
        places = np.arange(len(scores))
    keys = naming["key"].to_numpy()[places]
    return places[np.lexsort((keys, -scores[places]))][:many]
