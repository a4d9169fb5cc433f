"""Whose a path is: what is refused there wears that API's envelope, also where no route is reached."""

import re
from collections.abc import Callable

from qrdesk.daemon.dialects.h0p.envelope import ENVELOPE as H0P
from qrdesk.daemon.dialects.heldqr.envelope import ENVELOPE as HELDQR
from qrdesk.daemon.dialects.honopu.envelope import ENVELOPE as HONOPU
from qrdesk.daemon.dialects.refused import Envelope
from qrdesk.daemon.dialects.usnp.envelope import ENVELOPE as USNP

_IN_H0P = frozenset({"short-link", "domain", "folder", "tag", "stats", "files", "doc", "ui"})
_IN_USNP = frozenset({"shorten", "api-keys", "links", "usage"})
_VERSION = re.compile(r"v[0-9]+")  # of ours
_OF_A_LINK = re.compile(r"/[^/]+/(qr|webhooks/status)/?")  # of usnp, behind any slug


def envelope_of(path: str) -> Envelope | None:
    """Return how refusals at ``path`` are worded; None where they are worded as the native API does."""
    first, _, rest = path[1:].partition("/")
    first = first.casefold()
    owner = _OWNERS.get(first)
    if owner is not None:
        return owner(rest)
    return USNP if _OF_A_LINK.fullmatch(path) else None


def _in_api(rest: str) -> Envelope | None:
    version, _, room = rest.partition("/")
    if not version or _VERSION.fullmatch(version):
        return HELDQR if version == "v1" and room.partition("/")[0] == "codes" else None
    return HONOPU


_OWNERS: dict[str, Callable[[str], Envelope | None]] = {
    "api": _in_api,
    **dict.fromkeys(_IN_H0P, lambda _: H0P),
    **dict.fromkeys(_IN_USNP, lambda _: USNP),
    **dict.fromkeys(("docs", "openapi.json", "metrics", "healthz", "readyz", "mcp"), lambda _: None),
}
