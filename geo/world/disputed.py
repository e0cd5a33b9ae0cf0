"""Areas whose state is contested, as far as the borders tell them apart, and as what each is drawn."""

import json
from dataclasses import dataclass
from functools import cache

import shapely
from shapely.geometry.base import BaseGeometry

from geo.shipped import DATA
from geo.world.countries import countries

# Whose view of the world the map has; `data/README.md` says how it is made.
POINT_OF_VIEW = (
    "Natural Earth’s default point of view (who holds the ground), in Visionscarto’s edition, which follows the United"
    " Nations for Crimea and Western Sahara; here Northern Cyprus is drawn as Cyprus and Somaliland as Somalia."
)


@dataclass(frozen=True, slots=True)
class Disputed:
    """`drawn_as` is the iso3 of the country whose colour it has, empty where it is drawn as nobody's."""

    code: str
    name: str
    drawn_as: str
    note: str
    shape: BaseGeometry

    @property
    def told(self) -> str:
        """ "Crimea, drawn as Ukraine: annexed by Russia in 2014"."""
        if self.drawn_as in ("", self.code):
            how = "drawn apart" if self.drawn_as else "drawn as nobody’s"
        else:
            how = f"drawn as {countries()[self.drawn_as].name}"
        return f"{self.name}, {how}: {self.note.split('; drawn')[0]}"


@cache
def disputed() -> tuple[Disputed, ...]:
    """Every such area; shapes in WGS84 degrees, their exterior rings clockwise as those of the borders."""
    features = json.loads((DATA / "disputed.geojson").read_bytes())["features"]
    return tuple(
        Disputed(**feature["properties"], shape=shapely.from_geojson(json.dumps(feature["geometry"])))
        for feature in features
    )
