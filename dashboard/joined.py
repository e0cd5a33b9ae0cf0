"""Scripts of components: files joined as one module, since a component's script cannot import another."""

from pathlib import Path

_HERE = Path(__file__).parent
ELEMENT = "map_view/element.js"
MOUNTED = "map_view/mounted.js"
REDRAWN = "take_away_view/redrawn.js"


def joined(*names: str) -> str:
    """Files below this folder as one text, in this order: what a script uses comes before it."""
    return "\n".join((_HERE / name).read_text("utf-8") for name in names)
