"""The reader's own text: pasted, or files dropped on the page, and read without adding anything to the atlas."""

from dashboard.archive import Archive
from dashboard.rooms.own_text import own_text
from dashboard.view import View


def draw(archive: Archive, view: View) -> None:
    """The room."""
    own_text(archive, view)
