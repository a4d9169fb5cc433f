"""Outlines of the parts of artwork, in modules."""
