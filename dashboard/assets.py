"""Files the browser keeps: each under an address that holds a hash of what is in it, so that it never goes stale."""

import gzip
import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import shapely
from streamlit import config

from dashboard.findable import findable
from geo.world.countries import countries
from geo.world.disputed import disputed
from geo.world.outlines import hatch_of, shapes

STATIC = Path(__file__).parent / "static"
VIEW = Path(__file__).parent / "map_view"
ROOT = "/dateline"
# Scripts that only make pictures of the map: loaded when somebody asks for one.
LATER = frozenset(["drawing.js", "legend_still.js", "png_words.js", "poster.js", "still.js"])
# Degrees between the hatch lines of disputed areas: closer than those of any bloc.
_HATCH = 0.6
_TYPES = {".js": "text/javascript", ".css": "text/css", ".geojson": "application/geo+json", ".json": "application/json"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served: `path` is where, `body` what, `packed` the same under gzip."""

    name: str
    version: str
    body: bytes = field(repr=False)
    packed: bytes = field(repr=False)

    @property
    def path(self) -> str:
        """Its address within the site; changes when the content does."""
        return f"{root()}/{self.version}/{self.name}"

    @property
    def content_type(self) -> str:
        """What the browser is told it is."""
        return _TYPES[Path(self.name).suffix]


def root() -> str:
    """Where the files lie within the site: below what `dateline serve --base-path` says, behind a reverse proxy."""
    base = str(config.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}{ROOT}" if base else ROOT


def asset(name: str, body: bytes, version: str = "") -> Asset:
    """An asset with its address made from its content, or from a version that it shares with others."""
    return Asset(name, version or fingerprint(body), body, gzip.compress(body, 6, mtime=0))


def fingerprint(*bodies: bytes) -> str:
    """Twelve characters that change when the content does."""
    return hashlib.sha256(b"\0".join(bodies)).hexdigest()[:12]


@cache
def assets() -> dict[str, Asset]:
    """Everything the map needs, by name: plotly's map bundle, borders, names, the view's scripts and style.

    The scripts import each other by relative addresses, so all of the view shares one version.
    """
    view = {path.name: path.read_bytes() for path in sorted(VIEW.iterdir()) if path.suffix in (".js", ".css")}
    version = fingerprint(*view.values())
    found = [
        asset("plotly-geo.min.js", (STATIC / "plotly-geo.min.js").read_bytes()),
        asset("borders.geojson", _borders()),
        asset("names.json", _names()),
        asset("disputed.json", _disputed()),
        *(asset(name, body, version) for name, body in view.items()),
    ]
    return {one.name: one for one in found}


@cache
def sought() -> dict[str, Asset]:
    """Files that only some readers need, by name; no page asks for them beforehand."""
    return {one.name: one for one in (asset("findable.json", findable()),)}


def _names() -> bytes:
    """What to call each country, and where to point at it: iso3 -> name, lon, lat."""
    found = {iso3: [country.name, country.lon, country.lat] for iso3, country in countries().items()}
    return json.dumps(found, separators=(",", ":"), ensure_ascii=False).encode()


def _disputed() -> bytes:
    """Hatch lines across the disputed areas, as plotly takes them: a gap (null) ends each."""
    lines = [line for area in disputed() for line in hatch_of(area.shape, -1, most=_HATCH)]
    lon, lat = ([part for line in lines for part in (*(at[axis] for at in line), None)] for axis in (0, 1))
    return json.dumps({"lon": lon, "lat": lat}, separators=(",", ":")).encode()


def _borders() -> bytes:
    """The borders as GeoJSON, each country in one piece, its rings clockwise outside as plotly needs them."""
    features = [
        {
            "type": "Feature",
            "id": iso3,
            "properties": {},
            "geometry": json.loads(shapely.to_geojson(shapely.orient_polygons(shape, exterior_cw=True))),
        }
        for iso3, shape in shapes().items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()
