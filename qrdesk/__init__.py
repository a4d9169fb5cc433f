"""QRDesk: print a QR code once and decide for ever where it leads."""

__version__ = "0.1.0"
