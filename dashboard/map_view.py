"""The map on the page: a Streamlit component whose script draws the figure with plotly and keeps zoom and place."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st

from dashboard.assets import assets
from dashboard.choropleth import MapPicture
from dashboard.picture import payload

_NAME = "dateline-map"
# The script itself is a file the browser keeps; only this line travels with each rerun.
_LOADER = """
const view = import(new URL({path!r}, location.href).href);
export default (component) => {{
  const leave = view.then((module) => module.draw(component));
  return () => leave.then((act) => act());
}};
"""


def show_map(
    picture: MapPicture,
    key: str = "map-view",
    on_pick: Callable[[], None] | None = None,
    on_organisation: Callable[[], None] | None = None,
    *,
    small: bool = False,
) -> str | None:
    """Draw the map; the iso3 of a country clicked since the last rerun, once, or None. `small`: beside an article.

    With `on_pick`, a callback that runs before the page does, so that it may set a widget's state; in it
    `st.session_state[key]["picked"]` holds the iso3; with `on_organisation` the legend's names are buttons, and in it
    `st.session_state[key]["organisation"]` is the code.
    """
    return show_payload(payload(picture, key), key, on_pick, on_organisation, small=small)


def show_payload(
    data: Mapping[str, Any],
    key: str,
    on_pick: Callable[[], None] | None = None,
    on_organisation: Callable[[], None] | None = None,
    *,
    small: bool = False,
) -> str | None:
    """The same for a map that is not coloured by counts: `data` as `picture.payload` gives it."""
    shown: Any = _component()(
        key=key,
        data={**data, "small": small, "opens": on_organisation is not None},
        on_picked_change=on_pick or _nothing,
        on_organisation_change=on_organisation or _nothing,
    )
    return shown.picked


@cache
def _component() -> Callable[..., Any]:
    """Registered once: Streamlit warns of a name that is registered again."""
    loader = _LOADER.format(path=assets()["map_view.js"].path)
    return st.components.v2.component(_NAME, js=loader, isolate_styles=False)


def _nothing() -> None:
    """A trigger is only reported to those who listen."""
