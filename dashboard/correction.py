"""Putting a mention right: what is so instead, where else, what that changes, and then keeping it or taking it back."""

from dataclasses import replace

import streamlit as st

from dashboard.archive import Archive
from dashboard.safe import label
from dashboard.why_words import called, moves_html
from dashboard.writing import NOT_ALLOWED, may_write
from geo.articles.article import Article
from geo.atlas.answers.correcting import Consequences
from geo.atlas.build import Build
from geo.atlas.errors import AtlasError
from geo.atlas.writing.in_force import Change
from geo.corrections.correction import Correction, Meaning, Reading, Scope, digest_of, signed
from geo.corrections.ledger import Ledger
from geo.corrections.who import this_user
from geo.toponyms.explanation import explain
from geo.toponyms.lookup import look_up
from geo.toponyms.mention import Mention, Use

_WHAT = {"place": "Another country or place", "none": "Not a place", "use": "Used otherwise"}
_USES: dict[Use, str] = {
    "place": "As a place (in Kabul)",
    "actor": "As an actor (Moscow said)",
    "modifier": "As a description (Afghan refugees)",
    "name": "Inside another name, not counted",
}
_FOUND = 12


@st.fragment
def correction_form(archive: Archive, article: Article, raw: Mention) -> None:
    """The form for one mention; `raw` is what the geoparser read, before any correction."""
    with st.container(key="correction", gap="small"):
        what = st.radio("What is it?", list(_WHAT), format_func=_WHAT.__getitem__, key="fix_what", horizontal=True)
        asked = _instead(article, raw, what)
        scopes = _scopes(raw)
        scope = st.radio("Where?", list(scopes), format_func=scopes.__getitem__, key="fix_scope")
        note = st.text_input("Why (kept with it)", key="fix_note", max_chars=200)
        if asked is None:
            st.caption("Choose what it is to see what would change.")
            return
        wanted = _in_scope(asked, scope, article, raw)
        try:
            ledger = archive.atlas.corrections()
            changes = foreseen(archive, ledger.with_corrections([replace(wanted, id="preview")]))
        except AtlasError as error:
            st.error(label(str(error)))
            return
        st.html(f'<div class="why foreseen">{moves_html(changes)}</div>')
        keep, leave = st.columns(2)
        if keep.button("Keep it", key="fix_keep", type="primary", width="stretch", disabled=not changes.mentions):
            kept = signed(wanted, _reader(), note)
            _follow(archive, lambda now: now.with_corrections([kept]), changes.articles)
        if leave.button("Leave it", key="fix_leave", width="stretch"):
            st.session_state["correcting"] = None
            st.rerun()


def foreseen(archive: Archive, ledger: Ledger) -> Consequences:
    """What would change, counted once: a common name stands in every other article, and every widget asks again."""
    asked = (archive.atlas.path, archive.atlas.edition.edition, ledger)
    known = st.session_state.get("foreseen")
    if known is None or known[0] != asked:
        with st.spinner("Counting what would change …"):
            known = st.session_state["foreseen"] = (asked, archive.atlas.consequences(ledger))
    return known[1]


def taken_back(archive: Archive, ledger: Ledger, correction: Correction) -> None:
    """Take a correction back, and read its articles again."""
    articles = archive.atlas.consequences(ledger.without(correction.id)).articles
    _follow(archive, lambda now: now.without(correction.id, _reader()), articles)


def _follow(archive: Archive, change: Change, articles: int) -> None:
    """Put other corrections in force; the articles concerned are read again, and the page is drawn anew."""
    if not may_write():
        st.error(NOT_ALLOWED)
        return
    bar = st.progress(0.0, f"Reading {articles:,} article{'s' * (articles != 1)} again …")
    done = 0

    def tell(more: int, _: int) -> None:
        nonlocal done
        done += more
        bar.progress(min(1.0, done / max(articles, 1)))

    try:
        Build(archive.atlas.path, progress=tell).run([], change)
    except (AtlasError, LookupError) as error:  # such as another reader's having taken it back meanwhile
        bar.empty()
        st.error(label(str(error.args[0])))
        return
    st.session_state["correcting"] = None
    st.rerun()


def _instead(article: Article, raw: Mention, what: str) -> Correction | None:
    """What the form asks for, of one mention; None while it is not said."""
    read = Reading.of(raw)
    if what == "none":
        return Correction("mention", raw.text, read, no_place=True)
    if what == "use":
        others = [use for use in _USES if use != raw.use]
        use = st.radio("How is it used?", others, format_func=_USES.__getitem__, key="fix_use", index=None)
        return Correction("mention", raw.text, read, use=use) if use else None
    meant = _meant(article, raw)
    return Correction("mention", raw.text, read, meaning=meant) if meant else None


def _meant(article: Article, raw: Mention) -> Meaning | None:
    """The country or place chosen: among those that were weighed, or what a search in the gazetteer finds."""
    words = st.text_input("Find a country or place", key="fix_search", placeholder="Georgia, Paris, Springfield …")
    offered: dict[str, Meaning] = {}
    if words.strip():
        for sense in look_up(words, _FOUND):
            region = sense.region.partition(".")[2]
            # Where they are letters they are read as names: TX, GA. Numbers say nothing to a reader.
            tail = f" · {region}" if region.isalpha() and sense.kind == "place" else ""
            meaning = Meaning.of(sense)
            offered[called(sense.name, sense.kind, sense.iso3, sense.note) + tail] = meaning
    else:
        for one in explain(article.text, raw.start, raw.end).candidates:
            if not one.meant and one.iso3:
                meaning = Meaning(one.iso3, one.kind, one.name, one.lat, one.lon, one.organisation)
                offered[called(one.name, one.kind, one.iso3, one.what)] = meaning
    offered = {said: meaning for said, meaning in offered.items() if not _is(meaning, raw)}
    if not offered:
        st.caption("The gazetteer has none of that name." if words.strip() else "Type two letters of its name.")
        return None
    chosen = st.radio("It is", list(offered), format_func=label, key="fix_meant", index=None)
    return offered.get(chosen) if chosen else None


def _is(meaning: Meaning, raw: Mention) -> bool:
    return (meaning.iso3, meaning.kind, meaning.name) == (raw.iso3, raw.kind, raw.name)


def _scopes(raw: Mention) -> dict[Scope, str]:
    words = label(" ".join(raw.text.split()))
    return {
        "mention": "Only this mention",
        "article": f"Every “{words}” read so in this article",
        "everywhere": f"Everywhere “{words}” is read so",
    }


def _in_scope(asked: Correction, scope: Scope, article: Article, raw: Mention) -> Correction:
    if scope == "everywhere":
        return replace(asked, scope=scope)
    if scope == "article":
        return replace(asked, scope=scope, article=article.id)
    return replace(asked, article=article.id, start=raw.start, end=raw.end, digest=digest_of(article.text))


def _reader() -> str:
    """Who says so: whoever has signed in, else this machine's user."""
    signed_in = st.user.get("email") or st.user.get("name") if "is_logged_in" in st.user else None
    return str(signed_in or this_user())
