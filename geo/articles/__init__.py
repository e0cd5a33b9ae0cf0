"""From a file to an `Article`: what it says, when, and who says it."""
