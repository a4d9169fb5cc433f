"""Charts: pyqtgraph draws the lines, tokens say how they look, and every chart has a table beside it."""
