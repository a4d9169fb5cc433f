"""Everything QRDesk knows and does; it knows no HTTP and no Qt."""
