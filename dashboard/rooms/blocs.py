"""Blocs: how often the news names one, against how many people live in it, and whom of its members it leaves out."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.archive import Archive
from dashboard.country import country_panel
from dashboard.map_view import show_payload
from dashboard.mapped import map_data
from dashboard.parcel import RoomTable
from dashboard.picture import percent
from dashboard.rooms.pairs import Pair, axis, pairs_plot
from dashboard.rooms.popovers import keys
from dashboard.safe import label, option, plain
from dashboard.spread import country_counts
from dashboard.view import MOST_OVERLAYS, OVERLAY, View
from dashboard.wording import bound, counted, day, listed, number
from geo.atlas.answers.blocs import LEAST_EXPECTED, Bloc
from geo.world.bound import Bound
from geo.world.memberships import statuses

_MAP = "blocs_map"
_SERIES = ("share of all mentions", "share of the world’s people")
_COMBINE = {"any": "any of them", "all": "all of them", "without": "the first, not the others"}
_STYLE = (
    "<style>"
    "@media (min-width: 641px) { .st-key-map .dl-stage { height: clamp(17.5rem, min(100vh - 17.5rem, 52vw), 56rem); } }"
    ".st-key-bloc_choices button p { white-space: nowrap; font-size: 0.875rem; }"
    ".st-key-bloc dl.figures { gap: 0.2rem 1.75rem; flex-wrap: wrap; }"
    ".st-key-bloc dl.figures dd { font-size: 1.75rem; font-weight: 650; }"
    ".st-key-bloc p.finding { margin: 0.5rem 0 0; font-size: 1rem; line-height: 1.4; text-wrap: pretty; }"
    ".st-key-bloc p.rule { margin: 0; font-size: 0.8125rem; line-height: 1.4; color: var(--quiet); }"
    "</style>"
)


def draw(archive: Archive, view: View) -> None:
    """A bloc and its members, or without one every organisation; the bloc is the one that the filters name."""
    st.html(_STYLE)
    asked = view.selection
    bloc = Bloc(asked.organisations, asked.combine) if asked.organisations else None
    _choices(archive, view, bloc)
    counts = country_counts(archive, view)
    shown = replace(view, overlay=bloc.organisations[:MOST_OVERLAYS]) if bloc else view
    left, right = st.columns([62, 38], gap="medium")
    with left, st.container(key="map"):
        show_payload(map_data(archive, shown, counts, _MAP), _MAP, on_pick=_picked)
    with right:
        if view.country is not None:
            back = f"← {label(bloc.name)}" if bloc else "← All organisations"
            st.button(back, key="close", on_click=state.open_country, args=(None,), type="tertiary")
            country_panel(archive, view, counts)
        elif bloc:
            with st.container(key="bloc"):
                _bloc(archive, view, bloc)
        else:
            with st.container(key="bloc"):
                _organisations(archive, view)


def ready(view: View) -> list[Bloc]:
    """The blocs that are one click away: what can be made of the first two organisations outlined on the map."""
    one, two = (*view.overlay, *(code for code in OVERLAY if code not in view.overlay))[:2]
    pair = (one, two)
    return [
        Bloc((one,)),
        Bloc((two,)),
        *(Bloc(pair, way) for way in ("all", "without", "any")),
        Bloc((two, one), "without"),
    ]


def _choices(archive: Archive, view: View, bloc: Bloc | None) -> None:
    made = {one.name: one for one in ready(view)}
    st.session_state["bloc_choice"] = bloc.name if bloc and made.get(bloc.name) == bloc else None
    held = {"organisations": list(bloc.organisations) if bloc else [], "combine": bloc.combine if bloc else "any"}
    key = keys("bloc", held)

    def chosen() -> None:
        _show(view, made.get(st.session_state["bloc_choice"] or ""))

    def composed() -> None:
        codes = tuple(st.session_state[key["organisations"]])
        _show(view, Bloc(codes, st.session_state[key["combine"]] or "any") if codes else None)

    with st.container(key="bloc_choices", horizontal=True, vertical_alignment="center", gap="small"):
        st.segmented_control(
            "Bloc",
            list(made),
            format_func=label,
            key="bloc_choice",
            on_change=chosen,
            label_visibility="collapsed",
        )
        with st.popover("Other organisations", key="bloc_other"):
            st.segmented_control(
                "Countries that belong to",
                list(_COMBINE),
                format_func=_COMBINE.__getitem__,
                key=key["combine"],
                required=True,
                on_change=composed,
            )
            known = archive.organisations
            st.multiselect(
                "One, two or three organisations",
                list(known),
                format_func=lambda code: option(f"{code} · {known[code].name}"),
                key=key["organisations"],
                on_change=composed,
                max_selections=3,
                filter_mode="contains",
                select_all=False,
                placeholder="All organisations",
            )


def table(archive: Archive, view: View) -> RoomTable:
    """The members of the bloc, or without one every organisation, as the room shows them."""
    asked, on = view.selection, archive.day(view)
    about = {"day": on.isoformat()}
    if asked.organisations:
        bloc = Bloc(asked.organisations, asked.combine)
        members = archive.atlas.bloc_members(asked, bloc)
        return RoomTable(f"Members of {bloc.name}", "members of a bloc", members, asked, about)
    return RoomTable("Organisations", "blocs", _all_organisations(archive, view), asked, about)


def _show(view: View, bloc: Bloc | None) -> None:
    wanted = bloc or Bloc(())
    state.go(selection=wanted.of(view.selection), country=None, article=None, page=1)


def _bloc(archive: Archive, view: View, bloc: Bloc) -> None:
    figures = archive.atlas.blocs(view.selection, [bloc]).iloc[0]
    members = archive.atlas.bloc_members(view.selection, bloc)
    on = archive.day(view)
    held = int(figures["members"])
    st.html(
        f'<div class="country-head"><h2 class="country-name">{plain(bloc.name)}</h2>'
        f'<p class="byline">{counted(held, "country", "countries")} on {day(on)}</p></div>'
    )
    if members.empty:
        st.html(f'<p class="empty">No country belonged on {day(on)}, and none that once did is named.</p>')
        return
    finding = bloc_finding(bloc, figures)
    st.html(_figures(figures) + f'<p class="finding">{plain(finding)} {_neglect(archive, members)}</p>')
    pairs_plot(
        "bloc_members",
        [_member(row) for row in members.to_dict("records")],
        _SERIES,
        "named",
        axis,
        state.open_country,
        f"{finding} {counted(len(members), 'member')}, most named first; each opens its articles.",
    )
    st.html(_rule(archive, view, bloc))


def bloc_finding(bloc: Bloc, figures: "pd.Series[float]") -> str:
    """What the figures of a bloc come to, in one sentence."""
    share, people = percent(float(figures["share"])), percent(float(figures["people_share"]))
    if not figures["people_share"]:
        return f"Nobody is counted as living in {bloc.name}; it has {share} of all mentions."
    often = f"{times(float(figures['ratio']))} as often as their number of people would have it"
    return f"{bloc.name} has {share} of all mentions and {people} of the world’s people: it is named {often}."


def times(ratio: float) -> str:
    """0.03 times, 1.4 times, 12 times."""
    if ratio < 0.005:
        return "under 0.01 times"
    return f"{ratio:.0f} times" if ratio >= 9.95 else f"{ratio:.1f} times" if ratio >= 0.995 else f"{ratio:.2f} times"


def in_figures(ratio: float) -> str:
    """The same for a column: 0.3 ×; a dash where there is no ratio."""
    return "–" if ratio != ratio else times(ratio).replace(" times", " ×").replace("under ", "<")


def _figures(figures: "pd.Series[float]") -> str:
    told = [
        ("of all mentions", percent(float(figures["share"]))),
        ("of the world’s people", percent(float(figures["people_share"]))),
        ("mentions", number(int(figures["mentions"]))),
    ]
    shown = "".join(f"<div><dt>{plain(name)}</dt><dd>{plain(figure)}</dd></div>" for name, figure in told)
    return f'<dl class="figures">{shown}</dl>'


def _neglect(archive: Archive, members: pd.DataFrame) -> str:
    named = [archive.countries[iso3].in_a_sentence for iso3 in members.loc[members["neglected"], "iso3"]]
    if named:
        return f"Named less than half as often as their people would have it: <b>{plain(listed(named))}</b>."
    if (members["expected"] >= LEAST_EXPECTED).any():
        return "None of its members is named less than half as often as its people would have it."
    return "There are too few mentions to say that any member is left out."


def _member(row: dict[str, Any]) -> Pair:
    share, people = percent(row["share"]), percent(row["people_share"])
    gone = "" if row["status"] else "no longer belongs"
    tag = gone or ("" if row["status"] == "member" else statuses()[row["status"]].label)
    tags = [part for part in (tag, "neglected" if row["neglected"] else "") if part]
    return Pair(
        key=row["iso3"],
        name=row["name"],
        one=row["share"],
        other=row["people_share"],
        said=in_figures(row["ratio"]),
        spoken=", ".join([f"{row['name']}: {share} of all mentions", f"{people} of the world’s people", *tags]),
        tag=" · ".join(tags),
        quiet=bool(gone),
        marked=row["neglected"],
    )


def _rule(archive: Archive, view: View, bloc: Bloc) -> str:
    """How it was counted, and who is tied to the bloc without being counted."""
    on, lines = archive.day(view), []
    if len(bloc.organisations) == 1:
        held = [p for p in archive.memberships.periods(bloc.organisations[0]) if p.holds(on)]
        others = [p.status for p in held if p.status not in view.selection.statuses]
        tally = [
            counted(others.count(code), status.label, f"{status.label}s")
            for code, status in statuses().items()
            if code in others
        ]
        if tally:
            lines.append(f"Not among them: {listed(tally)} (to count them: Countries, Belonging as).")
    begun = _begun(archive, bloc)
    span = archive.atlas.span()
    if span and span[0] < begun and not (view.selection.since and view.selection.since >= begun):
        lines.append(
            f"All mentions are those from before {bound(begun)} too, when it had no members: set the dates to leave"
            " them out."
        )
    lines.append(
        "A mention counts where its country belonged on the article’s own day; people and members are those of"
        f" {day(on)}, people by one estimate for 2020 to 2025. Neglected: less than half the mentions that everybody’s"
        f" equal share would give, where that is {LEAST_EXPECTED} at least."
    )
    return "".join(f'<p class="rule">{plain(line)}</p>' for line in lines)


def _begun(archive: Archive, bloc: Bloc) -> Bound:
    """Before this a bloc had no members: that any, all or the first of its organisations had some."""
    starts = [min(p.start for p in archive.memberships.periods(code)) for code in bloc.organisations]
    return {"any": min(starts), "all": max(starts), "without": starts[0]}[bloc.combine]


def _organisations(archive: Archive, view: View) -> None:
    """Every organisation with members on the day, most mentions first."""
    figures = _all_organisations(archive, view)
    st.html('<h2 class="country-name">Organisations</h2>')
    loud = figures[(figures["mentions"] >= LEAST_EXPECTED) & figures["ratio"].notna()].sort_values("ratio")
    finding = "There are too few mentions to hold organisations against their people."
    if len(loud) > 1:
        most, least = loud.iloc[-1], loud.iloc[0]
        finding = (
            f"Against its people, {most['bloc']} is named most ({times(float(most['ratio']))} as often as their number"
            f" would have it) and {least['bloc']} least ({times(float(least['ratio']))})."
        )
    st.html(f'<p class="finding">{plain(finding)}</p>')
    pairs_plot(
        "organisations_plot",
        [_organisation(archive, code, row) for code, row in figures.set_index("code").iterrows()],
        _SERIES,
        "named",
        axis,
        lambda code: _show(view, Bloc((code,))),
        f"{finding} {counted(len(figures), 'organisation')}, most named first; each opens its members.",
    )


def _all_organisations(archive: Archive, view: View) -> pd.DataFrame:
    """`Atlas.blocs` of each organisation, with its `code`; without those that nobody belonged to, most named first."""
    blocs = [Bloc((code,)) for code in archive.organisations]
    figures = archive.atlas.blocs(view.selection, blocs).assign(code=list(archive.organisations))
    figures = figures[(figures["members"] > 0) | (figures["mentions"] > 0)]
    return figures.sort_values(["mentions", "code"], ascending=[False, True])


def _organisation(archive: Archive, code: object, row: "pd.Series[float]") -> Pair:
    name, ratio = archive.organisations[str(code)].name, float(row["ratio"])
    share, people = float(row["share"]), float(row["people_share"])
    return Pair(
        key=str(code),
        name=str(row["bloc"]),
        tag=name,
        one=share,
        other=people,
        said=in_figures(ratio),
        spoken=f"{name}: {percent(share)} of all mentions, {percent(people)} of the world’s people",
    )


def _picked() -> None:
    state.open_country(st.session_state[_MAP]["picked"])
