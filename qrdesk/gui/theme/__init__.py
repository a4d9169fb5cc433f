"""Colours, measures, fonts and icons: one token file feeds all of them."""
