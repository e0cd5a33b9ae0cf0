"""A permanent link to what is on screen, and the citation that goes with it, each to be copied."""

from datetime import UTC, datetime

import streamlit as st

from dashboard.archive import Archive
from dashboard.citation import citation
from dashboard.joined import ELEMENT, REDRAWN, joined
from dashboard.view import View
from dashboard.wording import day

_cited = st.components.v2.component(
    "dateline_cite",
    css=joined("cite_view/cite.css"),
    js=joined(ELEMENT, REDRAWN, "cite_view/cite.js"),
)


@st.fragment
def cite(archive: Archive, view: View) -> None:
    """Draw the button; what is behind it is made when it is opened."""
    behind = st.popover("Cite", key="cite", type="tertiary", on_change="rerun")
    if not behind.open:
        return
    found = citation(archive, view, st.context.url or "", datetime.now(UTC).date())
    with behind, st.container(key="citing"):
        st.html(
            f'<p class="own-note">This link holds the filters and edition {found.edition} of the atlas, made'
            f" {day(found.made.date())}: it reopens to the same numbers after later builds.</p>"
        )
        _cited(
            key="cited",
            data={
                "link": found.url,
                "forms": [
                    {"name": "Text", "file": "dateline.txt", "text": found.plain()},
                    {"name": "BibTeX", "file": "dateline.bib", "text": found.bibtex()},
                    {"name": "RIS", "file": "dateline.ris", "text": found.ris()},
                    {"name": "CSL-JSON", "file": "dateline.json", "text": found.csl_json()},
                ],
            },
            height="content",
        )
