"""One module for each page of the desktop app."""
