"""Writing an atlas: one build at a time."""
