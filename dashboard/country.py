"""One country: how often it is named and how, what it belongs to, and the sentences themselves."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.address import to_address
from dashboard.archive import Archive
from dashboard.copies import more_copies
from dashboard.mapped import in_short
from dashboard.marks import asked_in, marks_of, watch_marks
from dashboard.passages import foremost, legend, passages_html
from dashboard.safe import label, plain
from dashboard.spread import spread
from dashboard.turning import turning
from dashboard.view import View, sought
from dashboard.why import why_elsewhere, why_panel
from dashboard.wording import KIND_WORDS, NO_SOURCE, USE_WORDS, bound, counted, day, number, percent, told
from geo.atlas.atlas import Passage, ReadArticle, Totals
from geo.world.memberships import Membership, statuses

ARTICLES_A_PAGE = 5
PASSAGES_AN_ARTICLE = 4
_MOST_NAMES = 10


def country_panel(archive: Archive, view: View, counts: pd.DataFrame) -> None:
    """The opened country of `view`; `counts` are those of its selection."""
    iso3 = view.country
    assert iso3 is not None
    with st.container(key="country"):
        held = counts[counts["iso3"] == iso3]
        st.html(_heading(archive, iso3, counts, archive.atlas.totals(view.selection), view.selection.by))
        st.html(_memberships(archive, view, iso3))
        if held.empty:
            name = plain(archive.countries[iso3].in_a_sentence)
            st.html(f'<p class="empty">No mention of {name} in what is selected. Fewer filters may find some.</p>')
            return
        names = archive.atlas.names(view.selection, iso3)
        st.html(_names(archive, iso3, names) + _split(names))
        named_with = {"room": "together", "partner": None, "page": 1}
        st.button(
            "Named with other countries →", key="named_with", on_click=state.go, kwargs=named_with, type="tertiary"
        )
        _articles(archive, view, int(held["articles"].iloc[0]))


def _heading(archive: Archive, iso3: str, counts: pd.DataFrame, totals: Totals, by: str) -> str:
    held = counts[counts["iso3"] == iso3]
    if held.empty:
        return f'<h2 class="country-name">{plain(archive.name(iso3))}</h2>'
    row = held.iloc[0]
    mentions = int(row["mentions"])
    rank = int((counts["mentions"] > mentions).sum()) + 1
    whole = totals.stories if by == "story" else totals.articles
    figures = [
        ("Mentions", spread(row, "mentions", number), ""),
        (
            told(by)[1].capitalize(),
            spread(row, "articles", number),
            f"{spread(row, 'share', percent)} of {number(whole)}",
        ),
        ("Rank", number(rank), f"of {number(len(counts))}"),
    ]
    shown = "".join(
        f"<div><dt>{name}</dt><dd>{figure} <small>{plain(beside)}</small></dd></div>"
        for name, figure, beside in figures
    )
    name = f'<h2 class="country-name">{plain(archive.name(iso3))}</h2>'
    return f'<div class="country-head">{name}<dl class="figures">{shown}</dl></div>'


def _memberships(archive: Archive, view: View, iso3: str) -> str:
    """What it belonged to, each the way to the organisation's page; opened, with names in full and since when."""
    on = archive.day(view)
    held = archive.memberships.of(iso3, on)
    if not held:
        return f'<p class="memberships">In none of the organisations known here on {day(on)}.</p>'
    chips = "".join(f"<li>{_chip(archive, view, one)}</li>" for one in held)
    lines = "".join(f"<li>{_in_full(archive, m)}</li>" for m in held)
    return (
        f'<div class="memberships"><span>Belongs to</span> <ul class="chips">{chips}</ul>'
        f'<details><summary>Since when, as what</summary><p>On {day(on)}:</p><ul class="in-full">{lines}</ul></details>'
        "</div>"
    )


def _chip(archive: Archive, view: View, membership: Membership) -> str:
    """A link within the page: its address holds the whole view, so that the way back leads to the country again."""
    there = urlencode(to_address(replace(view, organisation=membership.organisation)), doseq=True)
    name = plain(archive.memberships.organisations[membership.organisation].name)
    return f'<a href="?{plain(there)}" target="_self" title="{name}">{plain(in_short(membership))}</a>'


def _in_full(archive: Archive, membership: Membership) -> str:
    name = archive.memberships.organisations[membership.organisation].name
    note = f"<small>{plain(membership.note)}</small>" if membership.note else ""
    return f"<b>{plain(name)}</b>, {plain(statuses()[membership.status].label)} since {bound(membership.start)}{note}"


