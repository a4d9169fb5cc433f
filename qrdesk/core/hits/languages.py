"""The language a visitor likes best."""

import re
from functools import lru_cache

from qrdesk.core.accepted import liked_languages

_REMEMBERED = 8192
_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|[0-9]{3}))?(?![a-zA-Z0-9])")


@lru_cache(_REMEMBERED)
def primary_language(accepted: str) -> str:
    """Return the language a visitor likes best, such as ``de`` or ``en-US``; "" when there is none.

    ``accepted`` is an Accept-Language header.
    """
    for tag in liked_languages(accepted):
        if found := _LANGUAGE.match(tag):
            language, script, region = found.groups("")
            return "-".join(part for part in (language.lower(), script.title(), region.upper()) if part)
    return ""
