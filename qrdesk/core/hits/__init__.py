"""QRDesk core: hits."""
