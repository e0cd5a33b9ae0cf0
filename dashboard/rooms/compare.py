"""Compare: which countries one side names more than the other, on a map and country by country."""

from math import inf
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.choropleth import MapPicture
from dashboard.country import country_panel
from dashboard.map_view import show_payload
from dashboard.mapped import NO_CAPITALS
from dashboard.parcel import RoomTable
from dashboard.picture import percent
from dashboard.rooms.blocs import in_figures, times
from dashboard.rooms.painted import Paint, Shade, painted
from dashboard.rooms.pairs import Pair, axis, pairs_plot
from dashboard.rooms.sides import begin, sides
from dashboard.safe import plain
from dashboard.spread import country_counts
from dashboard.view import View
from dashboard.wording import listed, number
from geo.atlas.answers.difference import CERTAIN_Z, LEAST, Counted
from geo.export.provenance import provenance

_MAP = "compare_map"
_SHOWN, _IN_FINDING = 40, 3
# From the other side to the first; each with the ratio below which it ends.
SHADES = (
    Shade("4 × or more ◇", "#9a4407", "#ffc078"),
    Shade("2 to 4 ×", "#d98a3d", "#c27a2c"),
    Shade("up to 2 ×", "#f3cda0", "#744a20"),
    Shade("up to 2 ×", "#abd5de", "#24606f"),
    Shade("2 to 4 ×", "#4a9aac", "#3d9fb2"),
    Shade("● 4 × or more", "#084b58", "#86dfee"),
)
_EDGES = (1 / 4, 1 / 2, 1.0, 2.0, 4.0, inf)
_STYLE = (
    "<style>"
    "@media (min-width: 641px) { .st-key-map .dl-stage { height: clamp(17.5rem, min(100vh - 18rem, 52vw), 56rem); } }"
    ".stApp:has(.st-key-sides) .st-key-summary { display: none; }"
    ".st-key-sides { align-items: stretch; }"
    ".st-key-sides > .stElementContainer:has(p.side) { flex: 1 1 18rem; }"
    ".side { margin: 0; padding: 0.45rem 0.8rem; background: var(--soft); border-radius: 6px; font-size: 0.875rem;"
    " line-height: 1.35; overflow-wrap: anywhere; height: 100%; }"
    ".side .sign { display: inline-block; width: 0.75rem; height: 0.75rem; margin-right: 0.5rem; }"
    ".side.one .sign { background: var(--accent); border-radius: 50%; }"
    ".side.other .sign { border: 2.5px solid light-dark(#b45309, #ffb26b); rotate: 45deg; width: 0.65rem;"
    " height: 0.65rem; }"
    "[class*=st-key-beginning_] { border: 1px solid var(--line); border-radius: 6px; padding: 1rem; height: 100%; }"
    "[class*=st-key-beginning_] p.found { margin: 0; font-size: 1rem; line-height: 1.45; text-wrap: pretty; }"
    ".st-key-beginnings p.finding, .st-key-comparison p.finding { margin: 0; font-size: 1rem; line-height: 1.4;"
    " text-wrap: pretty; }"
    ".st-key-comparison p.rule { margin: 0; font-size: 0.8125rem; line-height: 1.4; color: var(--quiet); }"
    ".st-key-comparison table { border-collapse: collapse; font-size: 0.8125rem; font-variant-numeric: tabular-nums; }"
    ".st-key-comparison td, .st-key-comparison th { padding: 0.15rem 0.6rem 0.15rem 0; text-align: right;"
    " border-bottom: 1px solid var(--line); font-weight: 400; }"
    ".st-key-comparison th:first-child { text-align: left; }"
    ".st-key-comparison summary { cursor: pointer; font-size: 0.875rem; }"
    ".st-key-comparison details { overflow-x: auto; }"
    "</style>"
)


def draw(archive: Archive, view: View) -> None:
    """Both sides, the map of their difference, and its figures; without another side, how to begin."""
    st.html(_STYLE)
    if view.against is None:
        begin(archive, view, lambda one, other: finding(archive.atlas.difference(one, other, _counted(view))))
        return
    sides(archive, view)
    counted = _counted(view)
    table = archive.atlas.difference(view.selection, view.against, counted)
    left, right = st.columns([62, 38], gap="medium")
    with left, st.container(key="map"):
        show_payload(difference_map(table, view), _MAP, on_pick=_picked)
    with right:
        if view.country is not None:
            st.button("← Both sides", key="close", on_click=state.open_country, args=(None,), type="tertiary")
            st.html(_of_country(table, view.country))
            country_panel(archive, view, country_counts(archive, view))
        else:
            with st.container(key="comparison"):
                _figures(table, counted)


def table(archive: Archive, view: View) -> RoomTable | None:
    """The difference of both sides, as the room shows it; none without another side."""
    if view.against is None:
        return None
    counted = _counted(view)
    found = archive.atlas.difference(view.selection, view.against, counted)
    other = provenance(archive.atlas, view.against)
    asked = {"counted": counted, "against": {name: other[name] for name in ("selection", "filters")}}
    return RoomTable("Both sides", "differences", found, view.selection, asked)


def _counted(view: View) -> Counted:
    return "mentions" if view.measure == "mentions" else "articles"


def shade(ratio: float) -> int:
    """Which of `SHADES` an odds ratio has."""
    return next(at for at, edge in enumerate(_EDGES) if ratio < edge)


