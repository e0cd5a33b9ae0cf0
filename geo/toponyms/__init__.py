"""From a text to `Mention`s: which places it names, and how."""
