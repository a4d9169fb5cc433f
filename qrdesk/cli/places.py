"""Field errors as lines for people: every one of them, with places counted from 1."""

from collections.abc import Callable, Iterator, Mapping

_ONE = {  # of a list, by its name
    "rules": "rule",
    "conditions": "condition",
    "variants": "variant",
    "windows": "window",
    "tags": "tag",
    "links": "link",
    "rows": "row",
}


def place(name: str) -> str:
    """Return a field's dotted name in words, such as ``rule 1, condition 2, any_of 1`` for places counted from 0."""
    words: list[str] = []
    for part in name.split("."):
        if part.isascii() and part.isdigit() and words:
            words[-1] = f"{_ONE.get(words[-1], words[-1])} {int(part) + 1}"
        else:
            words.append(part)
    return (", " if _is_numbered(name) else ".").join(words)


def said_lines(message: str, fields: Mapping[str, str], called: Callable[[str], str] = place) -> Iterator[str]:
    """Yield what is wrong: the message, unless the fields say it themselves, and a line for each field.

    ``called`` gives the words for a field's dotted name.
    """
    named = any(message.startswith(f"{name}: {reason}") for name, reason in fields.items())
    several = len(fields) > 1 and any(message.startswith(reason) for reason in fields.values())
    in_a_list = any(_is_numbered(name) and message == reason for name, reason in fields.items())
    # “This time is over already.” needs to be told of what; “There is no time zone …” says so itself
    pointing = any(message == reason and reason.startswith(("This ", "These ")) for reason in fields.values())
    by_field = named or several or in_a_list or pointing
    if not by_field:
        yield message
    for name, reason in fields.items():
        if by_field or not message.startswith(reason):
            yield f"{called(name)}: {reason}"


def _is_numbered(name: str) -> bool:
    return any(part.isascii() and part.isdigit() for part in name.split("."))
