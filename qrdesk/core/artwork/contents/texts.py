"""From a content to the text that its symbol carries."""

from collections.abc import Callable, Mapping
from typing import Any

from qrdesk.core.artwork.contents import cards, coins, events, everyday, gs1, payments, wifi
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.contents import AnyContent

MAX_BYTES = 2953  # what the largest symbol holds at the lowest error correction
_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "url": everyday.url,
    "text": everyday.text,
    "phone": everyday.phone,
    "sms": everyday.sms,
    "whatsapp": everyday.whatsapp,
    "email": everyday.email,
    "geo": everyday.geo,
    "app": everyday.app,
    "wifi": wifi.wifi,
    "vcard": cards.vcard,
    "mecard": cards.mecard,
    "event": events.event,
    "epc": payments.epc,
    "swiss-bill": payments.swiss_bill,
    "crypto": coins.crypto,
    "gs1": gs1.digital_link,
}


def text_of(content: AnyContent) -> str:
    """Return the text of a content.

    Raises:
        Invalid: it is more than its standard, or any QR code, holds.
    """
    text = _WRITERS[content.type](content)
    size = len(text.encode())
    if size > MAX_BYTES:
        raise Invalid.field(
            "content", f"This makes {size:,} bytes; a QR code holds {MAX_BYTES:,} at most. Leave something out."
        )
    return text
