"""Who belongs to what and when, and where it lies."""
