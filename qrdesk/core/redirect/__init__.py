"""QRDesk core: redirect."""
