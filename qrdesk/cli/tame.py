"""Texts of strangers on a terminal."""


def tame(text: str) -> str:
    """Return ``text`` without what turns a terminal upside down; line breaks stay."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in text)
