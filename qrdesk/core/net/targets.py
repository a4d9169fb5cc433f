"""Whether a destination answers, and whether it lets itself be shown in a frame."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qrdesk.core.net.answers import Misleading
from qrdesk.core.net.guard import Answer, Refused, TimedOut, Unreachable, follow
from qrdesk.core.net.networks import Networks, networks
from qrdesk.core.settings import Settings, variable

AGENT = "QRDesk target check"
_PATIENCE_S = 10.0  # for HEAD, and again for GET; redirects are in it
_FRAME_S = 5.0
_ANSWERS = frozenset({401, 403, 429})  # somebody is there, only not for us


class Finding(StrEnum):
    """What a look at a destination came to."""

    UP = "up"
    DOWN = "down"
    UNKNOWN = "unknown"  # not ours to look at


@dataclass(frozen=True, slots=True)
class Found:
    """What a look at a destination found; ``detail`` is in words for a person."""

    finding: Finding
    detail: str
    http_status: int | None = None


def look(url: str, allow: Networks = (), patience_s: float = _PATIENCE_S) -> Found:
    """Ask ``url`` as a browser would, redirects and all, and say what came of it. Never raises.

    HEAD first, which costs the other side least; GET where that is not answered well. ``patience_s`` is for each
    of the two, redirects and all.
    """
    try:
        answer = _ask("HEAD", url, allow, patience_s)
        if answer is None or (answer.status >= 400 and answer.status != 429):
            answer = follow("GET", url, deadline_s=patience_s, allow=allow, headers={"User-Agent": AGENT})
    except Misleading:
        return Found(Finding.UNKNOWN, "It leads to an address that not every browser reads alike.")
    except Refused:
        setting = variable("check_allowed_networks")
        return Found(
            Finding.UNKNOWN,
            f"It leads into a private network, which is not looked at; the setting {setting} allows it.",
        )
    except (TimedOut, Unreachable) as fault:
        return Found(Finding.DOWN, str(fault))
    return _judged(answer)


def _ask(method: str, url: str, allow: Networks, patience_s: float) -> Answer | None:
    """Return the answer, or None where another method may do better."""
    try:
        return follow(method, url, deadline_s=patience_s, allow=allow, headers={"User-Agent": AGENT})
    except TimedOut:
        raise
    except Unreachable as fault:
        if "broke off" in str(fault) or "cannot be read" in str(fault):
            return None  # some servers hang up on what they do not know
        raise


def _judged(answer: Answer) -> Found:
    if answer.status < 400 or answer.status in _ANSWERS:
        return Found(Finding.UP, f"It answers ({answer.status}).", answer.status)
    words = _WORDS.get(answer.status, "an error" if answer.status < 500 else "a fault of its server")
    return Found(Finding.DOWN, f"It answers with {words} ({answer.status}).", answer.status)


_WORDS = {404: "“not found”", 410: "“gone for ever”", 503: "“not available”"}


def forbids_framing(url: str, *, settings: Settings, framed_by: str = "") -> str:
    """Return why ``url`` cannot be shown in a frame of another page, in words; empty when it can or nobody knows.

    ``framed_by`` is scheme and host of that page, such as ``https://go.example.com``. Waits up to 5 s.
    """
    if framed_by.startswith("https://") and url.startswith("http://"):
        return "Browsers show no http page inside an https one."
    allow = networks(settings.check_allowed_networks)
    try:
        answer = follow("GET", url, deadline_s=_FRAME_S, allow=allow, headers={"User-Agent": AGENT})
    except (Refused, Unreachable):
        return ""
    return refusal_in(answer.headers, framed_by)


def refusal_in(headers: Mapping[str, str], framed_by: str = "") -> str:
    """Return why an answer with these headers is not shown in a frame; empty when it is.

    Source: CSP Level 3, ``frame-ancestors``, which is looked at instead of ``X-Frame-Options`` where both are there.
    """
    told = headers.get("Content-Security-Policy", "").lower()
    policies = [part for part in told.split(",") if "frame-ancestors" in part]
    if policies:
        shown = all(_allows(policy, framed_by) for policy in policies)
        return "" if shown else "The page forbids being shown in a frame (Content-Security-Policy)."
    options = {word.strip().lower() for word in headers.get("X-Frame-Options", "").split(",")}
    return "The page forbids being shown in a frame (X-Frame-Options)." if options & {"deny", "sameorigin"} else ""


def _allows(policy: str, framed_by: str) -> bool:
    for directive in policy.split(";"):
        name, *sources = directive.split()[:100] or [""]
        if name == "frame-ancestors":
            return any(_names(source, framed_by.lower()) for source in sources)
    return True


def _names(source: str, framed_by: str) -> bool:
    scheme, _, host = framed_by.partition("://")
    if source in {"*", f"{scheme}:"}:
        return True
    named = re.sub(r"^[a-z]+://", "", source).rstrip("/")
    if "://" in source and not source.startswith(f"{scheme}://"):
        return False
    return bool(host) and (named == host or (named.startswith("*.") and host.endswith(named[1:])))
