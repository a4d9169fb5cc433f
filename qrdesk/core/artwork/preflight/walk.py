"""Contents, operator by operator, through forms, patterns and drawn letters: what is painted, and with which ink."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pikepdf

from qrdesk.core.artwork.preflight import things
from qrdesk.core.artwork.preflight.cutting import likely_most, pieces
from qrdesk.core.artwork.preflight.found import Found, TooLong
from qrdesk.core.artwork.preflight.opened import (
    Object,
    Unreadable,
    decoded,
    get,
    inherited,
    is_stream,
    items,
    listed,
    word,
)
from qrdesk.core.artwork.preflight.spaces import BLACK, CMYK, GREY, PATTERN, RGB, Ink, Space, space
from qrdesk.core.schemas.artwork import ArtworkFormat

_MOST_CONTENT = 128 << 20  # of all
_DEEPEST = 20  # forms in forms
_MOST_SAVED = 200  # states one in another
THINNEST_PT = 0.2
_FILLING = frozenset("f F f* b b* B B*".split())
_STROKING = frozenset("S s b b* B B*".split())
_LETTERS = frozenset(["Tj", "TJ", "'", '"'])
_CHOOSING = {"g": GREY, "k": CMYK, "rg": RGB, "G": GREY, "K": CMYK, "RG": RGB}
_SEEN = "q Q cm w gs g G k K rg RG cs CS sc SC scn SCN sh Do BI ID EI " + " ".join(_FILLING | _STROKING | _LETTERS)


@dataclass(frozen=True, slots=True)
class _State:
    fill: Ink = BLACK
    stroke: Ink = BLACK
    fill_over: bool = False
    stroke_over: bool = False
    width: float = 1.0
    scale: float = 1.0  # points for one unit


class Walk:
    """A walk through the contents of a file. Each form is walked once for each way in which it is used.

    ``steps`` counts the operators that were looked at.
    """

    def __init__(self, found: Found) -> None:
        self.steps = 0
        self._found = found
        self._been: set[object] = set()
        self._read = 0
        self._scratch = pikepdf.Pdf.new()
        self._copy = pikepdf.Stream(self._scratch, b"")

    def page(self, page: Object) -> None:
        """Walk a page and all that it may use."""
        resources = inherited(page, "/Resources")
        things.check_group(page, resources, self._found)
        self._use(resources, 0)
        contents = get(page, "/Contents")
        streams = [each for each in (listed(contents) or [contents]) if is_stream(each)]
        # an operator may not be cut in two, but a state goes on from stream to stream
        self._run(b"\n".join(self._bytes(each) for each in streams), resources, _State(), 0)

    def _use(self, resources: Object, depth: int) -> None:
        """Check all that resources hold, whether it is used or not."""
        if self._is_old(resources, "resources") or depth > _DEEPEST:
            return
        for _, state in items(get(resources, "/ExtGState")):
            things.check_state(state, self._found)
        for _, font in items(get(resources, "/Font")):
            things.check_font(font, self._found)
            for letter in things.drawn_by(font):
                self._stream(letter, get(font, "/Resources") or resources, _State(), depth + 1)
        for key, given in items(get(resources, "/ColorSpace")):
            if self._found.kind is not ArtworkFormat.PDF and key.startswith("/Default"):
                self._found.wrong("colours", "Its plain inks are given another meaning (a default colour space).")
            self._judge(space(given, resources), "A colour")
        for _, shading in items(get(resources, "/Shading")):
            things.check_shading(shading, resources, self._found)
        for _, pattern in items(get(resources, "/Pattern")):
            self._pattern(pattern, resources, depth)
        for _, drawn in items(get(resources, "/XObject")):
            self._object(drawn, resources, _State(), depth)

    def _pattern(self, pattern: Object, resources: Object, depth: int) -> None:
        if is_stream(pattern):
            self._stream(pattern, get(pattern, "/Resources") or resources, _State(), depth + 1)
        else:
            things.check_shading(get(pattern, "/Shading"), resources, self._found)
            things.check_state(get(pattern, "/ExtGState"), self._found)

    def _object(self, drawn: Object, resources: Object, state: _State, depth: int) -> None:
        kind = word(get(drawn, "/Subtype"))
        if kind == "/Form":
            own = get(drawn, "/Resources") or resources
            things.check_group(drawn, own, self._found)
            matrix = [float(value) for value in listed(get(drawn, "/Matrix"))]
            self._stream(drawn, own, replace(state, scale=state.scale * _scale(matrix)), depth + 1)
        elif kind == "/Image":
            if not self._is_old(drawn, "picture"):
                things.check_picture(drawn, resources, self._found)
        else:
            self._found.wrong("colours", "It draws something that is neither shapes nor a picture.")

    def _stream(self, stream: Object, resources: Object, state: _State, depth: int) -> None:
        if depth > _DEEPEST or self._is_old(stream, (state, depth > 1)):
            return
        self._use(resources, depth)
        self._run(self._bytes(stream), resources, state, depth)

    def _bytes(self, stream: Object) -> bytes:
        try:
            content = decoded(stream, likely_most(len(stream.read_raw_bytes())))
        except Unreadable as problem:
            self._found.wrong("file", f"A part of what is drawn {problem}.")
            return b""
        self._read += len(content)
        if self._read > _MOST_CONTENT:
            raise TooLong("It draws more than anybody looks through. Send a simpler file.")
        return content

    def _run(self, content: bytes, resources: Object, state: _State, depth: int) -> None:
        self._found.go_on()
        run = _Run(self, self._found, resources, state, depth)
        for piece in pieces(content):
            if piece is None:
                self._found.wrong("file", "A page draws more than anybody looks through.")
                return
            self._found.go_on()
            self._copy.write(piece)
            for instruction in pikepdf.parse_content_stream(self._copy, _SEEN):
                self.steps += 1
                run.step(instruction)

    def draw(self, drawn: Object, resources: Object, state: _State, depth: int) -> None:
        """Follow a form that contents use, in the state in which they use it."""
        if depth < _DEEPEST:
            self._object(drawn, resources, replace(state, width=1.0), depth)

    def _judge(self, of: Space, what: str) -> None:
        things.say_wrong(of, what, self._found)

    def _is_old(self, thing: Object, how: object) -> bool:
        """Return whether this was looked at; what has no number of its own never was."""
        number = getattr(thing, "objgen", (0, 0))
        if number == (0, 0):
            return False
        if (number, how) in self._been:
            return True
        self._found.go_on()
        self._been.add((number, how))
        return False


class _Run:
    """One stream of operators, and the state that they change."""

    def __init__(self, walk: Walk, found: Found, resources: Object, state: _State, depth: int) -> None:
        self._walk, self._found, self._resources, self._depth = walk, found, resources, depth
        self._state = state
        self._saved: list[_State] = []
        self._drawn: set[tuple[str, _State]] = set()
        self._steps = 0

    def step(self, instruction: Object) -> None:
        self._steps += 1
        if self._steps % 1000 == 0:
            self._found.go_on()
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            self._inline(instruction.iimage.obj)
            return
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in _CHOOSING:
            self._choose(operator.isupper(), _CHOOSING[operator], operands)
        elif operator in _FILLING or operator in _STROKING or operator in _LETTERS:
            self._paint(operator)
        elif operator in _STEPS:
            _STEPS[operator](self, operands)

    def save(self, _operands: Sequence[Object]) -> None:
        if len(self._saved) < _MOST_SAVED:
            self._saved.append(self._state)

    def restore(self, _operands: Sequence[Object]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def transform(self, operands: Sequence[Object]) -> None:
        self._state = replace(self._state, scale=self._state.scale * _scale([float(each) for each in operands]))

    def widen(self, operands: Sequence[Object]) -> None:
        self._state = replace(self._state, width=float(operands[0]))

    def set(self, operands: Sequence[Object]) -> None:
        state = get(get(self._resources, "/ExtGState"), word(operands[0]))
        stroke = get(state, "/OP")
        fill = get(state, "/op") if get(state, "/op") is not None else stroke
        width = get(state, "/LW")
        self._state = replace(
            self._state,
            stroke_over=self._state.stroke_over if stroke is None else bool(stroke),
            fill_over=self._state.fill_over if fill is None else bool(fill),
            width=self._state.width if width is None else float(width),
        )

    def open_fill(self, operands: Sequence[Object]) -> None:
        self._open(False, space(operands[0], self._resources))

    def open_stroke(self, operands: Sequence[Object]) -> None:
        self._open(True, space(operands[0], self._resources))

    def colour_fill(self, operands: Sequence[Object]) -> None:
        self._choose(False, self._state.fill.space, operands)

    def colour_stroke(self, operands: Sequence[Object]) -> None:
        self._choose(True, self._state.stroke.space, operands)

    def shade(self, operands: Sequence[Object]) -> None:
        if self._state.fill_over:
            self._found.wrong("overprint", "A gradient is set to overprint.")
        if get(get(self._resources, "/Shading"), word(operands[0])) is None:
            self._found.wrong("file", "A gradient that is used is not in the file.")

    def draw(self, operands: Sequence[Object]) -> None:
        name = word(operands[0])
        if (name, self._state) in self._drawn:  # letters of words stand on a sheet a thousand times
            return
        self._drawn.add((name, self._state))
        drawn = get(get(self._resources, "/XObject"), name)
        if drawn is None:
            self._found.wrong("file", "Something that is drawn is not in the file.")
            return
        if word(get(drawn, "/Subtype")) == "/Image":
            self._image(bool(get(drawn, "/ImageMask")))
        self._walk.draw(drawn, self._resources, self._state, self._depth)

    def _inline(self, picture: Object) -> None:
        mask = bool(get(picture, "/ImageMask") or get(picture, "/IM"))
        self._image(mask)
        given = get(picture, "/ColorSpace") or get(picture, "/CS")
        if given is not None and not mask:
            things.say_wrong(space(given, self._resources), "A picture", self._found)

    def _image(self, mask: bool) -> None:
        if self._state.fill_over and not (mask and self._state.fill.overprints_well):
            self._found.wrong("overprint", "A picture is set to overprint.")

    def _open(self, stroke: bool, of: Space) -> None:
        shares = (1.0,) * max(1, len(of.plates)) if of.plates else (0.0, 0.0, 0.0, 1.0) if of == CMYK else (0.0,)
        self._choose(stroke, of, shares)

    def _choose(self, stroke: bool, of: Space, operands: Sequence[Object]) -> None:
        things.say_wrong(of, "A colour", self._found)
        shares = () if of.kind == PATTERN.kind else tuple(float(share) for share in operands)
        ink = Ink(of, shares)
        if of.kind != "/Indexed" and not of.wrong:
            things.say_too_much(ink.total, "A colour", self._found)
        self._state = replace(self._state, stroke=ink) if stroke else replace(self._state, fill=ink)

    def _paint(self, operator: str) -> None:
        state = self._state
        if operator in _STROKING:
            width = state.width * state.scale
            if width < THINNEST_PT - 0.001:
                self._found.wrong("lines", f"A line is {width:.2f} pt thin; from {THINNEST_PT} pt on it is printed.")
            self._check_over(state.stroke_over, state.stroke)
        if operator not in _STROKING or operator in _FILLING:
            self._check_over(state.fill_over, state.fill)

    def _check_over(self, over: bool, ink: Ink) -> None:
        if over and not ink.overprints_well:
            white = ink.space.kind != PATTERN.kind and ink.total == 0
            what = "White is set to overprint: it would not be there." if white else "A colour is set to overprint."
            self._found.wrong("overprint", what)


_STEPS: dict[str, Callable[[_Run, Sequence[Object]], None]] = {
    "q": _Run.save,
    "Q": _Run.restore,
    "cm": _Run.transform,
    "w": _Run.widen,
    "gs": _Run.set,
    "cs": _Run.open_fill,
    "CS": _Run.open_stroke,
    "sc": _Run.colour_fill,
    "scn": _Run.colour_fill,
    "SC": _Run.colour_stroke,
    "SCN": _Run.colour_stroke,
    "sh": _Run.shade,
    "Do": _Run.draw,
}


def _scale(matrix: Sequence[float]) -> float:
    return abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5 if len(matrix) == 6 else 1.0
