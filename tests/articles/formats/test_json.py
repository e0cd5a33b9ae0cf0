"""JSON and JSON Lines of any shape that holds articles."""

import json
import tracemalloc
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.article import Article
from geo.articles.limits import Limits
from geo.articles.reader import Reading, read
from tests.articles.formats.outcome import STORY

A, B = {"id": "a", "body": STORY + " A."}, {"id": "b", "body": STORY + " B."}
SHAPES = {
    "an array": json.dumps([A, B]),
    "an array over many lines": json.dumps([A, B], indent=2),
    "objects one after another": json.dumps(A, indent=2) + json.dumps(B, indent=2),
    "objects one a line": json.dumps(A) + "\n" + json.dumps(B) + "\n",
    "objects with commas": json.dumps(A) + ",\n" + json.dumps(B),
    "a list inside an object": json.dumps({"status": "ok", "totalResults": 2, "articles": [A, B]}),
    "a list deep inside": json.dumps({"response": {"start": 0, "docs": [A, B]}}),
    "with a mark": "\ufeff" + json.dumps([A, B]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_two_articles(shape, reading):
    assert [(a.id, a.text) for a in reading("a.json", SHAPES[shape]).articles] == [
        ("a", A["body"]),
        ("b", B["body"]),
    ]


def test_one_object_is_one_article(reading):
    out = reading("a.json", json.dumps(A | {"images": [{"url": "x"}, {"url": "y"}]}))
    assert out.texts == [A["body"]]


def test_fields_of_a_news_service(reading):
    told = {
        "source": {"id": None, "name": "The Times"},
        "author": "Jo Doe",
        "title": "Talks",
        "description": "Short.",
        "url": "https://www.example.org/7",
        "publishedAt": "2021-09-17T10:00:00Z",
        "content": STORY,
    }
    (article,) = reading("a.json", json.dumps({"status": "ok", "articles": [told]})).articles
    assert article == Article(
        told["url"], f"Talks\n\n{STORY}", "Talks", date(2021, 9, 17), "The Times", "https://www.example.org/7"
    )


def test_paragraphs_in_a_list(reading):
    assert reading("a.json", json.dumps({"paragraphs": ["One here.", "Two."]})).texts == ["One here.\n\nTwo."]


@pytest.mark.parametrize(
    ("content", "texts", "where"),
    [
        (json.dumps([A])[:-1] + ',\n{"id": nonsense}]', [A["body"]], "a.json:2"),
        (json.dumps(A) + "\n" + json.dumps(B)[:40], [A["body"]], "a.json:2"),
        ("[1, " + json.dumps(A) + "]", [A["body"]], "a.json:1"),
        ("[" * 100_000, [], "a.json:1"),
        ('{"a":' * 100_000, [], "a.json:1"),
        ('{"text": [{"a": 1}]}', [], "a.json:1, item 1"),
        ('{"text": 5}', [], "a.json:1"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_rest_is_read(content, texts, where, reading):
    out = reading("a.json", content)
    assert out.texts == texts
    assert [place for _, place in out.refused] == [where]


def test_a_value_without_end_is_not_held(reading):
    out = reading("a.json", "[" + json.dumps(A) + ',{"text": "' + "x" * 3_000_000, limits=Limits(line=500_000))
    assert out.texts == [A["body"]]
    assert out.refused_kinds == ["too large"]


def test_a_line_of_256_mb_costs_no_memory_and_no_other_line(tmp_path):
    file = tmp_path / "a.jsonl"
    with file.open("wb") as out:
        out.write(json.dumps(A).encode() + b"\n")
        out.seek(2**28, 1)  # a hole: nothing is written to the disk
        out.write(b"\n" + json.dumps(B).encode() + b"\n")
    tracemalloc.start()
    found = list(read([file], Reading(limits=Limits(line=2**20))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [a.id for a in found if isinstance(a, Article)] == ["a", "b"]
    assert peak < 20 * 2**20, f"{peak / 2**20:.0f} MB were held for a line of 256 MB"


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.dictionaries(st.sampled_from(["id", "text", "title", "x"]), st.text(max_size=20)), max_size=6),
    st.sampled_from([None, 1]),
)
def test_every_object_of_an_array_is_answered(tmp_path_factory, objects, indent):
    file = tmp_path_factory.mktemp("json") / "a.json"
    file.write_text(json.dumps(objects, indent=indent))
    answered = [found for found in read([file]) if isinstance(found, Article) or "left out" not in found.reason]
    answered = [found for found in answered if isinstance(found, Article) or "kept" not in found.reason]
    mended = sum("replaced" in getattr(found, "reason", "") for found in answered)
    assert len(answered) - mended == len(objects)
