"""Pictures of shapes: an SVG is read, and what may stand in one of ours is written anew. Nothing else gets through.

What would do more than be seen is refused: scripts, handlers, entities, addresses of anything. What is not seen anyway
is left out. What would be seen and is not known here is refused, because the picture would come out as another one.
"""

from typing import NoReturn
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from qrdesk.core.errors import BadPicture
from qrdesk.core.pictures import attributes, gradients
from qrdesk.core.pictures.styles import Styles

MAX_BYTES = 256 * 1024
MAX_ELEMENTS = 5000
MAX_DEPTH = 40
_MAX_WRITTEN = 4 * MAX_ELEMENTS  # tags: gradients that take after one another have their stops written more than once
SVG = "http://www.w3.org/2000/svg"
_BETWEEN = "\n"  # namespace and name, in what expat says: it stands in neither
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "polygon", "polyline", "line"})
_KEPT = _SHAPES | {"svg", "g", "defs", "stop"} | gradients.NAMES
_UNSEEN = frozenset({"title", "desc", "metadata"})
_HOSTILE = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler", "listener"})
_TOO_MANY_PARTS = "This SVG has too many parts. Simplify it, or choose a PNG."
_NOT_DRAWN = "This SVG has nothing in it that can be drawn."
_ADVICE = {
    "text": "Turn its text into paths, and send that.",
    "tspan": "Turn its text into paths, and send that.",
    "image": "Save pictures of pixels as PNG, JPEG or WebP.",
    "use": "Save it as plain shapes, without symbols and copies.",
}


class Element:
    """One element on its way from theirs to ours."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element] = []


class _Parts:
    """What is written, as long as it does not get too long."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._chars = 0

    def add(self, text: str) -> None:
        self.texts.append(text)
        self._chars += len(text)
        if len(self.texts) > _MAX_WRITTEN or self._chars > 2 * MAX_BYTES:
            raise BadPicture.because(_TOO_MANY_PARTS)


def rebuild(content: bytes) -> bytes:
    """Return an SVG of the shapes in ``content``, and of nothing else.

    Raises:
        BadPicture: it is damaged or too large, would do more than be seen, or has parts that are not known here.
    """
    if len(content) > MAX_BYTES:
        raise BadPicture.because(
            f"An SVG may have {MAX_BYTES // 1024} KiB at most. Simplify its paths, or choose a PNG."
        )
    reader = _Reader()
    try:
        reader.read(content)
    except (expat.ExpatError, ValueError, LookupError) as fault:  # the latter two: an encoding that nobody knows
        raise BadPicture.because("This SVG is damaged: it cannot be read to its end.") from fault
    root = reader.root
    if root is None or not _is_drawn(root):
        raise BadPicture.because(_NOT_DRAWN)
    reader.styles.apply(root)
    gradients.settle(root)
    root.attributes = attributes.of_root(root.attributes)
    parts = _Parts()
    _write(root, parts, f' xmlns="{SVG}"')
    return "".join(parts.texts).encode("ascii")


class _Reader:
    """Builds elements from what the parser meets, as far as they are allowed."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.styles = Styles()
        self._open: list[Element] = []
        self._skipped = 0  # how deep inside something that is left out
        self._sheet: list[str] | None = None  # the text of a <style>
        self._count = 0

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = _refuse_entity
        parser.ProcessingInstructionHandler = _instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, inside: bool) -> None:
        if inside:  # where entities are declared; a plain DOCTYPE is not looked at by anybody
            _refuse_entity()

    def _start(self, named: str, given: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) + self._skipped >= MAX_DEPTH:
            raise BadPicture.because(_TOO_MANY_PARTS)
        space, _, name = named.rpartition(_BETWEEN)
        attributes.check_harmless(given)
        if name.lower() in _HOSTILE or space.endswith("/xhtml"):
            _refuse(name)
        if self._skipped or space not in {SVG, ""} or name in _UNSEEN:
            self._skipped += 1
            return
        if name == "style":
            self._skipped += 1
            self._sheet = []
            return
        if name not in _KEPT or (self.root is None and name != "svg"):
            _refuse(name)
        self._add(Element(name, given))

    def _add(self, made: Element) -> None:
        if self._open:
            self._open[-1].children.append(made)
        else:
            self.root = made
        self._open.append(made)

    def _end(self, _named: str) -> None:
        if not self._skipped:
            self._open.pop()
            return
        self._skipped -= 1
        if self._sheet is not None and not self._skipped:
            self.styles.read("".join(self._sheet))
            self._sheet = None

    def _text(self, text: str) -> None:
        if self._sheet is not None:
            self._sheet.append(text)


def _instruction(target: str, _data: str) -> None:
    if target.lower() == "xml-stylesheet":
        raise BadPicture.because("This SVG takes its looks from another file. Save it as plain SVG.")


def _refuse_entity(*_said: object) -> None:
    raise BadPicture.because("This SVG declares entities. Save it as plain SVG, without them.")


def _refuse(name: str) -> NoReturn:
    shown = "".join(letter for letter in name[:30] if letter.isalnum() or letter in "-_.:")
    advice = _ADVICE.get(name, "Save it as plain shapes and paths.")
    raise BadPicture.because(f"This SVG has <{shown}> in it, which a picture here cannot have. {advice}")


def _is_drawn(element: Element) -> bool:
    return element.name in _SHAPES or any(
        _is_drawn(child) for child in element.children if element.name not in {"defs", *gradients.NAMES}
    )


def _write(element: Element, parts: _Parts, more: str = "") -> None:
    kept = attributes.kept(element.name, element.attributes)
    said = "".join(f" {name}={quoteattr(value)}" for name, value in kept.items())
    if not element.children:
        parts.add(f"<{element.name}{more}{said}/>")
        return
    parts.add(f"<{element.name}{more}{said}>")
    for child in element.children:
        _write(child, parts)
    parts.add(f"</{element.name}>")
