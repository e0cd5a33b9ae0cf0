"""CSV, TSV and Parquet: columns by name, rows that are broken, one at a time."""

import csv
import io
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.article import Article
from geo.articles.columns import SYNONYMS, Columns
from geo.articles.limits import Limits
from geo.articles.reader import read
from tests.articles.formats.outcome import STORY


def table(rows, delimiter=",", **options):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, **options).writerows(rows)
    return out.getvalue()


HEADER = ["id", "headline", "body", "pubDate", "outlet", "link"]
ROW = ["7", "Talks", STORY, "2021-09-17", "AFP", "https://www.example.org/7"]


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "|"), ("a.tsv", "\t")])
def test_columns_are_found_by_their_usual_names(name, delimiter, reading):
    out = reading(name, table([HEADER, ROW], delimiter))
    assert out.articles == [
        Article("7", f"Talks\n\n{STORY}", "Talks", date(2021, 9, 17), "AFP", "https://www.example.org/7")
    ]
    assert out.where == [f"{name}:2"]
    assert out.reasons == []


@pytest.mark.parametrize("name", SYNONYMS["text"])
@pytest.mark.parametrize("shape", [str.title, str.upper, lambda name: name.replace(" ", "_")])
def test_every_usual_name_of_the_text_serves(name, shape, reading):
    assert reading("a.csv", table([[shape(name)], [STORY]])).texts == [STORY]


def test_the_users_columns_go_before_the_usual_names(reading):
    rows = [["text", "words", "when", "date"], ["short", STORY, "2021-09-17", "1999-01-01"]]
    (article,) = reading("a.csv", table(rows), columns=Columns(text="words", date="when")).articles
    assert (article.text, article.date) == (STORY, date(2021, 9, 17))


def test_a_column_that_the_user_named_serves_one_field_only(reading):
    rows = [["source", "text"], ["https://www.example.org/x", STORY]]
    (article,) = reading("a.csv", table(rows), columns=Columns(url="source")).articles
    assert (article.url, article.source) == ("https://www.example.org/x", "example.org")


def test_when_it_was_crawled_is_not_when_it_was_published(reading):
    rows = [["text", "timestamp", "updated_at", "crawl_date"], [STORY, "2021-09-17", "2021-09-17", "2021-09-17"]]
    out = reading("a.csv", table(rows))
    assert out.articles[0].date is None
    assert out.repaired == [("no date", "a.csv:2")]


def test_without_a_column_for_the_text_the_columns_are_named(reading):
    out = reading("a.csv", table([["who", "what"], ["a", "b"]]))
    assert out.refused == [("no text", "a.csv")]
    assert "who, what" in out.reasons[0]
    assert "--text" in out.reasons[0]


@pytest.mark.parametrize(
    ("body", "texts", "refused"),
    [
        ("1,One\n2,Two,more\n3,Three\n", ["One", "Three"], [3]),
        ("1,One\n2\n3,Three\n", ["One", "Three"], [3]),
        ("1,One\n2,\n3,Three\n", ["One", "Three"], [3]),
        ('1,One\n2,"Two\n3,Three\n4,Four\n', ["One", "Three", "Four"], [3]),
        ('1,One\n2,"Two"x"\n3,"Three"\n', ["One", "Three"], [3]),
        ('1,One\n2,"Two\nlines, and\nmore"\n3,Three\n', ["One", "Two\nlines, and\nmore", "Three"], []),
        ("1,One\n\n\n3,Three\n", ["One", "Three"], []),
        ("1,One,,,\n2,Two\n", ["One", "Two"], []),
        ("1,One\0\n2,Two\n", None, None),
    ],
)
def test_a_broken_row_costs_no_other(body, texts, refused, reading):
    out = reading("a.csv", "id,text\n" + body)
    if texts is None:
        assert out.refused_kinds == ["not text"]
        return
    assert out.texts == texts
    assert [place for _, place in out.refused] == [f"a.csv:{line}" for line in refused]


def test_the_same_name_twice(reading):
    (article,) = reading("a.csv", table([["text", "date", "date"], [STORY, "2021-09-17", ""]])).articles
    assert article.date == date(2021, 9, 17)


def test_a_gigabyte_on_one_line_is_not_read(reading):
    out = reading("a.csv", "text\nshort one\n" + "x" * 5000 + "\n", limits=Limits(line=1000))
    assert out.texts == ["short one"]
    assert out.refused_kinds == ["too large"]
    assert "--max-line" in out.reasons[-1]


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_table(content, reading):
    assert reading("a.csv", content).refused_kinds == ["empty"]


@settings(deadline=None)
@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1), min_size=1, max_size=8)
)
def test_what_was_written_is_read_back(tmp_path_factory, texts):
    file = tmp_path_factory.mktemp("table") / "a.csv"
    told = [f"{STORY} {text}" for text in texts]
    file.write_text(table([["id", "text"], *enumerate(told)], lineterminator="\n"), encoding="utf-8", newline="")
    found = [article.text for article in read([file]) if isinstance(article, Article)]
    assert found == told


def parquet(tmp_path, columns, **options):
    pq.write_table(pa.table(columns), tmp_path / "a.parquet", **options)
    return (tmp_path / "a.parquet").read_bytes()


def test_parquet_with_its_own_types(tmp_path, reading):
    columns = {
        "Body": pa.array([STORY, STORY + " Later."]).dictionary_encode(),
        "published": pa.array([datetime(2021, 9, 17, 23, 30, tzinfo=UTC), None]),
        "source": pa.array([{"id": None, "name": "AFP"}, {"id": None, "name": "Reuters"}]),
        "id": pa.array([1, 2]),
        "embedding": pa.array([[0.1, 0.2], [0.3, 0.4]]),
    }
    out = reading("a.parquet", parquet(tmp_path, columns, row_group_size=1))
    assert [(a.id, a.date, a.source) for a in out.articles] == [("1", date(2021, 9, 17), "AFP"), ("2", None, "Reuters")]
    assert out.where == ["a.parquet, row 1", "a.parquet, row 2"]
    assert out.repaired == [("no date", "a.parquet, row 2")]


def test_parquet_rows_without_text(tmp_path, reading):
    out = reading("a.parquet", parquet(tmp_path, {"text": [None, "", STORY, float("nan") and None]}))
    assert out.texts == [STORY]
    assert out.refused == [("empty", f"a.parquet, row {row}") for row in (1, 2, 4)]


@pytest.mark.parametrize(
    "damage", [lambda b: b[:200], lambda b: b"", lambda b: b[:4] + b"\xff" * 500, lambda b: b[:-9]]
)
def test_damaged_parquet(damage, tmp_path, reading):
    out = reading("a.parquet", damage(parquet(tmp_path, {"text": [STORY] * 50})))
    assert out.articles == []
    assert out.refused_kinds == ["not readable"]


def test_damaged_pages_within_parquet(tmp_path, reading):
    content = bytearray(parquet(tmp_path, {"text": [f"{STORY} {n}" for n in range(500)]}, compression="zstd"))
    content[40:400] = b"\xff" * 360
    out = reading("a.parquet", bytes(content))
    assert out.refused_kinds == ["not readable"]


def test_parquet_whose_rows_unpack_to_too_much(tmp_path, reading):
    content = parquet(tmp_path, {"text": ["x" * 1_000_000] * 20}, use_dictionary=False)
    out = reading("a.parquet", content, limits=Limits(file=1_000_000))
    assert out.refused_kinds == ["too large"]
