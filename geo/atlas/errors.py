"""What goes wrong with an atlas."""

from pathlib import Path


class AtlasError(Exception):
    """One sentence for people: what is wrong with the atlas and what to do."""


def damaged(atlas: Path, file: Path) -> AtlasError:
    """What to tell people of a file, or a folder, of an atlas that cannot be read."""
    return AtlasError(
        f"The atlas at {atlas} is damaged in {file.absolute().relative_to(atlas.absolute())}: put that file back from "
        "a copy, or move the folder away and build it anew from its sources."
    )