def difference_map(table: pd.DataFrame, view: View, dark: bool | None = None) -> dict[str, Any]:
    """What travels to the browser for the map of a difference, as `Atlas.difference` gives it."""
    named = table["one"] + table["other"]
    counts = pd.DataFrame({"iso3": table["iso3"], "name": table["name"], "mentions": named, "articles": named})
    picture = MapPicture(
        counts.assign(share=0.0),
        NO_CAPITALS,
        picked=view.country,
        dark=st.context.theme.type == "dark" if dark is None else dark,
    )
    certain = table[table["certain"]]
    paint = Paint(
        title="Named more by ◇ the other side, or by ● the first",
        shades=SHADES,
        classes={iso3: shade(ratio) for iso3, ratio in zip(certain["iso3"], certain["ratio"], strict=True)},
        told={row["iso3"]: told(row) for row in table.to_dict("records")},
        finding=f"Map of the difference. {finding(table)}",
        unsaid="named by neither side",
        uncertain="may be chance",
    )
    return painted(picture, _MAP, paint)


def told(row: dict[str, Any]) -> tuple[str, str]:
    """A country's figures on both sides, and what they come to."""
    sides = [f"{number(row[side])} ({percent(row[f'share_{side}'])})" for side in ("one", "other")]
    figures = f"● {sides[0]}, ◇ {sides[1]}"
    return figures, _said(row) if row["certain"] else "the difference may be chance"


def finding(table: pd.DataFrame) -> str:
    """What sets the sides apart, in words."""
    certain = table[table["certain"]]
    if certain.empty:
        return "No country is named more by one side than by the other with any certainty."
    told = []
    for side, part in (
        ("The first side names", certain[certain["effect"] > 0]),
        ("the other", certain[certain["effect"] < 0]),
    ):
        named = [
            f"{row['name']} ({times(max(row['ratio'], 1 / row['ratio']))})"
            for row in part.head(_IN_FINDING).to_dict("records")
        ]
        told.append(f"{side} {listed(named) if named else 'none'} more")
    doubtful = f"{number(len(table) - len(certain))} of {number(len(table))} countries may differ by chance."
    return f"{'; '.join(told)}. {doubtful}"


def _said(row: dict[str, Any]) -> str:
    side = "first" if row["effect"] > 0 else "other"
    return f"odds {times(max(row['ratio'], 1 / row['ratio']))} as high on the {side} side"


def _figures(table: pd.DataFrame, counted: Counted) -> None:
    said = finding(table)
    st.html(f'<p class="finding">{plain(said)}</p>')
    if table.empty:
        return
    pairs_plot(
        "comparison_plot",
        [_pair(row) for row in table.head(_SHOWN).to_dict("records")],
        (f"first side’s share of {counted}", "other side’s"),
        "odds",
        axis,
        state.open_country,
        f"{said} The surest differences come first; each opens its articles on the first side.",
    )
    st.html(_table(table, counted) + _method(counted))


def _pair(row: dict[str, Any]) -> Pair:
    figures, meaning = told(row)
    return Pair(
        key=row["iso3"],
        name=row["name"],
        one=row["share_one"],
        other=row["share_other"],
        # Of what is named once the odds are anything.
        said=in_figures(row["ratio"]) if row["certain"] else "–",
        spoken=f"{row['name']}: {figures.replace('●', 'first side').replace('◇', 'other side')}; {meaning}",
        tag="" if row["certain"] else "may be chance",
        quiet=not row["certain"],
        marked=row["certain"],
    )


def _table(table: pd.DataFrame, counted: Counted) -> str:
    heads = ("Country", f"● {counted}", "share", f"◇ {counted}", "share", "odds", "z", "certain")
    head = "".join(f'<th scope="col">{plain(name)}</th>' for name in heads)
    lines = []
    for row in table.to_dict("records"):
        cells = (
            number(row["one"]),
            percent(row["share_one"]),
            number(row["other"]),
            percent(row["share_other"]),
            in_figures(row["ratio"]),
            f"{row['z']:.1f}",
            "yes" if row["certain"] else "no",
        )
        figures = "".join(f"<td>{plain(cell)}</td>" for cell in cells)
        lines.append(f'<tr data-iso3="{row["iso3"]}"><th scope="row">{plain(row["name"])}</th>{figures}</tr>')
    body = "".join(lines)
    return (
        f"<details><summary>All {number(len(table))} countries as a table</summary>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></details>"
    )


def _method(counted: Counted) -> str:
    return (
        f'<p class="rule">Odds: of a {counted[:-1]} being of this country, on the first side over the other; log-odds'
        " ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008), which draws what is seldom named"
        f" towards no difference. Certain: |z| of {CERTAIN_Z} or more, and {LEAST} {counted} at least; of two hundred"
        " countries some ten would pass by chance.</p>"
    )


def _of_country(table: pd.DataFrame, iso3: str) -> str:
    held = table[table["iso3"] == iso3].to_dict("records")
    if not held:
        return '<p class="empty">Neither side names it.</p>'
    figures, meaning = told(held[0])
    return f'<p class="byline">{plain(figures)}: {plain(meaning)}. The articles below are the first side’s.</p>'


def _picked() -> None:
    state.open_country(st.session_state[_MAP]["picked"])
