"""The map on screen as a picture: two buttons whose script makes it in the browser, with its words in it."""

from functools import cache
from typing import Any

import streamlit as st

from dashboard.archive import Archive
from dashboard.assets import assets
from dashboard.citation import permanent
from dashboard.joined import ELEMENT, REDRAWN, joined
from dashboard.view import View
from dashboard.wording import day
from geo.atlas.answers.sentence import describe
from geo.export.naming import file_name
from geo.export.provenance import CREDITS


def picture_buttons(archive: Archive, view: View) -> None:
    """Draw them; where no map is on screen they say so."""
    _component()(key="take_picture", data={"poster": assets()["poster.js"].path, "told": told(archive, view)})


def told(archive: Archive, view: View) -> dict[str, str]:
    """The words of the picture; a selection's sentence may hold text from outside."""
    edition = archive.atlas.edition
    sentence = describe(view.selection, archive.atlas)
    if view.against is not None:
        sentence = f"{sentence} Against: {describe(view.against, archive.atlas)}"
    return {
        "sentence": sentence,
        "edition": f"Edition {edition.edition} of the atlas, made {day(edition.made_at.date())}"
        f" with Dateline {edition.dateline}.",
        "credits": CREDITS,
        "link": permanent(view, edition.edition, st.context.url or ""),
        "file": file_name("map", edition.edition, "", view.selection, (view.country,) if view.country else ()),
    }


@cache
def _component() -> Any:
    """Registered once: Streamlit warns of a name that is registered again."""
    return st.components.v2.component(
        "dateline_take_picture",
        css=joined("take_away_view/buttons.css"),
        js=joined(ELEMENT, REDRAWN, "take_away_view/buttons.js"),
    )
