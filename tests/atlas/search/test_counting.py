"""What is counted of the articles that a search finds, and which these are, against plain Python over the texts."""

import gc
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.atlas.answers.sentence import describe
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.search import finding
from geo.atlas.search.finding import MOST_RANKED
from geo.atlas.selection import Selection
from geo.shipped import SEEDS
from tests.atlas.conftest import Sample, write
from tests.atlas.recount import Recount, extracted
from tests.atlas.test_counts import ANY, SELECTIONS, agree
from tests.command.running import dateline

LAST = date(2023, 7, 4)  # of the sample's articles: what stands in for the date of undated ones


def said(pattern: str) -> Callable[[str], bool]:
    """Whether a text says it, told by a regular expression over its words and not by the index."""
    return lambda text: bool(re.search(pattern, " ".join(re.findall(r"[a-z0-9]+", f" {text} ".lower()))))


# A search, and the same thing told another way.
SEARCHES: dict[str, Callable[[str], bool]] = {
    "kremlin": said(r"\bkremlin\b"),
    "KAZAKHSTAN": said(r"\bkazakhstan\b"),
    "kazakh": said(r"\bkazakh\b"),
    "afghan*": said(r"\bafghan"),
    '"shanghai cooperation"': said(r"\bshanghai cooperation\b"),
    '"cooperation shanghai"': said(r"\bcooperation shanghai\b"),
    '"members of the c*"': said(r"\bmembers of the c"),
    '"Kazakhstan’s president"': said(r"\bkazakhstan s president\b"),
    "kabul moscow": lambda text: said(r"\bkabul\b")(text) and said(r"\bmoscow\b")(text),
    "kabul OR moscow": said(r"\b(kabul|moscow)\b"),
    "kabul NOT moscow": lambda text: said(r"\bkabul\b")(text) and not said(r"\bmoscow\b")(text),
    "NOT moscow": lambda text: not said(r"\bmoscow\b")(text),
    "nato OR NOT the": lambda text: said(r"\bnato\b")(text) or not said(r"\bthe\b")(text),
    "(beijing OR kabul) AND NOT (nato OR kremlin)": lambda text: (
        said(r"\b(beijing|kabul)\b")(text) and not said(r"\b(nato|kremlin)\b")(text)
    ),
    "the": said(r"\bthe\b"),
    "zebra": said(r"\bzebra\b"),
    "*": lambda text: False,
}


@pytest.fixture(scope="session")
def read(sample: Sample):
    return extracted(sample.file)


def under(selection: Selection, search: str) -> Selection:
    return replace(selection, search=search, memberships_on=selection.memberships_on or selection.until or LAST)


@pytest.mark.parametrize("search", SEARCHES)
def test_every_count_is_of_the_found_articles(sample: Sample, read, search: str):
    left = [(told, mentions) for told, mentions in read if SEARCHES[search](told["text"])]
    assert {"zebra": 0, "*": 0, '"cooperation shanghai"': 0, "kazakh": 0}.get(search, 1) == min(len(left), 1)
    for selection in SELECTIONS:
        agree(sample, left, under(selection, search))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY, st.sampled_from(list(SEARCHES)))
def test_any_selection_is_of_the_found_articles(sample: Sample, read, selection: Selection, search: str):
    left = [(told, mentions) for told, mentions in read if SEARCHES[search](told["text"])]
    agree(sample, left, under(selection, search))


@pytest.mark.parametrize("search", SEARCHES)
def test_what_is_found_is_listed_page_by_page(sample: Sample, read, search: str):
    left = {told["id"] for told, _ in read if SEARCHES[search](told["text"])}
    selection = under(Selection(), search)
    pages = [sample.atlas.found(selection, 50, at) for at in range(0, 150, 50)]
    listed = [row for page in pages for row in page["article_id"]]
    assert len(listed) == len(set(listed))
    assert set(listed) == left
    assert sample.atlas.totals(selection).articles == len(left)
    again = Recount([one for one in read if one[0]["id"] in left], selection)
    counted = {row.article_id: row.mentions for page in pages for row in page.itertuples()}
    assert sum(counted.values()) == sum(again.mentions.values())
    ranked = [rank for page in pages for rank in page["rank"] if rank == rank]
    assert ranked == sorted(ranked, reverse=True)


