"""Together: who is named with whom, in the same sentence, paragraph or article."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.map_view import show_payload
from dashboard.parcel import RoomTable
from dashboard.passages import LEGEND, passages_html
from dashboard.rooms.arcs import Arc, arcs_map, outlined, shared
from dashboard.rooms.blocs import times
from dashboard.rooms.matrix import bloc_of, matrix, pairs_of
from dashboard.rooms.matrix import finding as matrix_finding
from dashboard.rooms.pairs import Pair, pairs_plot
from dashboard.safe import label, plain
from dashboard.switch import switch
from dashboard.turning import turning
from dashboard.view import View
from dashboard.wording import NO_SOURCE, counted, day, listed, number
from geo.atlas.answers.together import LEAST_ARTICLES, LEAST_PLACES

_MAP = "together_map"
_WITHIN = {"sentence": "Same sentence", "paragraph": "Same paragraph", "article": "Same article"}
_SHOWN, _IN_FINDING = 40, 4
_ARTICLES_A_PAGE = 5
_STYLE = (
    "<style>"
    "@media (min-width: 641px) { .st-key-map .dl-stage { height: clamp(17.5rem, min(100vh - 17.5rem, 52vw), 56rem); } }"
    ".st-key-together p.finding { margin: 0; font-size: 1rem; line-height: 1.4; text-wrap: pretty; }"
    ".st-key-together p.rule { margin: 0; font-size: 0.8125rem; line-height: 1.4; color: var(--quiet); }"
    ".st-key-together [class*=st-key-open_pair_] button { text-align: left; min-height: 0; padding: 0.1rem 0; }"
    ".st-key-together [class*=st-key-open_pair_] button > div { justify-content: flex-start; }"
    ".st-key-together [class*=st-key-open_pair_] button p { font-size: 1rem; font-weight: 600; line-height: 1.3; }"
    "</style>"
)


def draw(archive: Archive, view: View) -> None:
    """The matrix of a bloc; of a picked country, those named with it; of a pair, its sentences."""
    st.html(_STYLE)
    with st.container(key="together_controls", horizontal=True, vertical_alignment="center", gap="small"):
        switch("Named in the", _WITHIN, "within")
        if view.country is not None:
            _ways_back(archive, view)
    if view.country is None:
        _of_bloc(archive, view)
    else:
        _of_country(archive, view, view.country)


def table(archive: Archive, view: View) -> RoomTable:
    """Who is named with the picked country, or without one the pairs of the matrix, as the room shows them."""
    about: dict[str, Any] = {"within": view.within}
    if view.country is not None:
        found = archive.atlas.together(view.selection, view.country, view.within)
        name = f"Named with {archive.countries[view.country].in_a_sentence}"
        return RoomTable(name, "named together", found, view.selection, {**about, "country": view.country})
    pairs, bloc = pairs_of(archive, view), bloc_of(view)
    name = f"Pairs of {bloc.name}" if bloc.organisations else "Pairs"
    about |= {"organisations": list(bloc.organisations), "combine": bloc.combine}
    return RoomTable(name, "pairs", pairs, view.selection, about)


def _ways_back(archive: Archive, view: View) -> None:
    """From a pair to its country, from a country to the matrix."""
    assert view.country is not None
    plainly: Any = {"on_click": state.go, "type": "tertiary"}
    if view.partner is not None:
        name = label(archive.name(view.country))
        st.button(f"← All named with {name}", key="close_pair", kwargs={"partner": None, "page": 1}, **plainly)
        turned = {"country": view.partner, "partner": None, "page": 1}
        st.button(f"Named with {label(archive.name(view.partner))}", key="turn_round", kwargs=turned, **plainly)
    else:
        st.button("← Matrix", key="close", kwargs={"country": None, "partner": None}, **plainly)


def _of_bloc(archive: Archive, view: View) -> None:
    pairs = pairs_of(archive, view)
    left, right = st.columns([48, 52], gap="medium")
    drawn = outlined(archive, view)
    with left, st.container(key="map"):
        arcs = [
            Arc(row["iso3"], row["other"], row["places"], shared(drawn, row["iso3"], row["other"]))
            for row in pairs.to_dict("records")
        ]
        title = f"{view.within.capitalize()}s with one of the others"
        data = arcs_map(
            archive, view, _MAP, title, _of_each(archive, view, pairs), arcs, matrix_finding(archive, view, pairs)
        )
        show_payload(data, _MAP, on_pick=_picked)
    with right, st.container(key="together"):
        matrix(archive, view, pairs)


def _of_each(archive: Archive, view: View, pairs: pd.DataFrame) -> pd.DataFrame:
    """iso3, name, places, articles, told: how often each is named with any of the others."""
    sides = pd.concat(
        [pairs.rename(columns={side: "code"})[["code", "places", "articles"]] for side in ("iso3", "other")]
    )
    table = sides.groupby("code", as_index=False).sum().rename(columns={"code": "iso3"})
    names = [archive.name(iso3) for iso3 in table["iso3"]]
    told = [f"{counted(int(n), 'time')} with one of the others, in one {view.within}" for n in table["places"]]
    return table.assign(name=names, told=told)


def _of_country(archive: Archive, view: View, iso3: str) -> None:
    table = archive.atlas.together(view.selection, iso3, view.within)
    said = finding(archive, view, table)
    left, right = st.columns([62, 38], gap="medium")
    with left, st.container(key="map"):
        told = [
            f"{counted(int(row['places']), view.within)} in {counted(int(row['articles']), 'article')}{_chance(row)}"
            for row in table.to_dict("records")
        ]
        rows = table.to_dict("records")
        pair, drawn = view.partner, outlined(archive, view)
        arcs = [
            Arc(iso3, row["iso3"], row["places"], shared(drawn, iso3, row["iso3"]))
            for row in rows
            if pair in (None, row["iso3"])
        ]
        data = arcs_map(
            archive, view, _MAP, f"{view.within.capitalize()}s that name both", table.assign(told=told), arcs, said
        )
        show_payload(data, _MAP, on_pick=_picked)
    with right, st.container(key="together"):
        if view.partner is not None:
            _pair(archive, view, iso3, view.partner, table)
        else:
            _partners(archive, view, iso3, table, said)


def finding(archive: Archive, view: View, table: pd.DataFrame) -> str:
    """Who is named with the picked country, in words."""
    assert view.country is not None
    name = archive.countries[view.country].in_a_sentence
    if table.empty:
        return f"No country is named with {name} in one {view.within}."
    first = [
        f"{archive.countries[row['iso3']].in_a_sentence} ({number(int(row['places']))})"
        for row in table.head(_IN_FINDING).to_dict("records")
    ]
    tied = [archive.countries[iso3].in_a_sentence for iso3 in table.loc[table["tie"] == "more", "iso3"]][:_IN_FINDING]
    more = f" More often than by chance: {listed(tied)}." if tied else " None more often than chance would have it."
    start = f"{name[0].upper()}{name[1:]} is named in one {view.within} with {listed(first)}"
    rest = len(table) - len(first)
    others = f" and {counted(rest, 'other country', 'other countries')}" if rest > 0 else ""
    return f"{start}{others}.{more}"


def _chance(row: dict[str, Any]) -> str:
    return f", {times(row['ratio'])} as often as by chance" if row["tie"] else ""


def _partners(archive: Archive, view: View, iso3: str, table: pd.DataFrame, said: str) -> None:
    st.html(
        f'<h2 class="country-name">Named with {plain(archive.countries[iso3].in_a_sentence)}</h2>'
        f'<p class="finding">{plain(said)}</p>'
    )
    if table.empty:
        return
    drawn = outlined(archive, view)
    pairs_plot(
        "together_plot",
        [_row(archive, view, iso3, row, drawn) for row in table.head(_SHOWN).to_dict("records")],
        (f"{view.within}s that name both", "expected by chance"),
        f"{view.within}s",
        lambda value: f"{value:g}",
        lambda other: state.go(partner=other, page=1),
        f"{said} Most often first; each opens its sentences.",
    )
    st.html(
        '<p class="rule">By chance: if each country were named together with others as often as it is, but with whom'
        " were left to chance (quasi-independence, Goodman 1968). More than chance: the 95 % interval of the shrunk"
        f" ratio (Norén, Hopstadius and Bate 2013) lies above 1, with {LEAST_PLACES} {view.within}s in {LEAST_ARTICLES}"
        " articles at least.</p>"
    )


def _row(archive: Archive, view: View, iso3: str, row: dict[str, Any], drawn: dict[str, set[str]]) -> Pair:
    codes = [code.replace("_", " ") for code in shared(drawn, iso3, row["iso3"])]
    tags = [*codes, f"{times(row['ratio'])} chance" if row["tie"] else ""]
    places = f"{counted(int(row['places']), view.within)} in {counted(int(row['articles']), 'article')}"
    return Pair(
        key=row["iso3"],
        name=row["name"],
        one=float(row["places"]),
        other=float(row["expected"]),
        said=number(int(row["places"])),
        spoken=f"{archive.name(iso3)} and {row['name']}: {places}{_chance(row)}"
        f"{f', both in {listed(codes)}' if codes else ''}",
        tag=" · ".join(filter(None, tags)).replace(" times chance", " × chance"),
        quiet=int(row["places"]) < LEAST_PLACES,
        marked=row["tie"] == "more",
    )


def _pair(archive: Archive, view: View, iso3: str, other: str, table: pd.DataFrame) -> None:
    """The sentences that name both, article by article."""
    both = listed([archive.countries[code].in_a_sentence for code in (iso3, other)])
    st.html(f'<h2 class="country-name">{plain(both[0].upper() + both[1:])}</h2>')
    held = table[table["iso3"] == other].to_dict("records")
    if not held:
        st.html(f'<p class="empty">They are not named in one {view.within} in what is selected.</p>')
        return
    articles = int(held[0]["articles"])
    places = f"{counted(int(held[0]['places']), view.within)} in {counted(articles, 'article')}"
    st.html(f'<p class="finding">{plain(places)}{plain(_chance(held[0]))}, most first.</p>{LEGEND}')
    pages = max(1, -(-articles // _ARTICLES_A_PAGE))
    page = min(view.page, pages)
    shown = archive.atlas.together_articles(
        view.selection, iso3, other, view.within, _ARTICLES_A_PAGE, (page - 1) * _ARTICLES_A_PAGE
    )
    with st.container(key="passages"):
        for at, row in enumerate(shown.to_dict("records")):
            _article(archive, view, (iso3, other), at, row)
    if pages > 1:
        turning(page, pages)


def _article(archive: Archive, view: View, pair: tuple[str, str], at: int, row: dict[str, Any]) -> None:
    read = archive.atlas.article(row["article_id"])
    passages = archive.atlas.together_passages(view.selection, *pair, row["article_id"], view.within)
    said_by = plain(row["source"]) or NO_SOURCE
    st.html(f'<p class="byline">{day(read.article.date)} · {said_by} · {counted(int(row["places"]), view.within)}</p>')
    st.button(
        label(row["heading"]),
        key=f"open_pair_{at}",
        on_click=state.open_article,
        args=(row["article_id"],),
        type="tertiary",
    )
    st.html(passages_html(passages, read.mentions))


def _picked() -> None:
    """A click on the map: of a country named with the picked one, their sentences; else that country itself."""
    picked, shown = st.session_state[_MAP]["picked"], st.session_state["shown"]
    if shown.country in (None, picked):
        state.go(country=picked, partner=None, page=1)
    else:
        state.go(partner=picked, page=1)
