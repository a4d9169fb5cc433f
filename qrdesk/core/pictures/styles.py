"""The little CSS that drawing programs write: it becomes attributes, and no style is left."""

import re
from typing import TYPE_CHECKING

from qrdesk.core.errors import BadPicture
from qrdesk.core.pictures import attributes

if TYPE_CHECKING:
    from qrdesk.core.pictures.vector import Element

_SELECTOR = re.compile(r"[.#]?[A-Za-z_][\w-]*", re.ASCII)
_MAX_RULES = 500
_LONGEST = 200  # characters of a value: it is written into every element that it is for


class Styles:
    """The rules of all style sheets of a picture, in their order."""

    def __init__(self) -> None:
        self._rules: dict[str, dict[str, str]] = {}  # by selector: a name, .class or #id

    def read(self, text: str) -> None:
        """Add the rules of a style sheet.

        Raises:
            BadPicture: it leads somewhere, or says more than how elements of a class look.
        """
        plain = _without_comments(text)
        attributes.check_text_harmless(plain)
        *rules, rest = plain.split("}")  # and no regular expression: without a brace that would look again and again
        if rest.strip():
            raise _unknown()
        for rule in rules:
            selectors, _, said = rule.partition("{")
            declared = _declared(said)
            for selector in (one.strip() for one in selectors.split(",")):
                if not _SELECTOR.fullmatch(selector) or len(self._rules) >= _MAX_RULES:
                    raise _unknown()
                self._rules.setdefault(selector, {}).update(declared)

    def apply(self, element: "Element") -> None:
        """Write into the attributes of an element, and of all below it, what style sheets and style attributes say."""
        own = element.attributes
        names = [element.name, *(f".{one}" for one in own.get("class", "").split()), f"#{own.get('id', '')}"]
        for name in names:
            own.update(self._rules.get(name, {}))
        own.update(_declared(own.pop("style", "")))
        for child in element.children:
            self.apply(child)


def _declared(text: str) -> dict[str, str]:
    """Return what is declared of how something is seen; the rest, such as fonts of text that is not there, is not."""
    found: dict[str, str] = {}
    for one in _without_comments(text).split(";"):
        name, _, value = one.partition(":")
        name, value = name.strip().lower(), value.replace("!important", "").strip()
        if attributes.is_seen(name):
            if len(value) > _LONGEST:
                raise _unknown()
            found[name] = value
    return found


def _without_comments(text: str) -> str:
    first, *more = text.split("/*")
    return " ".join([first, *(one.partition("*/")[2] for one in more)])


def _unknown() -> BadPicture:
    return BadPicture.because("This SVG has a style sheet that is not understood here. Save it as plain SVG.")
