"""The rooms of the dashboard: each answers one sort of question about what is selected.

A row here is all it takes for a room to be in the navigation and in links; `View.room` has its name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.archive import Archive
from dashboard.parcel import RoomTable
from dashboard.rooms import blocs, compare, own, together, world
from dashboard.view import Room, View


@dataclass(frozen=True, slots=True)
class Door:
    """How a room is entered: its name for readers, what draws it, and whether the filters stand above it.

    `holds` gives the archive whose figures it shows, where that is not the atlas's; `linked`: whether a link brings
    others to the same figures; `table` finds the table it shows, where that is not of countries, articles and the like.
    """

    name: str
    draw: Callable[[Archive, View], None]
    filtered: bool = True
    holds: Callable[[Archive], Archive] = lambda archive: archive
    linked: bool = True
    table: Callable[[Archive, View], RoomTable | None] = lambda archive, view: None


ROOMS: Mapping[Room, Door] = {
    "map": Door("Map", world.draw),
    "blocs": Door("Blocs", blocs.draw, table=blocs.table),
    "together": Door("Together", together.draw, table=together.table),
    "compare": Door("Compare", compare.draw, table=compare.table),
    "own": Door("Your text", own.draw, filtered=False, holds=own.holds, linked=False),
}
