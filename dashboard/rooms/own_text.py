"""A text that is pasted and read at once: marked, mapped and listed; kept in this session's memory and nowhere else."""

from collections import Counter
from collections.abc import Sequence
from threading import Lock

import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.article import counts_of
from dashboard.map_view import show_map
from dashboard.mapped import article_picture
from dashboard.marks import asked_in, marks_of, watch_marks
from dashboard.passages import LEGEND, article_html, counts
from dashboard.safe import plain
from dashboard.table import article_countries
from dashboard.view import View
from dashboard.why import why_panel
from dashboard.wording import KIND_TAGS, USE_WORDS, counted, number, percent
from geo.articles.article import Article
from geo.articles.language import foreign
from geo.atlas.atlas import ReadArticle
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import Mention

LONGEST = 100_000  # characters: read within half a second
# Beyond it the browser takes no more: a message of that size would end the connection.
_NEVER = 4_000_000
_SURE = 0.8
_LISTED = 400
_TYPED, _READ, _WRONG = "own_typed", "own_read", "own_wrong"
_MAP = "map_of_own_text"
_one_at_a_time = Lock()


def read_text(text: str) -> ReadArticle:
    """The text with every mention, read as a build reads an article; it is given no title, date or source."""
    with _one_at_a_time:
        return ReadArticle(Article("own", text), tuple(Geoparser.load().read(text)))


def own_text(archive: Archive, view: View) -> None:
    """The box for a text and, once one has been read, all that was found in it."""
    with st.container(key="own_paste"):
        st.text_area(
            "Your text",
            key=_TYPED,
            height=170,
            max_chars=_NEVER,
            placeholder="Paste an article here, in English, and read it.",
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button("Read it", key="own_go", type="primary", on_click=_take)
            if _READ in st.session_state:
                st.button("Forget it", key="own_forget", on_click=_forget, type="tertiary")
            st.html(
                f'<p class="own-note">Up to {number(LONGEST)} characters. The text stays in this session: it is'
                " not added to the atlas, not written to a disk or a log, and gone when you leave.</p>"
            )
    if wrong := st.session_state.get(_WRONG):
        st.html(f'<div class="notice" role="alert"><p>{plain(wrong)}</p></div>')
    read: ReadArticle | None = st.session_state.get(_READ)
    if read:
        _shown(archive, view, read)


def _take() -> None:
    text = str(st.session_state[_TYPED] or "").strip()
    _forget()
    if not text:
        st.session_state[_WRONG] = "There is no text yet: paste one, then read it."
    elif len(text) > LONGEST:
        st.session_state[_WRONG] = (
            f"The text has {number(len(text))} characters and at most {number(LONGEST)} are read here: paste a part of "
            "it, or save it as a file and drop that under “Drop files”."
        )
    else:
        st.session_state[_TYPED] = text
        st.session_state[_READ] = read_text(text)


def _forget() -> None:
    st.session_state.pop(_READ, None)
    st.session_state.pop(_WRONG, None)
    st.session_state[_TYPED] = ""
    state.open_country(None)


def _shown(archive: Archive, view: View, read: ReadArticle) -> None:
    named = counts_of(read.mentions, archive)
    words, beside = st.columns([62, 38], gap="medium")
    with words, st.container(key="own_text"):
        st.html(f'<h2 class="section">What was read</h2><p class="own-said">{_said(read, len(named))}</p>')
        if language := foreign(read.article.text):
            st.html(
                f'<div class="notice" role="status"><p>This looks like {plain(language)}. Dateline reads English: names'
                " in other languages are missed or misread.</p></div>"
            )
        marks = marks_of(view, read.article.id)
        st.html(LEGEND + article_html(read.article, read.mentions, view.country, marks=marks)[1])
    with beside, st.container(key="own_found"):
        if (start := asked_in(view, read.article.id)) is not None:
            why_panel(None, view, read, start)
        if named.empty:
            st.html('<p class="empty">No country is named in this text.</p>')
        else:
            with st.container(key="article_map"):
                show_map(article_picture(view, named), _MAP, on_pick=_picked, small=True)
            article_countries(named)
        if read.mentions:
            st.html(_listed(archive, read.mentions))
    watch_marks(view)


def _said(read: ReadArticle, countries: int) -> str:
    """How much was counted, how surely, and what was marked without being counted."""
    own = [mention for mention in read.mentions if counts(mention)]
    if not own:
        return "No mention of a country is counted."
    sure = sum(mention.confidence >= _SURE for mention in own)
    told = f"{counted(len(own), 'mention')} of {counted(countries, 'country', 'countries')}".capitalize()
    doubtful = len(own) - sure
    if not doubtful:
        told += f", each read with a confidence of {_SURE:.0%} or more."
    else:
        rest = "one less surely" if doubtful == 1 else f"{number(doubtful)} less surely"
        told += f": {number(sure)} read with a confidence of {_SURE:.0%} or more, {rest}."
    uses = Counter(str(mention.use) for mention in own)
    split = ", ".join(f"{number(uses[use])} {words}" for use, words in USE_WORDS.items() if uses[use])
    beyond = len(read.mentions) - len(own)
    others = f" {counted(beyond, 'name').capitalize()} more {'is' if beyond == 1 else 'are'} marked and not counted."
    return f"{told} Used {split}.{others if beyond else ''}"


def _listed(archive: Archive, mentions: Sequence[Mention]) -> str:
    """Every mention in order: what stands there, what it was read as, how it is used and how surely."""
    rows = "".join(_row(archive, mention) for mention in mentions[:_LISTED])
    more = len(mentions) - _LISTED
    rest = f'<p class="own-note">{counted(more, "name")} more in the text.</p>' if more > 0 else ""
    return (
        f'<details class="also own-marks" open><summary>{counted(len(mentions), "name").capitalize()}, one by one'
        '</summary><div class="own-scroll" tabindex="0" role="group" aria-label="Every name read"><table><thead><tr>'
        '<th scope="col">Name</th><th scope="col">Read as</th><th scope="col">Named by, used</th>'
        f'<th scope="col" class="figure">Sure</th></tr></thead><tbody>{rows}</tbody></table></div>{rest}</details>'
    )


def _row(archive: Archive, mention: Mention) -> str:
    if counts(mention):
        meant, how = archive.name(str(mention.iso3)), f"{KIND_TAGS[mention.kind]}, {USE_WORDS[mention.use]}"
    else:
        meant, how = f"{mention.name or mention.text}, not counted", KIND_TAGS[mention.kind]
    return (
        f'<tr><th scope="row">{plain(" ".join(mention.text.split()))}</th><td>{plain(meant)}</td><td>{plain(how)}</td>'
        f'<td class="figure">{percent(mention.confidence)}</td></tr>'
    )


def _picked() -> None:
    state.open_country(st.session_state[_MAP]["picked"])
