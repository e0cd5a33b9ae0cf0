"""Dateline's library: articles in, mentions out, and the atlas they are kept in."""

__version__ = "0.1.0"

__all__ = ["__version__", "open_atlas"]


def __getattr__(name: str) -> object:
    """`geo.open_atlas`, loaded when it is asked for: a reader of texts alone must not pay for the database."""
    if name == "open_atlas":
        from geo.atlas.atlas import open_atlas

        return open_atlas
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
