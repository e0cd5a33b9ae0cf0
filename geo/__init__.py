"""Dateline's library: articles in, mentions out, and the atlas they are kept in."""

from importlib import import_module

__version__ = "0.1.0"

# Loaded when asked for: a reader of texts alone must not pay for the database.
_WHERE = {"open_atlas": "geo.atlas.atlas", "Selection": "geo.atlas.selection", "members": "geo.world.memberships"}

__all__ = ["Selection", "__version__", "members", "open_atlas"]


def __getattr__(name: str) -> object:
    """`geo.open_atlas`, `geo.Selection` and `geo.members`, from where they live."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)
