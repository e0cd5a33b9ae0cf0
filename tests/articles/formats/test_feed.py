"""RSS and Atom: one article an entry, with the entry's own date and address."""

from datetime import date

import pytest

from geo.articles.article import Article
from tests.articles.formats.outcome import STORY

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Example &amp; Times</title><link>https://www.example.org</link>{items}</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title>{items}</feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>The Example
</title></channel>{items}</rdf:RDF>"""


def item(**parts):
    return "<item>" + "".join(f"<{tag}>{said}</{tag}>" for tag, said in parts.items()) + "</item>"


def test_rss_with_full_content(reading):
    one = item(
        title="Talks &amp; more",
        link="https://www.example.org/1",
        guid="https://www.example.org/?p=1",
        pubDate="Fri, 17 Sep 2021 10:15:00 GMT",
        description="Short.",
        **{"content:encoded": f"<![CDATA[<p>{STORY}</p><script>Uruguay</script><p>It&#8217;s <b>so</b>.</p>]]>"},
    )
    one = one.replace("</content:encoded>", "</content:encoded>")
    out = reading("a.rss", RSS.format(items=one))
    url = "https://www.example.org/1"
    text = f"Talks & more\n\n{STORY}\n\nIt’s so."
    assert out.articles == [Article(url, text, "Talks & more", date(2021, 9, 17), "The Example & Times", url)]
    assert out.where == ["a.rss, entry 1"]
    assert out.reasons == []


def test_atom(reading):
    entry = (
        "<entry><title>Talks</title><id>tag:example.org,2021:1</id><link href='https://example.org/1'/>"
        "<published>2021-09-17T10:00:00Z</published><updated>2022-01-01T00:00:00Z</updated>"
        f"<content type='html'>&lt;p&gt;{STORY}&lt;/p&gt;</content></entry>"
    )
    (article,) = reading("a.atom", ATOM.format(items=entry)).articles
    assert (article.date, article.url) == (date(2021, 9, 17), "https://example.org/1")
    assert article.text == f"Talks\n\n{STORY}"


def test_a_time_of_change_is_not_one_of_publication(reading):
    changed = "<updated>2022-01-01T00:00:00Z</updated>"
    entry = f"<entry><title>T</title><id>tag:x,1</id>{changed}<summary>{STORY}</summary></entry>"
    out = reading("a.xml", ATOM.format(items=entry))
    assert out.articles[0].date is None
    assert out.articles[0].id == "tag:x,1"
    assert out.repaired_kinds == ["date in doubt"]


def test_rss_1(reading):
    one = item(title="Talks", link="https://example.org/1", description=STORY, **{"dc:date": "2021-09-17"})
    (article,) = reading("a.rdf", RDF.format(items=one)).articles
    assert article.date == date(2021, 9, 17)
    assert article.source == "The Example"


def test_an_entry_without_words_and_one_without_a_date(reading):
    out = reading("a.xml", RSS.format(items=item(title="Talks") + item(title="More", description=STORY, guid="7")))
    assert out.refused == [("empty", "a.xml, entry 1")]
    assert out.repaired == [("no date", "a.xml, entry 2")]
    assert out.articles[0].url == ""


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "Kabul">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]><rss version='2.0'><channel><title>x</title><item><title>y</title><description>&j;</description></item>"
    + "</channel></rss>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>x'
    "</title><item><title>y</title><description>Said: &e;</description></item></channel></rss>"
)


@pytest.mark.parametrize("content", [BOMB, OUTSIDE], ids=["a billion laughs", "a file of this machine"])
def test_entities_bring_nothing_in(content, reading):
    out = reading("a.xml", content)
    assert "root:" not in "".join(out.texts)
    assert len("".join(out.texts)) < 1000


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", "not readable"),
        ("<?xml version='1.0'?><recipe><salt/></recipe>", "not readable"),
        (RSS.format(items=""), "empty"),
        ("nothing of the kind", "not readable"),
        ("/etc/passwd", "not readable"),
    ],
)
def test_what_is_no_feed(content, kind, reading):
    out = reading("a.xml", content)
    assert (out.texts, out.refused_kinds) == ([], [kind])


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes(reading):
    whole = RSS.format(items=item(title="Talks", description=STORY, pubDate="Fri, 17 Sep 2021 10:15:00 GMT") * 2)
    out = reading("a.xml", whole[: whole.rindex("<description>")])
    assert out.texts == [f"Talks\n\n{STORY}"]
    assert "mended" in out.repaired_kinds
