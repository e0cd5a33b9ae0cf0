"""An atlas held at one edition, for work that asks several questions and must not be answered from two."""

from geo.atlas.answers.snapshot import Snapshot
from geo.atlas.atlas import Atlas


class PinnedAtlas(Atlas):
    """`atlas` at the edition it has now: a build that ends meanwhile changes none of its answers."""

    def __init__(self, atlas: Atlas) -> None:
        self.path = atlas.path
        self._snapshot = atlas._current()

    def _current(self) -> Snapshot:
        return self._snapshot
