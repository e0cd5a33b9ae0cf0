"""The sums the map is drawn from: they say what the single mentions say, and grow with countries and days alone."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.atlas.answers import pages, query
from geo.atlas.answers.asking import question
from geo.atlas.answers.question import Question
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.kept import sorting
from geo.atlas.kept.certainty import STEPS, band, step_of
from geo.atlas.kept.sums import SUMS
from geo.atlas.selection import Selection
from tests.atlas.conftest import article, write
from tests.atlas.test_counts import ANY, SELECTIONS

AT_STEPS = st.builds(lambda chosen, step: replace(chosen, min_confidence=step), ANY, st.sampled_from(STEPS))


def answers(atlas, selection):
    """Everything counted, and the names and pages of three countries."""
    counts = atlas.countries(selection)
    told = {
        "totals": atlas.totals(selection),
        "countries": counts.to_dict("records"),
        "capitals": atlas.capitals(selection).to_dict("records"),
        "days": atlas.counts(selection, by="day").to_dict("records"),
        "sources": atlas.counts(selection, by="source").to_dict("records"),
        "organisations": atlas.counts(selection, by="organisation").to_dict("records"),
    }
    for iso3 in counts["iso3"][:3]:
        told[iso3] = atlas.articles(selection, iso3, limit=7, offset=2).to_dict("records")
        told[f"names of {iso3}"] = atlas.names(selection, iso3).to_dict("records")
    return {name: str(value) for name, value in told.items()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(AT_STEPS)
def test_sums_and_single_mentions_give_the_same_answers(sample, selection):
    by_sums = answers(sample.atlas, selection)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Question, "by_day", property(lambda asked: False))
        one_by_one = answers(open_atlas(sample.atlas.path), selection)
    assert by_sums == one_by_one


def tables_read(statement):
    """The tables a statement names."""
    return set(re.findall(r"(?:FROM|JOIN) (\w+)", statement)) - {"countries", "capitals", "said"}


@pytest.mark.parametrize("selection", [one for one in SELECTIONS if step_of(one.min_confidence) is not None], ids=str)
def test_the_map_reads_no_single_article(selection, sample):
    """But for one figure: how many articles name any country of a bloc cannot be told from sums by country."""
    for build in (query.totals_of_articles, query.map_figures, query.articles_mentioning):
        read = tables_read(build(question(sample.atlas._current(), selection)))
        bloc = build is query.articles_mentioning and selection.organisations
        assert read == {"article_countries"} if bloc else read <= set(SUMS) and read


def rows(atlas):
    cursor = open_atlas(atlas)._current().cursor()
    return {name: cursor.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in SUMS}


def test_five_times_the_articles_of_the_same_days_are_no_more_rows(tmp_path):
    once = [article(number) for number in range(60)]
    Build(tmp_path / "once").run([write(tmp_path / "once.jsonl", once)])
    often = [told | {"id": f"{told['id']}-{copy}"} for told in once for copy in range(5)]
    Build(tmp_path / "often").run([write(tmp_path / "often.jsonl", often)])
    assert rows(tmp_path / "often") == rows(tmp_path / "once")
    assert min(rows(tmp_path / "once").values()) > 20


def test_putting_rows_in_order_adds_them_up_and_changes_no_answer(tmp_path, monkeypatch):
    """Also of articles that were replaced, whose counts are taken away by rows below nought."""
    articles = [article(number) for number in range(40)]
    changed = [told | {"text": article(number + 500)["text"]} for number, told in enumerate(articles[:15])]
    whole = [*changed, *articles[15:]]
    Build(tmp_path / "fresh").run([write(tmp_path / "fresh.jsonl", whole)])
    parts = [articles[:20], articles[20:], changed]
    for part in parts:
        Build(tmp_path / "atlas").run([write(tmp_path / "part.jsonl", part)])
    loose = rows(tmp_path / "atlas")
    monkeypatch.setattr(sorting, "_FEW_ROWS", 0)
    monkeypatch.setattr(sorting, "_LOOSE", 0)
    Build(tmp_path / "atlas").run([write(tmp_path / "more.jsonl", [article(99)])])
    Build(tmp_path / "fresh").run([write(tmp_path / "more.jsonl", [article(99)])])
    assert rows(tmp_path / "atlas") == rows(tmp_path / "fresh")
    assert all(loose[name] > count for name, count in rows(tmp_path / "atlas").items())
    for selection in SELECTIONS[:8]:
        fresh, kept = (answers(open_atlas(tmp_path / name), selection) for name in ("fresh", "atlas"))
        assert kept == fresh
    held = open_atlas(tmp_path / "atlas")._current().cursor()
    order = held.execute("SELECT country, number FROM article_countries").fetchall()
    assert all(one <= other for one, other in pairwise(order)) and len(order) > 40


def test_a_page_of_equal_counts_and_days_is_the_same_every_time(sample):
    """Read in pieces, a country's articles are those read at once."""
    whole = sample.atlas.articles(Selection(), "RUS", limit=200)
    assert len(whole) > 30
    pieces = [sample.atlas.articles(Selection(), "RUS", limit=7, offset=at) for at in range(0, len(whole), 7)]
    assert [one for piece in pieces for one in piece["article_id"]] == whole["article_id"].tolist()
    ranked = list(zip(whole["mentions"], whole["date"].fillna(date.min.isoformat()).astype(str), strict=True))
    assert ranked == sorted(ranked, reverse=True)
    assert pages.page(sample.atlas._current(), Selection(), "RUS", 5, len(whole)).empty
    nothing = sample.atlas.articles(Selection(), "RUS", limit=0)
    assert nothing.empty and nothing.columns.tolist() == whole.columns.tolist()


@pytest.mark.parametrize(
    ("selection", "read"),
    [
        (Selection(), {"month_names"}),
        (Selection(kinds=("capital",), min_confidence=0.7), {"month_names"}),
        (Selection(organisations=("CSTO",)), {"month_names", "mentions"}),
        (Selection(since=date(2017, 6, 1), until=date(2022, 2, 28)), {"month_names"}),
        (Selection(since=date(2017, 6, 10)), {"month_names", "mentions"}),
        (Selection(sources=("AFP",)), {"mentions"}),
        (Selection(by="story"), {"mentions"}),
    ],
    ids=str,
)
def test_names_come_of_their_sums_where_no_single_day_or_source_is_asked_for(selection, read, sample):
    asked = question(sample.atlas._current(), selection)
    assert tables_read(query.names_of_country(asked, "RUS")) & {"month_names", "mentions"} == read
    assert not sample.atlas.names(Selection(), "RUS").empty


@pytest.mark.parametrize(
    ("confidence", "reached"),
    [(0.0, 0), (0.49, 0), (0.5, 1), (0.69999, 1), (0.7, 2), (0.8, 3), (0.9, 4), (0.9499, 4), (0.95, 5), (1.0, 5)],
)
def test_bands_begin_with_their_steps(confidence, reached):
    assert band(confidence) == reached
    assert STEPS[reached] <= confidence


def test_steps_are_asked_for_exactly():
    assert [step_of(least) for least in (-1, *STEPS)] == [0, 0, 1, 2, 3, 4, 5]
    assert step_of(0.85) is None and step_of(1.0) is None