def test_filters_of_mentions_leave_out_articles_without_one(sample: Sample, read):
    selection = Selection(organisations=("CSTO",), memberships_on=LAST, search="afghan*", since=date(2012, 1, 1))
    left = [one for one in read if SEARCHES["afghan*"](one[0]["text"])]
    naming = set().union(*Recount(left, selection).naming.values())
    assert set(sample.atlas.found(selection, 200)["article_id"]) == naming
    assert sample.atlas.totals(selection).mentioning == len(naming)
    assert 0 < len(naming) < len(left) < MOST_RANKED


def test_whole_tables_are_of_the_found_articles(sample: Sample, read):
    selection = under(Selection(), "kabul NOT moscow")
    left = [(told, mentions) for told, mentions in read if SEARCHES[selection.search](told["text"])]
    again = Recount(left, selection)
    assert len(sample.atlas.mentions(selection)) == sum(again.mentions.values())
    assert set(sample.atlas.all_articles(selection)["article_id"]) == set().union(*again.naming.values())
    for by in ("country", "day", "source"):
        assert sample.atlas.counts(selection, by=by)["mentions"].sum() == sum(again.mentions.values())
    assert sample.atlas.counts(selection, by="day")["articles"].sum() == len(set().union(*again.naming.values()))
    iso3 = again.mentions.most_common(1)[0][0]
    assert set(sample.atlas.articles(selection, iso3, limit=500)["article_id"]) == again.naming[iso3]
    assert sample.atlas.names(selection, iso3)["mentions"].sum() == again.mentions[iso3]


def test_many_ask_at_once(sample: Sample, read):
    expected = {search: sum(holds(told["text"]) for told, _ in read) for search, holds in SEARCHES.items()}
    atlas = open_atlas(sample.atlas.path)
    with ThreadPoolExecutor(8) as pool:
        searches = list(SEARCHES) * 4
        found = pool.map(lambda search: atlas.totals(Selection(search=search)).articles, searches)
        assert dict(zip(searches, found, strict=True)) == expected


def test_more_searches_than_are_kept(sample: Sample):
    atlas = open_atlas(sample.atlas.path)
    everything = atlas.totals(Selection()).articles
    one = atlas.totals(Selection(search="kremlin"))
    for number in range(60):
        assert atlas.totals(Selection(search=f"zebra{number} OR kremlin")) == one
    assert atlas.totals(Selection(search="NOT zebra")).articles == everything


def test_a_search_lasts_as_long_as_somebody_reads_in_it(sample: Sample, monkeypatch: pytest.MonkeyPatch):
    """Were its tables gone, their names would mean those of the whole archive."""
    atlas = open_atlas(sample.atlas.path)
    few = Selection(search="kremlin NOT kabul")
    expected = set(atlas.found(few, 200)["article_id"])

    def searches_of_others(*asked):
        for number in range(60):
            atlas.totals(Selection(search=f"zebra{number}"))
        return ranked(*asked)

    ranked = finding._ranks
    monkeypatch.setattr(finding, "_ranks", searches_of_others)
    assert set(atlas.found(few, 200)["article_id"]) == expected
    assert 0 < len(expected) < 120
    cursor = atlas._current().searched(few.search).cursor()
    searches_of_others(atlas._current(), few)
    assert cursor.execute("SELECT count(*) FROM articles").fetchall() == [(len(expected),)]


def test_searches_that_nobody_reads_in_are_let_go(sample: Sample):
    atlas = open_atlas(sample.atlas.path)
    for number in range(60):
        atlas.totals(Selection(search=f"zebra{number}"))
    gc.collect()
    atlas.totals(Selection(search="kremlin"))
    schemas = atlas._current().cursor().execute("SELECT schema_name FROM duckdb_schemas()").fetchall()
    assert len([name for (name,) in schemas if name.startswith("search_")]) < 30


