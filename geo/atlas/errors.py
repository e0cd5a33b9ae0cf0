"""What goes wrong with an atlas."""


class AtlasError(Exception):
    """One sentence for people: what is wrong with the atlas and what to do."""
