""" "Why here?": what decided how one mention was read, what was rejected, how sure it is, and the way to correct it."""

from collections.abc import Sequence
from contextlib import suppress

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.correction import correction_form, taken_back
from dashboard.marks import asked_in
from dashboard.safe import label, plain
from dashboard.view import View
from dashboard.why_words import corrected_html, reading_html, reasons_html, rivals_html, version_html
from dashboard.writing import may_write
from geo.articles.article import Article
from geo.atlas.answers.correcting import as_read
from geo.atlas.atlas import ReadArticle
from geo.atlas.errors import AtlasError
from geo.atlas.reading.geocoder import geocoder
from geo.corrections.corrected import marks_of
from geo.corrections.ledger import Ledger
from geo.toponyms.explanation import explain
from geo.toponyms.mention import Mention


def why_panel(archive: Archive | None, view: View, read: ReadArticle, start: int) -> None:
    """The reasons of the mention that begins at `start` of an article; a sentence where none does.

    Without an archive the article is a text that was read just now and stands in no atlas: nothing in it is corrected.
    """
    found = next((one for one in read.mentions if one.start == start), None)
    with st.container(key="why"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            title = f'<h3 class="why-title" tabindex="-1" data-mark="{plain(view.mark or "")}">Why here?</h3>'
            st.html(title, width="content")
            st.button("Close", key="why_close", on_click=_close, type="tertiary")
        if found is None:
            st.html('<div class="why"><p>The link asks about a name that is not read there any more.</p></div>')
            return
        if archive is None:
            _reasons(geocoder(), read.article, found, Ledger())
            return
        try:
            ledger, wrong = archive.atlas.corrections(), ""
        except AtlasError as error:
            ledger, wrong = Ledger(), str(error)
        raw = _reasons(archive.atlas.read_by(read.article.id), read.article, found, ledger)
        if wrong:
            st.caption(label(wrong))
        elif view.edition is not None:
            st.caption("This is an earlier edition: go to the newest to correct what it says.")
        elif may_write():
            _putting_right(archive, read.article, found, raw, ledger)


def why_elsewhere(archive: Archive, view: View, shown: Sequence[str]) -> None:
    """The reasons of a mention whose article is not, or no longer, among those shown: so after a correction."""
    _, _, article = (view.mark or "").partition("@")
    start = asked_in(view, article)
    if not article or article in shown or start is None:
        return
    with suppress(LookupError):
        why_panel(archive, view, archive.atlas.article(article), start)


def _reasons(read_by: str, article: Article, mention: Mention, ledger: Ledger) -> Mention:
    """Draw what decided; gives the mention as the geoparser read it, before any correction."""
    told = explain(article.text, mention.start, mention.end)
    raw = as_read(mention, ledger)
    marks = marks_of(mention)
    if marks and told.mention is not None:
        raw = told.mention
    chosen = told.candidates[0].what if told.candidates and told.candidates[0].name == mention.name else ""
    parts = [reading_html(mention, chosen, raw if marks else mention)]
    for id in marks:
        try:
            parts.append(corrected_html(ledger.of(id)))
        except LookupError:
            parts.append(f'<p class="corrected">Corrected by {plain(id)}, which is no longer in the file.</p>')
    if marks:
        parts.append("<h4>Before that, the geoparser read it so</h4>" + reading_html(raw, "", raw))
    parts += [reasons_html(raw), rivals_html(told.candidates)]
    if told.mention is None:
        parts.append("<p>The geoparser of this installation reads no place here.</p>")
    parts.append(version_html(read_by, geocoder()))
    st.html(f'<div class="why">{"".join(parts)}</div>')
    return raw


def _putting_right(archive: Archive, article: Article, mention: Mention, raw: Mention, ledger: Ledger) -> None:
    active = {one.id: one for one in ledger.active}
    held = [active[id] for id in marks_of(mention) if id in active]
    correcting = st.session_state.get("correcting") == (article.id, mention.start)
    undone = None
    with st.container(horizontal=True, gap="small"):
        for one in held:
            what = "the correction" if len(held) == 1 else "that of its use" if one.of_use else "that of its meaning"
            if st.button(f"Undo {what}", key=f"undo_{one.id}"):
                undone = one
        if not correcting:
            st.button("That is wrong …", key="why_wrong", on_click=_begin, args=(article.id, mention.start))
    if undone:
        taken_back(archive, ledger, undone)
    if correcting:
        correction_form(archive, article, raw)


def _begin(article: str, start: int) -> None:
    st.session_state["correcting"] = (article, start)


def _close() -> None:
    st.session_state["correcting"] = None
    state.go(mark=None)
