"""How well names are read, measured on texts in which people marked them."""