def _names(archive: Archive, iso3: str, names: pd.DataFrame) -> str:
    """The words behind the figure, most used first, and what else the country is called."""
    spoken = spoken_names(names)
    shown = [f"<b>{plain(text)}</b> {number(n)}" for text, n in spoken[:_MOST_NAMES]]
    if len(spoken) > _MOST_NAMES:
        shown.append(counted(len(spoken) - _MOST_NAMES, "other name"))
    said = {text for text, _ in spoken}
    unsaid = [name for name in archive.countries[iso3].other_names if name not in said][:_MOST_NAMES]
    also = f'<details class="also"><summary>Also called</summary>{plain(", ".join(unsaid))}</details>' if unsaid else ""
    return f'<p class="names">Named as {", ".join(shown)}</p>{also}'


def spoken_names(names: pd.DataFrame) -> list[tuple[str, int]]:
    """The words of `names` (`text`, `mentions`) with how often each was said, most first.

    A headline's capitals and a line broken in the middle of a name do not make another name: NEW YORK is counted with
    New York, written as it was written most often outside capitals.
    """
    written: dict[str, dict[str, int]] = {}
    for text, mentions in zip(names["text"], names["mentions"], strict=True):
        form = " ".join(str(text).split())
        forms = written.setdefault(form.casefold(), {})
        forms[form] = forms.get(form, 0) + int(mentions)
    said = [
        (max(forms, key=lambda form: (not form.isupper(), forms[form])), sum(forms.values()))
        for forms in written.values()
    ]
    return sorted(said, key=lambda name: -name[1])


def _split(names: pd.DataFrame) -> str:
    """Two bars: by which kind of name, and in which use. Each part is labelled, so that no colour need be told."""
    kinds = names.groupby("kind")["mentions"].sum()
    uses = names.groupby("use")["mentions"].sum()
    rows = [("Named by", kinds, KIND_WORDS), ("Used", uses, USE_WORDS)]
    return '<div class="split">' + "".join(_bar(title, parts, words) for title, parts, words in rows) + "</div>"


def _bar(title: str, parts: "pd.Series[int]", words: dict[str, str]) -> str:
    present = [(words.get(str(code), str(code)), int(n)) for code, n in parts.sort_values(ascending=False).items()]
    total = sum(n for _, n in present)
    pieces = "".join(
        f'<span class="piece piece-{at}" style="flex-grow:{n}"></span>' for at, (_, n) in enumerate(present)
    )
    words_said = "".join(
        f'<li><span class="key piece-{at}"></span>{plain(word)} <b>{percent(n / total)}</b></li>'
        for at, (word, n) in enumerate(present)
    )
    bar = f'<div class="bar" aria-hidden="true">{pieces}</div>'
    return f'<div class="split-row"><span>{title}</span>{bar}<ul>{words_said}</ul></div>'


def _articles(archive: Archive, view: View, articles: int) -> None:
    assert view.country is not None
    pages = max(1, -(-articles // ARTICLES_A_PAGE))
    page = min(view.page, pages)
    shown = archive.atlas.articles(view.selection, view.country, ARTICLES_A_PAGE, (page - 1) * ARTICLES_A_PAGE)
    order = ' <span class="order">most mentions first</span>' if articles > 1 else ""
    heading = f'<h3 class="section">{counted(articles, *told(view.selection.by))}{order}</h3>'
    st.html(f'<div class="section-head">{heading}{legend(sought(view))}</div>')
    with st.container(key="passages"):
        why_elsewhere(archive, view, list(shown["article_id"]))
        found = archive.atlas.passages_in(view.selection, view.country, list(shown["article_id"]))
        for at, (row, (read, passages)) in enumerate(zip(shown.itertuples(), found, strict=True)):
            _article(archive, view, at, row, read, passages)
    watch_marks(view)
    if pages > 1:
        turning(page, pages)


def _article(archive: Archive, view: View, at: int, row: Any, read: ReadArticle, passages: Sequence[Passage]) -> None:
    """One article of the list: its line, its heading as the way into it, its sentences."""
    said_by = plain(row.source) or NO_SOURCE
    counts = f"{counted(row.mentions, 'mention')}{more_copies(row.copies)}"
    st.html(f'<p class="byline">{day(read.article.date)} · {said_by} · {counts}</p>')
    opens: Any = {"on_click": state.open_article, "args": (row.article_id,), "type": "tertiary"}
    st.button(label(row.heading), key=f"open_{at}", **opens)
    shown = foremost(passages, sought(view), PASSAGES_AN_ARTICLE)
    asked = asked_in(view, row.article_id)
    upto = len(shown) if asked is None else sum(passage.start <= asked for passage in shown)
    marks = marks_of(view, row.article_id)
    for part, passages_of_it in enumerate((shown[:upto], shown[upto:])):
        if passages_of_it:
            st.html(passages_html(passages_of_it, read.mentions, sought(view), marks))
        if not part and asked is not None:
            why_panel(archive, view, read, asked)
    if len(passages) > PASSAGES_AN_ARTICLE:
        more = counted(len(passages) - PASSAGES_AN_ARTICLE, "more passage")
        st.button(
            f"{more} in the article",
            key=f"more_{at}",
            on_click=state.open_article,
            args=(row.article_id,),
            type="tertiary",
        )
