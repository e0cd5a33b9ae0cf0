"""A folder of everything through the real `dateline build` and `dateline report`."""

import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.atlas.atlas import open_atlas
from tests.articles.formats.outcome import STORY
from tests.articles.formats.test_packed import bomb, zipped
from tests.articles.formats.test_warc import crawl
from tests.articles.formats.test_web_page import page
from tests.articles.test_sources import FEED

GERMAN = "Der Bundeskanzler traf am Mittwoch in Berlin den französischen Präsidenten, um über die Lage zu beraten."
DATELINE = Path(sys.executable).with_name("dateline")


def dateline(*arguments, **options):
    return subprocess.run([DATELINE, *map(str, arguments)], capture_output=True, text=True, **options)


def story(number):
    return f"{STORY} This is number {number}."


def fill(folder):
    """Twelve articles that can be read besides the crawl's, and one trouble of every kind."""
    rows = [{"id": "t1", "body": story(1), "published": "2021-09-17"}, {"id": "t2", "body": GERMAN}]
    table = io.BytesIO()
    pq.write_table(pa.table({"id": ["p1"], "text": [story(2)], "date": ["03/04/2021"]}), table)
    files = {
        "a.txt": story(3).encode(),
        "b.md": f"---\ntitle: Talks\ndate: 2021-09-17\n---\n{story(4)}".encode(),
        "c.jsonl": "".join(json.dumps(row) + "\n" for row in rows).encode() + b"{broken\n",
        "d.csv": f'id,text,pubDate\nd1,"{story(5)}",2021-09-17\nd1,"{story(6)}",2021-09-17\nd2\n'.encode(),
        "e.parquet": table.getvalue(),
        "f.html": page().encode(),
        "g.rss": FEED,
        "h.warc.gz": crawl(packed=True),
        "i.zip": zipped({"in/i.txt": story(7), "in/j.tsv": f"text\tdate\n{story(8)}\t2021-09-17\n"}),
        "k.txt.gz": gzip.compress(story(9).encode("cp1252")),
        "l.json": json.dumps({"articles": [{"content": story(10), "publishedAt": "2021-09-17T10:00:00Z"}]}).encode(),
        "m.txt": b"",
        "n.txt": b"\x89PNG\0\0\0",
        "o.txt.gz": bomb(30_000_000),
        "p.txt": ("Kabul. " * 400_000).encode(),
        "q.csv": b"who,what\na,b\n",
        "r.txt": "“So,” said the envoy in Kabul, “what?”".encode("cp1252"),
        "s.xyz": b"?",
        "t.parquet": b"PAR1 not really",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "in").mkdir()
    fill(folder / "in")
    done = dateline("build", folder / "in", "--atlas", folder / "atlas")
    return folder, done, json.loads(dateline("report", "--json", "--atlas", folder / "atlas").stdout)


def test_all_that_can_be_read_is_in_the_atlas(built):
    _, done, told = built
    assert done.returncode == 0, done.stderr
    crawled = 5
    assert told["articles"] == 12 + crawled
    assert {country["iso3"] for country in told["countries"]} >= {"AFG", "TJK", "UZB", "CHN"}


def test_every_trouble_is_told_with_its_place_and_kind(built):
    folder, _, told = built
    refused = {(Path(row["where"]).name, row["reason"].partition(":")[0]) for row in told["refused"]}
    assert refused == {
        ("c.jsonl:2", "not English"),
        ("c.jsonl:3", "not readable"),
        ("d.csv:3", "duplicate id"),
        ("d.csv:4", "not readable"),
        ("m.txt", "empty"),
        ("n.txt", "not text"),
        ("o.txt.gz", "too large"),
        ("p.txt", "too long"),
        ("q.csv", "no text"),
        ("s.xyz", "not readable"),
        ("t.parquet", "not readable"),
    }
    repaired = {(Path(row["where"]).name, row["reason"].partition(":")[0]) for row in told["repaired"]}
    assert repaired >= {
        ("a.txt", "no date"),
        ("e.parquet, row 1", "date in doubt"),
        ("r.txt", "bad encoding"),
        ("i.txt", "no date"),
    }
    assert all(row["where"].startswith(str(folder)) for row in told["refused"] + told["repaired"])


def test_the_summary_counts_the_kinds(built):
    folder, done, _ = built
    assert "1 not English" in done.stdout
    assert "11 refused" in done.stdout
    words = dateline("report", "--atlas", folder / "atlas").stdout
    assert "11 refused: 4 not readable" in words


def test_building_again_changes_nothing(built):
    folder, _, told = built
    done = dateline("build", folder / "in", "--atlas", folder / "atlas")
    assert f"0 added, 0 replaced, {told['articles']} unchanged, 11 refused" in done.stdout


def test_the_options_reach_the_readers(tmp_path):
    (tmp_path / "a.csv").write_text(f'when,words,who,where\n03/04/2021,"{GERMAN}",AFP,https://example.org/1\n')
    columns = ["--text", "words", "--date", "when", "--source", "who", "--url", "where"]
    done = dateline(
        "build", tmp_path / "a.csv", "--atlas", tmp_path / "atlas", *columns, "--date-order", "dmy", "--any-language"
    )
    assert "1 added" in done.stdout, done.stderr
    article = open_atlas(tmp_path / "atlas").article("https://example.org/1").article
    assert (str(article.date), article.source, article.text) == ("2021-04-03", "AFP", GERMAN)


def test_the_limits_reach_the_readers(tmp_path):
    (tmp_path / "a.txt").write_text(story(1))
    done = dateline("build", tmp_path / "a.txt", "--atlas", tmp_path / "atlas", "--max-article", "100")
    assert done.returncode == 1
    assert "1 too long" in done.stdout


@pytest.mark.parametrize(
    "bad", [["--max-file", "lots"], ["--max-depth", "0"], ["--date-order", "dym"], ["--format", "doc"]]
)
def test_wrong_options_are_wrong_usage(bad):
    assert dateline("build", *bad).returncode == 2


def test_standard_input_in_a_format_that_is_said(tmp_path):
    table = f'text,date\n"{story(1)}",2021-09-17\n'
    done = dateline("build", "-", "--format", "csv", "--atlas", tmp_path / "atlas", input=table)
    assert "1 added" in done.stdout, done.stderr
