"""Looks of H0p with their pictures: it names them by UUIDs, a design by either id."""

from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.services import stylings
from qrdesk.core.services.whole_links import Look
from qrdesk.daemon.dialects.h0p import looks, qr_options
from qrdesk.daemon.dialects.h0p.reading import checked_id

# how H0p calls what a design is refused for
FIELDS = {"design.logo.file": "qrCode.imageId", "default_design.logo.file": "qrCode.imageId", "design": "qrCode"}
_UUID = 36  # characters


def shown(ctx: Context, look: Look, text: str) -> dict[str, Any]:
    """Return a look as H0p shows it, whole; ``text`` is what the code carries."""
    return looks.shown(_by_uuid(ctx, look), text)


def changed(ctx: Context, look: Look, sent: Any) -> Look:
    """Return a look after a ``qrCode`` that was sent; what was not sent stays.

    Raises:
        Invalid, ValidationError: it cannot be kept.
        NotFound: no such picture.
    """
    found = dict(qr_options.check(sent))
    if found.get("imageId") is not None:
        found["imageId"] = stylings.require_file(ctx, checked_id(found["imageId"], "file"))
    known = _by_uuid(ctx, look)
    new = looks.changed(known, found)
    before, after = known.design.logo, new.design.logo
    if before is None or after is None or look.design.logo is None or before.file != after.file:
        return new
    same = after.model_copy(update={"file": look.design.logo.file})  # as it was called: nothing else was chosen
    return Look(new.design.model_copy(update={"logo": same}), new.styling)


def _by_uuid(ctx: Context, look: Look) -> Look:
    logo = look.design.logo
    if logo is None or len(logo.file) == _UUID:
        return look
    try:
        named = logo.model_copy(update={"file": stylings.require_file(ctx, logo.file)})
    except NotFound:  # its bytes are gone, and it is drawn without
        named = None
    return Look(look.design.model_copy(update={"logo": named}), look.styling)
