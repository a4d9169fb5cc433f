"""GS1 Digital Link. Source: URI Syntax 1.4: the key, then its qualifiers in their order, then attributes as query."""

import re
from decimal import Decimal
from urllib.parse import quote

from qrdesk.core.schemas.contents.gs1 import DATES, KEYS, QUALIFIERS, Gs1Content

_ADDRESS = re.compile(r"https?://[^/?#]+(/[^?#]*)", re.ASCII | re.IGNORECASE)
_ARTICLE = re.compile(r"/01/([0-9]{8}|[0-9]{12,14})(?=/|$)", re.ASCII)


def find_gtin(text: str) -> str | None:
    """Return the article number that an address carries as GS1 Digital Links do; None where there is none, or several.

    It has 8, 12, 13 or 14 digits, as written; its check digit is not looked at.
    """
    address = _ADDRESS.match(text)
    found: list[str] = _ARTICLE.findall(address[1]) if address else []
    return found[0] if len(found) == 1 else None


def digital_link(content: Gs1Content) -> str:
    """Return the address of a product, place or parcel."""
    path = [KEYS[content.key], content.digits]
    for name, identifier in QUALIFIERS[content.key].items():
        if value := getattr(content, name):
            path += [identifier, _encoded(value)]
    attributes = {identifier: getattr(content, name) for name, identifier in DATES.items()}
    asked = {identifier: f"{day:%y%m%d}" for identifier, day in attributes.items() if day is not None}
    if content.weight_kg is not None:
        identifier, digits = _weight(content.weight_kg)
        asked[identifier] = digits
    asked |= {identifier: _encoded(value) for identifier, value in content.more.items()}
    query = "&".join(f"{identifier}={asked[identifier]}" for identifier in sorted(asked))
    return f"{content.domain}/{'/'.join(path)}{'?' + query if query else ''}"


def _encoded(value: str) -> str:
    return quote(value, safe="")


def _weight(kg: Decimal) -> tuple[str, str]:
    """Return the identifier 310n and six digits, of which n stand behind the point."""
    places = max(0, -int(kg.normalize().as_tuple().exponent))
    return f"310{places}", f"{int(kg.scaleb(places)):06d}"
