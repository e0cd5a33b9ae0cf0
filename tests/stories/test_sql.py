"""The way an atlas goes that is larger than memory: keys in a table, candidates by a join, stories by `assign`."""

import datetime
from collections.abc import Sequence

import duckdb
import numpy as np
import pyarrow as pa
from hypothesis import given, settings

from geo.articles.article import Article
from geo.stories import MOST_DAYS, Stories, assign, keys
from tests.stories.made import archives

CANDIDATES = """
WITH told AS (SELECT article_id, date, exact, unnest(bands) AS band FROM kept),
     fresh AS (SELECT article_id, date, exact, unnest(bands) AS band FROM new)
SELECT DISTINCT f.article_id AS one, t.article_id AS other FROM fresh f JOIN told t USING (band)
WHERE f.article_id <> t.article_id
  AND (f.date IS NULL OR t.date IS NULL OR abs(f.date - t.date) <= $days)
ORDER BY ALL"""


def columns(articles: Sequence[Article]) -> pa.Table:
    found, folded = keys(articles)
    rows = found.view(np.int64).tolist()
    return pa.table(
        {
            "article_id": pa.array([article.id for article in articles], pa.string()),
            "date": pa.array([article.date for article in articles], pa.date32()),
            "exact": pa.array([row[0] if has else None for row, has in zip(rows, folded, strict=True)], pa.int64()),
            "bands": pa.array(
                [row[1:] if has else None for row, has in zip(rows, folded, strict=True)], pa.list_(pa.int64())
            ),
        }
    )


@settings(max_examples=25, deadline=None)
@given(archives())
def test_a_join_of_tables_finds_the_stories_that_the_index_finds(articles):
    told = {article.id: article for article in articles}
    index = Stories(lambda ids: [told[name] for name in ids])
    index.add(articles)
    database = duckdb.connect()
    table = columns([])
    story: dict[str, str] = {}
    for batch in (articles[:4], articles[4:9], articles[9:]):
        new = columns(batch)
        table = pa.concat_tables([table, new])
        database.register("kept", table)
        database.register("new", new)
        pairs = database.execute(CANDIDATES, {"days": MOST_DAYS}).fetchall()
        fresh = {article.id for article in batch}
        old = {name for pair in pairs for name in pair} - fresh
        done = assign(batch, pairs, {name: told[name] for name in old}, {name: story[name] for name in old})
        story = {name: done.renamed.get(now, now) for name, now in story.items()} | done.stories
    assert story == {name: index.story(name) for name in told}


def test_an_undated_copy_is_a_candidate_too():
    text = "The ferry left at seven with two dogs and a piano of the mayor's on board, and came to Port Ellis by noon."
    dated, undated = Article("1", text, "", datetime.date(2024, 1, 1)), Article("2", text)
    database = duckdb.connect()
    database.register("kept", columns([dated]))
    database.register("new", columns([undated]))
    assert database.execute(CANDIDATES, {"days": MOST_DAYS}).fetchall() == [("2", "1")]
