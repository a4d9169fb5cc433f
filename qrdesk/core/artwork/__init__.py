"""Artwork: a text becomes a symbol, a scene in mm, and a file that is read back before anyone gets it."""
