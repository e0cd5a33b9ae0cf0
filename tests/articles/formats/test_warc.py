"""Crawls: pages that were answered, and nothing else; written by the library that others write theirs with."""

import gzip
import io
from datetime import date

import brotli
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from geo.articles.limits import Limits
from tests.articles.formats.test_web_page import page

DATED = '<meta property="article:published_time" content="2021-09-17">'


def response(writer, url, body, status="200 OK", **headers):
    told = {"Content-Type": "text/html; charset=utf-8"} | {
        name.replace("_", "-"): said for name, said in headers.items()
    }
    http = StatusAndHeaders(status, list(told.items()), protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))


def crawl(packed=False):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    html = page(DATED).encode()
    response(writer, "https://www.example.org/plain", html)
    response(writer, "https://www.example.org/gone", b"<html>no</html>", "404 Not Found")
    response(writer, "https://www.example.org/moved", b"", "301 Moved", Location="/plain")
    response(writer, "https://www.example.org/picture", b"\x89PNG\0", Content_Type="image/png")
    response(writer, "https://www.example.org/gzip", gzip.compress(html), Content_Encoding="gzip")
    response(writer, "https://www.example.org/br", brotli.compress(html), Content_Encoding="br")
    latin = page(DATED).replace("six", "the Élysée’s six").encode("cp1252")
    response(writer, "https://www.example.org/latin", latin, Content_Type="text/html; charset=windows-1252")
    writer.write_record(
        writer.create_warc_record("https://www.example.org/saved", "resource", payload=io.BytesIO(html),
                                  warc_content_type="text/html")
    )  # fmt: skip
    return out.getvalue()


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True)])
def test_one_article_a_page(name, packed, reading):
    out = reading(name, crawl(packed))
    assert [a.url.rpartition("/")[2] for a in out.articles] == ["plain", "gzip", "br", "latin", "saved"]
    assert {(a.title, a.source, a.date) for a in out.articles} == {
        ("Talks in Dushanbe end", "example.org", date(2021, 9, 17))
    }
    assert "Élysée’s" in out.articles[3].text
    assert out.where[0] == f"{name}, record 2"
    assert out.reasons == []


def test_a_crawl_that_breaks_off_is_read_as_far_as_it_goes(reading):
    whole = crawl(packed=True)
    out = reading("a.warc.gz", whole[: len(whole) * 2 // 3])
    assert out.articles
    assert out.refused == [("not readable", "a.warc.gz")]
    assert "a.warc.gz, record" in out.reasons[-1]


def test_a_page_that_unpacks_to_too_much_costs_no_other(reading):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    response(writer, "https://example.org/bomb", gzip.compress(b"<p>" + b" " * 3_000_000), Content_Encoding="gzip")
    response(writer, "https://example.org/fine", page(DATED).encode())
    read = reading("a.warc", out.getvalue(), limits=Limits(file=1_000_000))
    assert [a.url for a in read.articles] == ["https://example.org/fine"]
    assert read.refused == [("too large", "a.warc, record 1")]


@pytest.mark.parametrize("content", [b"", b"no crawl at all\r\n\r\n", b"WARC/1.0\r\nContent-Length: many\r\n\r\n"])
def test_what_is_no_crawl(content, reading):
    out = reading("a.warc", content)
    assert out.articles == []
    assert len(out.refused) == 1
