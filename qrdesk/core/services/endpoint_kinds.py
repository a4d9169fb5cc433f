"""Which events there are, and how each format calls them."""

from collections.abc import Mapping
from typing import get_args

from qrdesk.core.context import Context
from qrdesk.core.schemas.webhooks import EventKindView, Format, FormatView
from qrdesk.core.services.endpoint_fields import choosable
from qrdesk.core.webhooks import bodies

_FORMATS: Mapping[Format, str] = {
    "native": "QRDesk's own, signed as Standard Webhooks says: libraries for many languages check it.",
    "honopu": "As Honopu sends: its bodies, and its header X-Honopu-Signature.",
    "h0p": "As h0p sends: its bodies, and a signature in a header of your choice.",
    "usnp": "As usnp sends: one event for each visit, tried three times within seconds.",
}
_ABOUT: Mapping[str, str] = {
    "link.created": "Somebody made a link, alone or with many others.",
    "link.updated": "Somebody changed a link; what was before comes with it.",
    "link.deleted": "Somebody deleted a link.",
    "link.clicked": "Somebody scanned a code, or opened a link.",
    "link.destination_down": "The page that a link leads to no longer answers.",
    "link.destination_up": "The page that a link leads to answers again.",
    "link.limit_reached": "A link has had as many visits as it may.",
    "link.suspended": "A link was taken out of service: where it leads is on the blocklist.",
    "link.released": "A link is in service again.",
    "code.created": "Somebody made a QR code.",
    "code.updated": "Somebody changed a QR code.",
    "code.exported": "Somebody exported a QR code as a file.",
    "domain.verified": "A domain is proven to be yours, and visitors are answered there.",
    "domain.failing": "The proof that a domain is yours was not found.",
    "endpoint.failing": "Nothing has arrived at a webhook for a day.",
    "endpoint.disabled": "A webhook was switched off: nothing arrived for five days, or it answered that it is gone.",
}


def list_kinds(ctx: Context) -> list[FormatView]:
    """Return the formats of webhooks, and the events that each can tell of."""
    return [
        FormatView(
            format=format,
            about=_FORMATS[format],
            kinds=[
                EventKindView(kind=kind, name=bodies.kind_in(format, kind), about=_ABOUT.get(kind, ""))
                for kind in choosable(format)
            ],
        )
        for format in get_args(Format)
    ]
