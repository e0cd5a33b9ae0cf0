"""An answer of the atlas taken away as a file, with word of what it is and whose work it stands on."""
