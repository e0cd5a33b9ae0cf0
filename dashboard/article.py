"""One whole article: every name in it marked, a small map of its countries, and the way back."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.copies import copies_beside
from dashboard.map_view import show_map
from dashboard.mapped import article_picture
from dashboard.marks import asked_in, marks_of, watch_marks
from dashboard.passages import article_html, counts, legend
from dashboard.safe import label, plain, web_address
from dashboard.table import article_countries
from dashboard.view import View, sought
from dashboard.why import why_panel
from dashboard.wording import NO_SOURCE, counted, day
from geo.articles.article import Article
from geo.toponyms.mention import Mention

_MAP = "map_of_article"


def article_page(archive: Archive, view: View) -> None:
    """The opened article of `view`, or a sentence when the atlas has none of that name."""
    assert view.article is not None
    with st.container(key="article"):
        found = "Back to what was found" if view.selection.search else "Back to the map"
        back = f"Back to {archive.name(view.country)}" if view.country else found
        st.button(f"← {back}", key="back", on_click=state.open_article, args=(None,), type="tertiary")
        try:
            read = archive.atlas.article(view.article)
        except LookupError:
            st.html(
                '<div class="notice" role="alert"><h2>This article is not in the atlas</h2><p>The link names an article'
                " that this atlas does not hold: it may have been built from other files since. Go back and choose"
                " another one.</p></div>"
            )
            return
        words, beside = st.columns([62, 38], gap="medium")
        marks = marks_of(view, read.article.id)
        title, body = article_html(read.article, read.mentions, view.country, sought(view), marks)
        with words:
            st.html(title)
            _byline(read.article)
            st.html(legend(sought(view)) + body)
        with beside:
            if (start := asked_in(view, read.article.id)) is not None:
                why_panel(archive, view, read, start)
            _beside(archive, view, counts_of(read.mentions, archive))
            copies_beside(archive, read.article.id)
        watch_marks(view)


def counts_of(mentions: Sequence[Mention], archive: Archive) -> pd.DataFrame:
    """`iso3, name, mentions` of one article: every mention with a present-day country and a use other than name."""
    tally = pd.Series([m.iso3 for m in mentions if counts(m)], dtype="object").value_counts()
    rows = [(str(iso3), archive.name(str(iso3)), int(n)) for iso3, n in tally.items()]
    return pd.DataFrame(sorted(rows, key=lambda row: (-row[2], row[1])), columns=["iso3", "name", "mentions"])


def _beside(archive: Archive, view: View, named: pd.DataFrame) -> None:
    if named.empty:
        st.html('<p class="empty">No country is named in this article.</p>')
        return
    st.html(f'<h3 class="section">{counted(len(named), "country", "countries").capitalize()} named</h3>')
    with st.container(key="article_map"):
        show_map(article_picture(view, named), _MAP, on_pick=_picked, small=True)
    article_countries(named)


def _picked() -> None:
    state.open_country(st.session_state[_MAP]["picked"])


def _byline(article: Article) -> None:
    """When, who, and a link to the original, where its address is one a browser can only read; else as text."""
    address = web_address(article.url)
    given = f" · Address given: {plain(article.url)}" if article.url and not address else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said_by = plain(article.source) or NO_SOURCE
        st.html(f'<p class="byline">{day(article.date)} · {said_by}{given}</p>', width="content")
        if address:
            host = urlsplit(address).hostname or ""
            st.link_button(f"Read the original at {label(host)}", address, type="tertiary")
