"""From a text to the modules of a QR symbol, fast enough for batches and equal to segno's matrices.

``tables`` is the standard's numbers, ``layout`` where modules stand, ``bits`` the data, ``correction`` the words that
mend it, ``masks`` the choice among eight, ``fast`` all of these in a row, ``damage`` what still reads, ``micro`` the
small sister, which segno draws.
"""
