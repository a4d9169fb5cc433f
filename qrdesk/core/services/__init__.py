"""QRDesk core: services."""
