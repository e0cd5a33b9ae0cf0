"""A button that copies the address of what is on screen."""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent / "copy_link"
_button = st.components.v2.component(
    "dateline_copy_link",
    css=(_HERE / "copy_link.css").read_text("utf-8"),
    js=(_HERE / "copy_link.js").read_text("utf-8"),
)


def copy_link() -> None:
    """Draw the button; the browser knows the address, so nothing is sent to or from the server."""
    _button(key="copy_link", width="content", height="content")
