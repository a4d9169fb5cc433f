"""Signs that would end a value are written so that they do not."""

from urllib.parse import quote


def backslashed(text: str, signs: str) -> str:
    """Return ``text`` with a backslash before each of ``signs``."""
    return "".join(f"\\{letter}" if letter in signs else letter for letter in text)


def one_value(text: str) -> str:
    """Return a text value of a vCard or a calendar: no line of it can begin another property (RFC 6350, 3.4)."""
    return backslashed(text, "\\;,").replace("\n", "\\n")


def percent(text: str) -> str:
    """Return ``text`` with all but letters, digits and ``-._~`` percent-encoded; line ends as RFC 6068 has them."""
    return quote(text.replace("\n", "\r\n"), safe="")
