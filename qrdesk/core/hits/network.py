"""What is kept of where a visitor comes from: the address cut short, and what a trusted proxy says of the place."""

import ipaddress
from collections.abc import Callable
from functools import lru_cache

_COUNTRY = ("HTTP_CF_IPCOUNTRY", "HTTP_CLOUDFRONT_VIEWER_COUNTRY", "HTTP_X_VERCEL_IP_COUNTRY")
_REGION = ("HTTP_CF_REGION_CODE", "HTTP_CLOUDFRONT_VIEWER_COUNTRY_REGION", "HTTP_X_VERCEL_IP_COUNTRY_REGION")
_CITY = ("HTTP_CF_IPCITY", "HTTP_CLOUDFRONT_VIEWER_CITY", "HTTP_X_VERCEL_IP_CITY")
_NO_COUNTRY = frozenset({"XX", "ZZ", "T1"})  # unknown, unknown, Tor
_CITY_CHARS = 64


@lru_cache(4096)
def network_of(remote_addr: str) -> str:
    """Return the network of an address, /24 or /48, such as ``203.0.113.0/24``; "" for what is no address."""
    try:
        address = ipaddress.ip_address(remote_addr.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    length = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network((address, length), strict=False))


def geo_hint(get: Callable[[str, str], str]) -> str:
    """Return what CDN headers say of the place, as ``DE|DE-BY|Munich``; "" where they name no country.

    ``get`` is ``environ.get`` of a request whose peer is the trusted proxy: of anybody else these headers mean nothing.
    """
    country = _first(get, _COUNTRY).strip().upper()
    if len(country) != 2 or not country.isascii() or not country.isalpha() or country in _NO_COUNTRY:
        return ""
    region = _first(get, _REGION).strip().upper()
    if region and not (len(region) <= 3 and region.isascii() and region.isalnum()):
        region = ""
    return f"{country}|{f'{country}-{region}' if region else ''}|{_city(_first(get, _CITY))}"


def place_of(hint: str) -> tuple[str, str, str]:
    """Return country, region and city of what ``geo_hint`` made; each "" where it is unknown."""
    country, region, city = [*hint.split("|"), "", "", ""][:3]
    return country, region, city


def _first(get: Callable[[str, str], str], names: tuple[str, ...]) -> str:
    for name in names:
        if said := get(name, ""):
            return said
    return ""


def _city(said: str) -> str:
    try:
        said = said.encode("latin-1").decode("utf-8")  # WSGI spells bytes as Latin-1
    except UnicodeError:
        return ""
    return "".join(letter for letter in said if letter.isprintable() and letter != "|")[:_CITY_CHARS].strip()
