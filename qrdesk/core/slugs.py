"""What may stand behind the slash of a short address."""

import unicodedata

from qrdesk.core.errors import BadSlug, SlugReserved

MAX_LENGTH = 64
_MAX_FOLDED = 128  # some letters become several when their case is taken away; the column has room for this many
# First path segments that QRDesk, its four dialects and browsers use themselves.
RESERVED = frozenset(
    {"api", "r", "docs", "openapi.json", "healthz", "readyz", "metrics", "mcp", "internal", "static"}
    | {"doc", "ui", "short-link", "domain", "folder", "tag", "stats", "file", "files", "workspace", "member", "audit"}
    | {"api-key", "api-keys", "usage", "shorten", "webhooks", "links"}
    | {"favicon.ico", "robots.txt", ".well-known", "apple-app-site-association", "sitemap.xml"}
)
# Where a browser, a proxy or a path would read something else than a name.
_FORBIDDEN = frozenset("/\\?#%&<>\"'`{}|^ ")


def fold(slug: str, *, case_sensitive: bool = False) -> str:
    """Return ``slug`` as it is looked up: NFC, and without letter case unless the domain keeps it."""
    if slug.isascii():
        return slug if case_sensitive else slug.lower()
    composed = unicodedata.normalize("NFC", slug)
    return composed if case_sensitive else unicodedata.normalize("NFC", composed.casefold())


def check(slug: str) -> str:
    """Return ``slug`` in its stored form (NFC, 1 to 64 characters).

    Raises:
        BadSlug: empty, too long, or with a character that does not survive in an address.
        SlugReserved: QRDesk itself answers there.
    """
    text = unicodedata.normalize("NFC", slug.strip())
    reason = _fault(text)
    if reason:
        raise BadSlug(reason, field_errors={"slug": reason})
    if text.casefold() in RESERVED:
        raise SlugReserved(text)
    return text


def _fault(text: str) -> str:
    if not text:
        return "An address needs at least one character."
    if len(text) > MAX_LENGTH:
        return f"This address has {len(text)} characters; {MAX_LENGTH} is the most."
    for character in text:
        if character in _FORBIDDEN:
            shown = "a space" if character == " " else f"“{character}”"
            return f"An address cannot contain {shown}."
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}:
            return "An address cannot contain invisible characters."
    if len(fold(text)) > _MAX_FOLDED:
        return "This address is too long for its letters. Shorten it."
    if text in {".", ".."} or text.endswith("+"):
        return "An address cannot be only dots, or end in “+”."
    return ""
