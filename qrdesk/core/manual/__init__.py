"""The manual that ships with QRDesk: its chapters in order, as HTML for the app and the web, and a search."""
