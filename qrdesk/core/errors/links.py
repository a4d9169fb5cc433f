"""What is wrong with a link or its address."""

from qrdesk.core.errors.base import Invalid, Kind, QRDeskError


class BadSlug(Invalid):
    """A slug that cannot be used: characters, length or a reserved word."""

    code = "slug_invalid"


class SlugReserved(Invalid):
    """A slug that QRDesk's own pages use."""

    code = "slug_reserved"

    def __init__(self, slug: str) -> None:
        reason = f"“{slug}” is used by QRDesk itself. Choose another address."
        super().__init__(reason, field_errors={"slug": reason})


class BadDestination(Invalid):
    """A destination that is not a plain http(s) address."""

    code = "destination_invalid"


class SlugTaken(QRDeskError):
    """The slug belongs to another link of that domain, now or in the past."""

    kind = Kind.CONFLICT
    code = "slug_taken"

    def __init__(self, host: str, slug: str) -> None:
        reason = f"{host}/{slug} is taken. A printed code may lead there, so an address is never given away twice."
        super().__init__(reason, field_errors={"slug": reason})


class LinkGone(QRDeskError):
    """A link that was deleted: its address is kept, and leads nowhere."""

    kind = Kind.GONE
    code = "link_gone"
