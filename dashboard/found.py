"""The articles that a search finds, beside the map: each with its sentences; and without any, what else to try."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.passages import FOUND, passages_html
from dashboard.safe import label, plain
from dashboard.switch import switch
from dashboard.turning import turning
from dashboard.view import View, sought
from dashboard.wording import NO_SOURCE, counted, day, number, told
from geo.atlas.answers.sentence import quoted
from geo.atlas.atlas import Totals
from geo.atlas.search.finding import MOST_RANKED, asks_of_mentions
from geo.atlas.search.language import loosened, read
from geo.atlas.selection import Selection

ARTICLES_A_PAGE = 6
PASSAGES_AN_ARTICLE = 3
_LEGEND = (
    f'<p class="legend">{FOUND} <mark class="other">a country</mark> <mark class="uncounted">not counted</mark></p>'
)


def found_articles(archive: Archive, view: View) -> None:
    """The selection's articles, best or newest first, a page of them; without any, what would find some."""
    totals = archive.atlas.totals(view.selection)
    articles = totals.mentioning if asks_of_mentions(view.selection) else _all(totals, view)
    with st.container(key="found"):
        notes = read(view.selection.search).notes
        if notes:
            st.html("".join(f'<p class="note">{plain(note)}</p>' for note in notes))
        if not articles:
            _nothing(archive, view.selection)
            return
        st.html(_heading(view.selection, articles))
        _articles(archive, view, articles)


def _all(totals: Totals, view: View) -> int:
    """What the list counts: by story each of the copies of a report stands for all of them."""
    return totals.stories if view.selection.by == "story" else totals.articles


def _heading(selection: Selection, articles: int) -> str:
    if not selection.search:
        order = "newest first"
    elif articles > MOST_RANKED:
        order = "newest first: too many to rank"
    else:
        order = "best match first"
    shown = f' <span class="order">{order}</span>' if articles > 1 else ""
    heading = f'<h2 class="section">{counted(articles, *told(selection.by))}{shown}</h2>'
    return f'<div class="section-head">{heading}{_LEGEND if selection.search else ""}</div>'


def _articles(archive: Archive, view: View, articles: int) -> None:
    pages = -(-articles // ARTICLES_A_PAGE)
    page = min(view.page, pages)
    shown = archive.atlas.found(view.selection, ARTICLES_A_PAGE, (page - 1) * ARTICLES_A_PAGE)
    with st.container(key="passages"):
        for at, row in enumerate(shown.itertuples()):
            _article(archive, view, at, row)
    if pages > 1:
        turning(page, pages)


def _article(archive: Archive, view: View, at: int, row: Any) -> None:
    """One article of the list: its line, its heading as the way into it, its sentences."""
    everywhere = archive.atlas.found_passages(view.selection, row.article_id)
    passages = [passage for passage in everywhere if passage.text != row.title] or everywhere  # it is the heading
    said_by = plain(row.source) or NO_SOURCE
    when = day(None if row.date != row.date else row.date.date())
    st.html(f'<p class="byline">{when} · {said_by} · {counted(row.mentions, "mention")}</p>')
    opens: Any = {"on_click": state.open_article, "args": (row.article_id,), "type": "tertiary"}
    st.button(label(row.heading), key=f"open_{at}", **opens)
    read_whole = archive.atlas.article(row.article_id)
    lightly = [replace(passage, mentions=()) for passage in passages[:PASSAGES_AN_ARTICLE]]
    st.html(passages_html(lightly, read_whole.mentions, sought(view)))
    if len(passages) > PASSAGES_AN_ARTICLE:
        more = counted(len(passages) - PASSAGES_AN_ARTICLE, "more passage")
        st.button(f"{more} in the article", key=f"more_{at}", **opens)


def _nothing(archive: Archive, selection: Selection) -> None:
    """What is said where nothing is found, with the searches nearby that find something."""
    what = f" for {plain(quoted(selection.search))}" if selection.search else ""
    st.html(f'<div class="notice" role="status"><h2>No article found{what}</h2>{_advice(selection)}</div>')
    for at, (words, tried) in enumerate(_nearby(selection)):
        articles = archive.atlas.totals(tried).articles
        if articles:
            name = f"{words}: {counted(articles, 'article')}"
            st.button(label(name), key=f"try_{at}", on_click=state.select, args=(tried,))
    if selection.search:
        st.button("Clear the search", key="clear_search", on_click=state.search, args=("",), type="tertiary")


def _advice(selection: Selection) -> str:
    if not selection.search:
        return "<p>Fewer filters may find some.</p>"
    return (
        "<p>Check the spelling, or shorten a word and end it with a star (<i>kazakh*</i>). Words side by side must all"
        " occur; OR asks for one of them.</p>"
    )


def _nearby(selection: Selection) -> Iterator[tuple[str, Selection]]:
    """Searches that ask for less, each with what to call it."""
    if replace(selection, search="") != Selection():
        yield "Without the other filters", Selection(search=selection.search)
    for what, words in loosened(selection.search):
        yield what, replace(selection, search=words)


def listing(archive: Archive, view: View) -> str:
    """The choice between countries and articles, above the list of either."""
    many = told(view.selection.by)[1].capitalize()
    names = {
        "countries": "Countries",
        "articles": f"{many} ({number(_all(archive.atlas.totals(view.selection), view))})",
    }
    switch("Listed", names, "listing")
    return view.listing
