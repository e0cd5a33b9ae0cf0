"""Saved pages: what was said, by whom and when, without the furniture around it."""

from datetime import date

import pytest

from tests.articles.formats.outcome import STORY, outcome_of

BODY = "".join(f"<p>{STORY} {n}.</p>" for n in ("First", "Second", "Third"))


def page(head="", top="", body=BODY, foot="", attributes=""):
    return (
        f"<!DOCTYPE html><html {attributes}><head><title>Talks in Dushanbe end</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/world'>Uruguay and the world</a></nav>"
        f"<article><h1>Talks in Dushanbe end</h1>{top}{body}</article>"
        f"<footer>{foot}Copyright 2019 The Example. Paraguay office.</footer></body></html>"
    )


def test_a_page_with_metadata(reading):
    head = (
        '<meta property="og:site_name" content="The Example Times">'
        '<meta property="article:published_time" content="2021-09-17T22:00:00+05:00">'
        '<link rel="canonical" href="https://www.example.org/talks">'
    )
    (article,) = reading("a.html", page(head)).articles
    assert article.title == "Talks in Dushanbe end"
    assert article.text.startswith("Talks in Dushanbe end")
    assert article.text.count("Tashkent") == 3
    assert "Uruguay" not in article.text
    assert "Paraguay" not in article.text
    assert (article.date, article.source) == (date(2021, 9, 17), "The Example Times")
    assert (article.url, article.id) == ("https://www.example.org/talks", "https://www.example.org/talks")


DATES = {
    "nothing but a year in the copyright": ("", "", "", None, "no date"),
    "a meta element": ('<meta name="date" content="2021-09-17">', "", "", "2021-09-17", None),
    "a meta element in doubt": ('<meta name="date" content="03/04/2021">', "", "", None, "date in doubt"),
    "JSON-LD": ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-09-17T10:00:00Z",'
                '"dateModified":"2022-01-01"}</script>', "", "", "2021-09-17", None),
    "JSON-LD in a graph": ('<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":"NewsArticle",'
                           '"datePublished":"2021-09-17"}]}</script>', "", "", "2021-09-17", None),
    "broken JSON-LD": ('<script type="application/ld+json">{"datePublished":</script>', "", "", None, "no date"),
    "a time element": ("", '<time datetime="2021-09-17T10:00">Friday</time>', "", "2021-09-17", None),
    "a time element in doubt": ("", "<time>03/04/2021</time>", "", None, "date in doubt"),
    "times of related stories too": ("", '<time datetime="2021-09-17">F</time>', '<time datetime="2020-01-01">x</time>',
                                     None, "date in doubt"),
    "a date line": ("", "<p>September 17, 2021</p>", "", "2021-09-17", None),
    "a marked date in words": ("", '<span class="date">17 September 2021</span>', "", "2021-09-17", None),
    "a marked date in figures": ("", '<span class="date">03/04/2021</span>', "", None, "date in doubt"),
    "its address": ('<link rel="canonical" href="https://example.org/2021/09/17/talks">', "", "", "2021-09-17", None),
    "an address that names a month": ('<link rel="canonical" href="https://example.org/2021/09/talks">', "", "", None,
                                      "no date"),
    "only a time of change": ('<meta property="article:modified_time" content="2021-09-17">', "", "", None,
                              "date in doubt"),
}  # fmt: skip


@pytest.mark.parametrize("case", DATES)
def test_the_date_from(case, reading):
    head, top, foot, day, trouble = DATES[case]
    out = reading("a.html", page(head, top, foot=foot))
    (article,) = out.articles
    assert str(article.date or "") == (day or "")
    assert out.repaired_kinds == ([trouble] if trouble else [])


def test_the_users_order_settles_a_pages_date(reading):
    head = '<meta name="date" content="03/04/2021">'
    assert reading("a.html", page(head), order="dmy").articles[0].date == date(2021, 4, 3)


def test_where_the_browser_saved_it_from(reading):
    saved = "<!-- saved from url=(0030)https://www.example.org/saved -->\n" + page()
    (article,) = reading("a.htm", saved).articles
    assert (article.url, article.source) == ("https://www.example.org/saved", "example.org")


@pytest.mark.parametrize("charset", ["cp1252", "utf-8", "cp1250", "utf-16"])
def test_the_declared_encoding_is_believed(charset, reading):
    body = BODY + "<p>The mayor of Łódź was not there, nor was the café’s owner.</p>" * (charset != "cp1252")
    content = page(f'<meta charset="{charset}">', body=body).encode(charset)
    out = reading("a.html", content)
    assert "bad encoding" not in out.repaired_kinds
    assert ("Łódź" in out.texts[0]) == (charset != "cp1252")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", "empty"),
        ("<html><head><title>x</title></head><body></body></html>", "no text"),
        ("\x89PNG\0\0", "not text"),
        ("<html><body><script>alert('Kabul')</script></body></html>", "no text"),
        ("<" * 5000, "no text"),
        ("<div>" * 5000, "no text"),
    ],
)
def test_pages_without_an_article(content, kind, reading):
    out = reading("a.html", content)
    assert out.refused_kinds == [kind]


def test_scripts_are_no_speech(reading):
    body = BODY + "<script>var place = 'Uruguay';</script><style>.Paraguay {}</style>"
    (text,) = reading("a.html", page(body=body)).texts
    assert "Uruguay" not in text
    assert "Paraguay" not in text


def test_a_page_in_another_language_is_set_aside(reading):
    german = "<p>Der Bundeskanzler traf am Mittwoch in Berlin den französischen Präsidenten zu einem Gespräch.</p>"
    out = reading("a.html", page(body=german * 5))
    assert out.refused_kinds == ["not English"]
    assert "German" in out.reasons[-1]


def test_the_folder_saved_with_a_page_is_no_source(tmp_path):
    (tmp_path / "talks.html").write_text(page())
    (tmp_path / "talks_files").mkdir()
    (tmp_path / "talks_files" / "style.css").write_text("x")
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "style.css").write_text("x")
    out = outcome_of(tmp_path)
    assert len(out.articles) == 1
    assert out.refused == [("not readable", "style.css")]