def test_the_seeds_are_found_as_grep_finds_them(tmp_path: Path):
    Build(tmp_path / "atlas").run([SEEDS])
    atlas = open_atlas(tmp_path / "atlas")
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    for word in ("refugees", "taliban", "summit", "security", "border", "putin"):
        found = atlas.found(Selection(search=word))
        assert len(found) == sum(bool(re.search(rf"\b{word}\b", text, re.IGNORECASE)) for text in texts), word
        for article_id in found["article_id"]:
            passages = atlas.found_passages(Selection(search=word), article_id)
            marked = [passage.text[hit.start : hit.end].lower() for passage in passages for hit in passage.hits]
            text = atlas.article(article_id).article.text
            assert marked == re.findall(rf"\b{word}\b", text.lower())


TITLED = [
    {"id": "t", "title": "Düşanbe summit", "text": "Tajikistan was there.\n\nNobody else came.", "source": "A"},
    {"id": "u", "title": "Floods", "text": "Floods\nin Pakistan.", "source": "A"},
    {"id": "v", "text": "The summit of 1999 was in Dusanbe.", "source": "B", "date": "1999-05-01"},
]


def test_titles_are_searched_and_weigh_more(tmp_path: Path):
    file = tmp_path / "titled.jsonl"
    file.write_text("\n".join(json.dumps(told) for told in TITLED), "utf-8")
    Build(tmp_path / "atlas").run([file])
    atlas = open_atlas(tmp_path / "atlas")
    assert list(atlas.found(Selection(search="dusanbe summit"))["article_id"]) == ["t", "v"]
    assert list(atlas.found(Selection(search="floods"))["article_id"]) == ["u"]
    (title,) = atlas.found_passages(Selection(search="dusanbe"), "t")
    assert title.text == "Düşanbe summit"
    assert [title.text[hit.start : hit.end] for hit in title.hits] == ["Düşanbe"]
    (opening,) = atlas.found_passages(Selection(search="NOT zebra"), "u")
    assert (opening.text, opening.hits) == ("Floods\nin Pakistan.", ())
    assert [mention.text for mention in opening.mentions] == ["Pakistan"]
    assert atlas.found_passages(Selection(search="dusanbe"), "nobody") == []
    assert "matching “‘summit of’ 1999”" in describe(Selection(search='"summit of" 1999'), atlas)


OPENINGS = [
    # The title goes on into the text's first words: it is no line of its own.
    ("The Taliban takeover of Afghan", "The Taliban takeover of Afghanistan was swift.", "afghanistan", True),
    ("Kabul falls", "Kabul falls to Taliban fighters.", '"falls to taliban"', True),
    ("Kabul falls", "Kabul falls\n\nTo Taliban fighters.", '"falls falls"', False),
    ("Kabul falls", "  Kabul falls \r\nNobody knew.", '"nobody knew"', True),
    ("Kabul falls", "Kabul falls", '"kabul falls"', True),
    ("", "Kabul falls", '"kabul falls"', True),
]


@pytest.mark.parametrize(("title", "text", "search", "there"), OPENINGS)
def test_a_title_that_opens_the_text_hides_none_of_its_words(tmp_path: Path, title, text, search, there):
    file = write(tmp_path / "a.jsonl", [{"id": "a", "title": title, "text": text}])
    Build(tmp_path / "atlas").run([file])
    found = open_atlas(tmp_path / "atlas").found(Selection(search=search))
    assert (list(found["article_id"]) == ["a"]) is there


def test_the_command_searches(sample: Sample):
    flags = ["--atlas", sample.atlas.path, "--format", "json", "--search"]
    counted = json.loads(dateline("query", *flags, "afghan* NOT moscow").stdout)
    told = sample.atlas.countries(Selection(search="afghan* NOT moscow"))
    rows = counted["rows"] if isinstance(counted, dict) else counted
    assert [row["mentions"] for row in rows] == list(told["mentions"])
    assert b"quotation mark was never closed" in dateline("query", *flags, '"kabul').stderr
