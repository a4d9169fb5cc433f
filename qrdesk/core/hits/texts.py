"""Text of visitors, made fit for a database and a page."""


def printable(text: str, length: int) -> str:
    """Return ``text`` without what a database or a page could choke on, at most ``length`` characters of it.

    Gone are control characters, NUL, half characters and those that turn the writing around; white space is one space.
    """
    if not text.isprintable():
        text = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return text[:length].strip()
