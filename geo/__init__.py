"""Dateline's library: articles in, mentions out, and the atlas they are kept in."""

__version__ = "0.1.0"
