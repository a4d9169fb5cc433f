"""Texts of codes that have a secret in them: shown to others with “•••” in its place, and never taken back so."""

import re
from collections.abc import Sequence

from qrdesk.core.schemas.lines import MASK

NOT_SHOWN = "This has “•••” in it for a secret that was not shown. Write the secret itself."
_SECRETIVE = re.compile(r"(?i)^\s*(WIFI:|otpauth:|otpauth-migration:)")
_FIELD = re.compile(r"(?:\\.|[^;\\])*")
_SHOWN = frozenset({"T", "S", "H", "R", "E", "PH2"})  # fields of a network that everybody may know


def is_secretive(said: str) -> bool:
    """Say whether a text is of a sort that has a secret in it."""
    return _SECRETIVE.match(said) is not None


def masked_text(said: str) -> str:
    """Return the text of a code in its own form, with what only its readers are to know masked."""
    if not is_secretive(said):
        return said
    begin, colon, rest = said.partition(":")
    if begin.strip().upper() != "WIFI":
        return MASK
    return begin + colon + "".join(f"{_masked_field(field)};" for field in _fields(rest)) + ";"


def is_masked(said: str) -> bool:
    """Say whether a text is what ``masked_text`` made of another one, be it in one field alone."""
    begin, _, rest = said.strip().partition(":")
    if begin.upper() != "WIFI":
        return begin == MASK and not rest
    return any(MASK in field and field == _masked_field(field) for field in _fields(rest) if not _is_shown(field))


def _fields(rest: str) -> Sequence[str]:
    return [field for field in _FIELD.findall(rest) if field.strip()]


def _is_shown(field: str) -> bool:
    name, colon, _ = field.partition(":")
    return bool(colon) and name.strip().upper() in _SHOWN


def _masked_field(field: str) -> str:
    name, colon, _ = field.partition(":")
    return field if _is_shown(field) else f"{name}:{MASK}" if colon else MASK
