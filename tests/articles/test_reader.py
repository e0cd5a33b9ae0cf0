import json
import subprocess
import sys
from pathlib import Path

import pytest

from geo.articles.article import Article
from geo.articles.reader import Refusal, read


def lines(*objects):
    return "".join(json.dumps(found) + "\n" for found in objects)


def articles_of(*sources):
    return [found for found in read(sources) if isinstance(found, Article)]


def test_json_lines_carry_their_fields(tmp_path):
    given = {"id": 7, "text": "Body of Kabul.", "title": "Talks", "date": "2021-09-17T10:00:00Z", "source": "AFP"}
    (tmp_path / "a.jsonl").write_text(lines(given | {"url": "https://www.example.org/x", "other": 1}))
    (article,) = articles_of(tmp_path)
    assert (article.id, article.text, article.title) == ("7", "Talks\n\nBody of Kabul.", "Talks")
    assert (str(article.date), article.source, article.url) == ("2021-09-17", "AFP", "https://www.example.org/x")


@pytest.mark.parametrize(
    ("given", "identity"),
    [
        ({"id": "a", "url": "https://example.org/x"}, "a"),
        ({"url": "https://example.org/x"}, "https://example.org/x"),
        ({"id": "", "url": None}, None),
    ],
)
def test_the_id_given_else_the_url_else_a_digest(given, identity, tmp_path):
    (tmp_path / "a.jsonl").write_text(lines({"text": "Kabul."} | given) * 1)
    (article,) = articles_of(tmp_path)
    assert article.id == identity if identity else article.id not in ("", "None")


@pytest.mark.parametrize(("title", "text"), [("Talks", "Talks\n\nBody."), ("Talks", "  Talks in Kabul"), ("", "Body.")])
def test_a_title_that_opens_the_text_is_not_put_there_again(title, text, tmp_path):
    (tmp_path / "a.jsonl").write_text(lines({"id": "a", "text": text, "title": title}))
    (article,) = articles_of(tmp_path)
    assert article.text == text


def test_the_source_is_the_host_where_none_is_given(tmp_path):
    (tmp_path / "a.jsonl").write_text(lines({"text": "Kabul.", "url": "https://www.example.org:8080/x"}))
    (article,) = articles_of(tmp_path)
    assert article.source == "example.org"


@pytest.mark.parametrize("day", ["03/04/2021", "2021-02-30", "tomorrow"])
def test_a_date_in_doubt_stays_empty_and_is_told(day, tmp_path):
    (tmp_path / "a.jsonl").write_text(lines({"id": "a", "text": "Kabul.", "date": day}))
    told, article = read([tmp_path])
    assert article.date is None
    assert not isinstance(told, Article | Refusal)
    assert day in told.reason


def test_bad_lines_are_refused_with_their_number_and_the_rest_is_read(tmp_path):
    bad = ["nonsense", "[1]", '{"id": "x"}', '{"text": 5}', '{"text": "  "}', '{"text": "a", "title": [1]}', "[" * 5000]
    (tmp_path / "a.jsonl").write_text(lines({"text": "Kabul."}) + "\n".join(bad) + "\n" + lines({"text": "Tehran."}))
    found = list(read([tmp_path]))
    assert [article.text for article in found if isinstance(article, Article)] == ["Kabul.", "Tehran."]
    refused = [
        (refusal.where.rpartition(":")[2], bool(refusal.reason)) for refusal in found if isinstance(refusal, Refusal)
    ]
    assert refused == [(str(number), True) for number in range(2, 9)]


def test_half_characters_are_mended(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "Kabul \\ud83d fell"}\n')
    *told, article = read([tmp_path])
    assert article.text == "Kabul \ufffd fell"
    assert told


def test_a_folder_with_broken_files(tmp_path):
    (tmp_path / "good.txt").write_text("Kabul fell quiet.")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "blank.txt").write_text(" \n\n")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "latin.txt").write_bytes("Türkiye’s São Paulo talks went on for a while.".encode("cp1252"))
    (tmp_path / "marked.txt").write_bytes("Kabul in UTF-16.".encode("utf-16"))
    (tmp_path / "unknown.xyz").write_text("?")
    (tmp_path / ".hidden.txt").write_text("Tehran.")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "deep.jsonl").write_text(lines({"text": "Tehran fell quiet."}))
    (tmp_path / "inner" / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = list(read([tmp_path]))
    texts = {article.text for article in found if isinstance(article, Article)}
    assert texts == {
        "Kabul fell quiet.",
        "Türkiye’s São Paulo talks went on for a while.",
        "Kabul in UTF-16.",
        "Tehran fell quiet.",
    }
    refused = {Path(refusal.where).name for refusal in found if isinstance(refusal, Refusal)}
    assert refused == {"empty.txt", "blank.txt", "picture.txt", "unknown.xyz", "gone.txt"}


@pytest.mark.parametrize(
    ("given", "texts"),
    [(b'\n{"text": "Kabul."}\n{"text": "Tehran."}\n', ["Kabul.", "Tehran."]), (b" date 2021-08-26 Kabul.", ["Kabul."])],
)
def test_standard_input_is_json_lines_or_one_text(given, texts):
    script = (
        "from geo.articles.reader import Article, read\nfor a in read(['-']): isinstance(a, Article) and print(a.text)"
    )
    done = subprocess.run([sys.executable, "-c", script], input=given, capture_output=True, check=True)
    assert done.stdout.decode().split() == texts


def test_one_article_is_held_at_a_time(tmp_path):
    (tmp_path / "a.jsonl").write_text(lines({"text": "Kabul."}, {"text": "Tehran."}))
    found = (found for found in read([tmp_path]) if isinstance(found, Article))
    assert next(found).text == "Kabul."
    assert next(found).text == "Tehran."
