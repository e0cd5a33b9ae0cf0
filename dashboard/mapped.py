"""What the map is asked to show for a view."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.archive import Archive
from dashboard.choropleth import CAPITALS, MapPicture
from dashboard.picture import payload, picked_path
from dashboard.view import View
from geo.world.memberships import Membership, statuses

NO_CAPITALS = pd.DataFrame(columns=list(CAPITALS))


def map_picture(archive: Archive, view: View, counts: pd.DataFrame, capitals: pd.DataFrame | None = None) -> MapPicture:
    """The map of a view; `counts` as `Atlas.countries` gives them, `capitals` as `Atlas.capitals`, if not those."""
    on = archive.day(view)
    return MapPicture(
        countries=counts,
        capitals=archive.atlas.capitals(view.selection) if capitals is None else capitals,
        measure=view.measure,
        scale=view.scale,
        blocs=[
            (code, archive.organisations[code].name, archive.outlined(code, view))
            for code in view.overlay
            if code in archive.organisations
        ],
        memberships=_said(archive.belonging(on)),
        picked=view.country,
        dark=_dark(),
        disputed=view.disputed,
    )


def map_data(archive: Archive, view: View, counts: pd.DataFrame, key: str) -> dict[str, Any]:
    """What travels to the browser for the map of a view; `key` names the map, `counts` are the view's own.

    Made once for all that ask for the same: the figure is the same whichever country is open beside it.
    """
    fields = ("selection", "measure", "scale", "overlay", "ties", "disputed", "spread")
    shown = View(**{name: getattr(view, name) for name in fields})
    atlas = archive.atlas
    data = _remembered(archive, counts, str(atlas.path), atlas.edition.edition, shown, key, _dark())
    picked = MapPicture(counts, NO_CAPITALS, picked=view.country)
    lines = {"light": picked_path(picked, False), "dark": picked_path(picked, True)}
    return {**data, "picked": view.country, "pickedLines": lines}


@st.cache_data(max_entries=128, show_spinner=False)
def _remembered(
    _archive: Archive, _counts: pd.DataFrame, path: str, edition: int, view: View, key: str, dark: bool
) -> dict[str, Any]:
    return payload(map_picture(_archive, view, _counts), key)


def article_picture(view: View, counts: pd.DataFrame) -> MapPicture:
    """The small map of one article; `counts` has `iso3, name, mentions`."""
    return MapPicture(
        countries=counts.assign(articles=1, share=1.0), capitals=NO_CAPITALS, picked=view.country, dark=_dark()
    )


def organisation_picture(archive: Archive, view: View, counts: pd.DataFrame, code: str) -> MapPicture:
    """The small map of an organisation: whoever has a tie to it on the day that is shown, and how often it is named."""
    on = archive.day(view)
    held = [one for one in archive.memberships.periods(code) if one.holds(on)]
    return MapPicture(
        countries=counts,
        capitals=NO_CAPITALS,
        measure=view.measure,
        blocs=[(code, archive.organisations[code].name, held)],
        memberships=_said(archive.belonging(on)),
        frame="members",
        dark=_dark(),
    )


def _said(belonging: Mapping[str, list[Membership]]) -> dict[str, str]:
    return {iso3: ", ".join(in_short(membership) for membership in held) for iso3, held in belonging.items()}


def in_short(membership: Membership) -> str:
    """ "CSTO", or with a status other than member "SCO (observer)"; a code's underscore is a space to readers."""
    code = membership.organisation.replace("_", " ")
    if membership.status == "member":
        return code
    return f"{code} ({statuses()[membership.status].label})"


def _dark() -> bool:
    return st.context.theme.type == "dark"
