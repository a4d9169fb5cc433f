"""What a design names and does not hold: pictures, fonts, profiles."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Assets:
    """Bytes of files; empty where there is none. ``logo_type`` is a media type."""

    logo: bytes = b""
    logo_type: str = ""
    font: bytes = b""  # TTF or OTF
    profile: bytes = b""  # ICC, CMYK; empty: the one that we ship


NOTHING = Assets()
