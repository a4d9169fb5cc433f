"""In which ways an address may be asked for, for programs that compare bytes."""

import unicodedata

from qrdesk.core.slugs import fold

# What a server that knows letters A to Z alone is told of others: as written, in lower case, in upper case, and each of
# them with its accents in a character of their own, as some phones type them.


def spellings(slug: str, folded: str, *, case_sensitive: bool) -> list[str]:
    """Return the spellings of an address that differ in more than the case of A to Z, the one looked up first."""
    if case_sensitive:
        found = [folded]
    elif folded.isascii() and slug.isascii():
        return [folded]
    else:
        found = [folded, slug, slug.lower(), slug.upper(), folded.upper(), slug.capitalize()]
    both = [unicodedata.normalize(form, one) for form in ("NFC", "NFD") for one in found]
    if case_sensitive:
        return list(dict.fromkeys(both))
    same = (one for one in both if fold(one) == folded)  # none may take the place of another address
    return list(dict.fromkeys(map(lower_ascii, same)))


def lower_ascii(text: str) -> str:
    """Return ``text`` with A to Z in lower case and every other letter as it is."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def written(slug: str, folded: str) -> list[str]:
    """Return how a static host should have an address: as printed, and in lower case."""
    return list(dict.fromkeys((slug, folded)))
