"""Where articles are read from: object stores through fsspec, servers, standard input, folders."""

import gzip
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import fsspec
import pytest

from tests.articles.formats.outcome import STORY, outcome_of

FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Example</title><item><title>Talks</title>
<link>https://www.example.org/1</link><pubDate>Fri, 17 Sep 2021 10:15:00 GMT</pubDate><description>{STORY}</description>
</item></channel></rss>""".encode()
ANSWERS = {
    "/feed": ("application/rss+xml", FEED),
    "/feed.xml": ("text/xml; charset=utf-8", FEED),
    "/unnamed": ("application/octet-stream", FEED),
    "/table": ("text/csv", f'text,date\n"{STORY}",2021-09-17\n'.encode()),
    "/lines.jsonl.gz": ("application/gzip", gzip.compress(b'{"text": "%s"}\n' % STORY.encode())),
    "/page?id=7": ("text/html", f"<html><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>".encode()),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        kind, body = ANSWERS.get(self.path, ("text/plain", b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


@pytest.mark.parametrize("path", ANSWERS)
def test_what_a_server_answers(path, server):
    out = outcome_of(server + path)
    assert len(out.articles) == 1
    assert STORY in out.texts[0]


def test_what_a_server_does_not_have(server):
    out = outcome_of(f"{server}/gone", f"{server}/feed")
    assert out.refused == [("not readable", f"{server}/gone")]
    assert "404" in out.reasons[0]
    assert len(out.articles) == 1


def test_a_server_that_is_not_there():
    out = outcome_of("http://127.0.0.1:9/feed")
    assert "cannot be reached" in out.reasons[0]


@pytest.fixture
def store():
    system = fsspec.filesystem("memory")
    for name, content in {
        "/news/2021/a.txt": STORY.encode(),
        "/news/2021/b.jsonl.gz": gzip.compress(b'{"text": "%s Later."}\n' % STORY.encode()),
        "/news/2022/c.csv": f'text\n"{STORY} In 2022."\n'.encode(),
        "/news/.hidden.txt": b"no",
    }.items():
        with system.open(name, "wb") as out:
            out.write(content)
    yield
    system.rm("/news", recursive=True)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("url", "count"),
    [
        ("memory://news", 3),
        ("memory://news/2021", 2),
        ("memory://news/2021/a.txt", 1),
        ("memory://news/*/*.csv", 1),
    ],
)
def test_an_object_store(url, count):
    out = outcome_of(url)
    assert len(out.articles) == count
    assert all(place.startswith("memory://") for place in out.where)
    assert out.refused == []


def test_a_file_by_its_address(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    assert outcome_of(f"file://{tmp_path}/a.txt").texts == [STORY]
    assert outcome_of(f"file://{tmp_path}").texts == [STORY]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("memory://nowhere/a.txt", "cannot be opened"),
        ("nonsense://bucket/a.txt", "cannot be listed"),
        ("file:///nowhere/at/all.txt", "cannot be opened"),
    ],
)
def test_addresses_that_lead_nowhere(url, told):
    out = outcome_of(url)
    assert out.refused_kinds == ["not readable"]
    assert told in out.reasons[0]


def test_a_store_whose_library_is_missing():
    if "s3" in fsspec.available_protocols() and __import__("importlib.util").util.find_spec("s3fs"):
        pytest.skip("s3fs is installed here")
    out = outcome_of("s3://bucket/a.txt")
    assert "library" in out.reasons[0]
    assert "s3fs" in out.reasons[0]


SCRIPT = """
import sys
from geo.articles.reader import Article, Reading, read
for found in read(["-"], Reading(format=sys.argv[1])):
    print(found.text if isinstance(found, Article) else "")
"""


@pytest.mark.parametrize(
    ("format", "given"),
    [
        ("", FEED),
        ("", gzip.compress(FEED)),
        ("", b'[{"text": "%s"}]' % STORY.encode()),
        ("", b'{"text":\n"%s"}' % STORY.encode()),
        ("", f"<!doctype html><html><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>".encode()),
        (".csv", f'text\n"{STORY}"\n'.encode()),
    ],
)
def test_standard_input_is_told_by_its_start(format, given):
    done = subprocess.run([sys.executable, "-c", SCRIPT, format], input=given, capture_output=True, check=True)
    assert STORY in done.stdout.decode()


def test_a_zip_on_standard_input(tmp_path):
    from tests.articles.formats.test_packed import zipped

    content = zipped({"a.txt": STORY})
    done = subprocess.run([sys.executable, "-c", SCRIPT, ""], input=content, capture_output=True, check=True)
    assert STORY in done.stdout.decode()


def test_reading_plain_text_loads_no_other_formats_library():
    script = (
        "import sys\nfrom geo.articles.reader import read\nfrom geo.shipped import SEEDS\nlist(read([SEEDS]))\n"
        "print([m for m in ('trafilatura', 'feedparser', 'warcio', 'fsspec', 'lxml', 'pyarrow') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
