"""Sheets of labels, drawn: the code, and words beside or below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, inf

from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.pdf import Page, Sheet, Terms
from qrdesk.core.artwork.pdf.objects import numbers
from qrdesk.core.artwork.scene import Box, Fill
from qrdesk.core.artwork.shapes.outlines import box
from qrdesk.core.artwork.sheet import place
from qrdesk.core.artwork.sheets import codes
from qrdesk.core.artwork.sheets.letters import ASCENT, BOLD, DESCENT, REGULAR, Words, fitted, words
from qrdesk.core.artwork.sheets.marks import Mark
from qrdesk.core.artwork.style import Paint, paint
from qrdesk.core.errors import Invalid, QRDeskError
from qrdesk.core.schemas.artwork import FileOrder
from qrdesk.core.schemas.batch import LabelDraft, SheetDraft
from qrdesk.core.schemas.design import Design

_BLACK = paint("k")
_LEAST_CODE_MM = 5.0
_LEAST_WORDS_MM = 3.0  # wide
_SMALLER = 0.8  # lines after the first
_LEAST_SHRUNK = 0.6  # of the size asked for; what is still too long is cut
_STEPS = 50  # sizes of words, from none to that asked for: labels side by side look alike, and are soon looked through
_APART = 1.25  # em from line to line
_CUT_MM = 4.0  # long marks where labels are cut
_NEAR_CUT_MM = 1.0  # between those and the labels


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says. ``design`` is its own look, with the files that this names."""

    text: str
    lines: tuple[str, ...] = ()
    design: Design | None = None
    assets: Assets = NOTHING


@dataclass(frozen=True, slots=True)
class _Look:
    """A design, and what it is painted with. ``paper`` is what a label has all over; None for bare or white paper."""

    design: Design
    assets: Assets
    plain: bool
    ink: Paint
    paper: Paint | None

    @property
    def words_ink(self) -> Paint:
        """Black, or on paper of another colour what the modules have."""
        return _BLACK if self.paper is None else self.ink


@dataclass(frozen=True, slots=True)
class _Room:
    """Where things lie on a label, in mm from its upper left corner."""

    code: tuple[float, float, float]  # left, top, side
    words: tuple[float, float, float, float]  # left, top, width, height


class Labels:
    """Draws sheets of labels of one kind.

    Raises:
        Invalid: code and words have no room on a label.
    """

    def __init__(
        self,
        sheet: SheetDraft,
        label: LabelDraft,
        design: Design,
        terms: Terms,
        assets: Assets = NOTHING,
        order: FileOrder | None = None,
        mark: Sequence[str] = (),
    ) -> None:
        self._sheet, self._label, self._terms = sheet, label, terms
        self._order = order or FileOrder(format=terms.kind)
        self._look = _look(design, assets, self._order)
        self._looks: dict[tuple[Design, Assets], _Look] = {}  # of single labels
        self.least_module_mm = inf  # drawn so far
        self.cut: set[int] = set()  # labels of the last page whose words were too long, as they were given
        self.room = _room(sheet, label)
        self._mark = Mark(mark)

    @property
    def code_mm(self) -> float:
        """Width of the code, its quiet zone included."""
        return self.room.code[2]

    @property
    def has_words(self) -> bool:
        """Whether anything stands beside the codes."""
        return self._label.layout != "code"

    def page(self, labels: Sequence[Label | None], start: int = 0) -> tuple[Page, list[tuple[int, QRDeskError]]]:
        """Return a sheet with ``labels`` from number ``start`` (0 is the first) on, and what is wrong with which.

        None, and a label that cannot be made, leaves its place empty.
        """
        drawn = _Sheet(self._sheet.page_width_mm, self._sheet.page_height_mm, self._terms)
        refused: list[tuple[int, QRDeskError]] = []
        self.cut.clear()
        if self._sheet.cut_marks:
            drawn.lines(list(_cuts(self._sheet)))
        taken = self._sheet.bleed_mm + (_NEAR_CUT_MM + _CUT_MM if self._sheet.cut_marks else 0)
        self._mark.on_paper(drawn, self._sheet, taken, _BLACK)
        for index, label in enumerate(labels):
            if label is None:
                continue
            try:
                if self._draw(drawn, label, *place(self._sheet, start + index)):
                    self.cut.add(index)
            except QRDeskError as reason:
                refused.append((index, reason))
        return drawn.page(), refused

    def _draw(self, drawn: "_Sheet", label: Label, x_mm: float, y_mm: float) -> bool:
        """Draw a label, and return whether its words were cut."""
        look = self._look_of(label)
        lines, is_cut = self._set(label)  # before anything is drawn: a label is whole or not there
        if look.plain and codes.is_bare(label.text):
            self._squares(drawn, label.text, look, x_mm, y_mm)
        else:
            _, _, side = self.room.code
            scene = codes.drawn(label.text, look.design, self._order, look.assets, bounded_mm=side)
            self._ground(drawn, look.paper, x_mm, y_mm)
            drawn.scene(scene, *self._corner(scene.width_mm, scene.height_mm, scene.symbol, x_mm, y_mm))
            self.least_module_mm = min(self.least_module_mm, scene.module_mm)
        for line, size_mm, right, below in lines:
            drawn.words(line, x_mm + right, y_mm + below, size_mm, look.words_ink)
        self._mark.on_label(drawn, self._sheet, self._label, (x_mm, y_mm), look.words_ink)
        return is_cut

    def _squares(self, drawn: "_Sheet", text: str, look: _Look, x_mm: float, y_mm: float) -> None:
        design, order = look.design, self._order
        code = codes.plain(text, design, order, self._terms.profile)
        module_mm = codes.module_mm(code, design, self.room.code[2], order, bounded=True)
        self._ground(drawn, look.paper, x_mm, y_mm)
        quiet_mm, code_mm = design.quiet_zone * module_mm, code.modules * module_mm
        side = code_mm + 2 * quiet_mm
        left, top = self._corner(side, side, Box(quiet_mm, quiet_mm, code_mm), x_mm, y_mm)
        drawn.squares(code.rows, left + quiet_mm, top + quiet_mm, module_mm, look.ink)
        self.least_module_mm = min(self.least_module_mm, module_mm)

    def _corner(self, width_mm: float, height_mm: float, symbol: Box, x_mm: float, y_mm: float) -> tuple[float, float]:
        """Return where artwork begins that stands in the middle of its room on the label there.

        Where modules are whole dots, ``symbol`` begins with one: counted from the lower left, as PDF does.
        """
        left, top, side = self.room.code
        left, top = x_mm + left + (side - width_mm) / 2, y_mm + top + (side - height_mm) / 2
        if self._order.snap:
            per_mm, page_mm = self._order.dpi / 25.4, self._sheet.page_height_mm
            left = round((left + symbol.x_mm) * per_mm) / per_mm - symbol.x_mm
            top = page_mm - round((page_mm - top - symbol.y_mm) * per_mm) / per_mm - symbol.y_mm
        return left, top

    def _look_of(self, label: Label) -> _Look:
        if label.design is None:
            return self._look
        key = label.design, label.assets
        if key not in self._looks:
            self._looks[key] = _look(*key, self._order)
        return self._looks[key]

    def _ground(self, drawn: "_Sheet", paper: Paint | None, x_mm: float, y_mm: float) -> None:
        if paper is not None:
            sheet, out = self._sheet, self._sheet.bleed_mm
            width, height = sheet.label_width_mm + 2 * out, sheet.label_height_mm + 2 * out
            radius = 0 if out else sheet.radius_mm
            drawn.fill(Fill((box(x_mm - out, y_mm - out, width, height, radius),), paper))

    def _set(self, label: Label) -> tuple[list[tuple[Words, float, float, float]], bool]:
        """Return the lines of a label, and whether one was cut. All are shrunk alike, as far as the longest needs it.

        Of a line: what, how large, and where its baseline begins, in mm from the label's corner.
        """
        left, top, width, height = self.room.words
        texts = [line for line in label.lines if line.strip()]
        if not texts or not self.has_words:
            return [], False
        sizes = [self._label.text_mm * (_SMALLER if index else 1.0) for index in range(len(texts))]
        fonts = [REGULAR if index else BOLD for index in range(len(texts))]
        longest = max(words(*one).width * size for *one, size in zip(texts, fonts, sizes, strict=True))
        scale = min(1.0, height / _height(sizes))
        shrunk = scale * max(_LEAST_SHRUNK, min(1.0, width / max(longest * scale, 1e-6)))
        shrunk = floor(shrunk * _STEPS + 1e-6) / _STEPS
        found: list[tuple[Words, float, float, float]] = []
        y = top if self._label.layout == "above" else top + (height - _height(sizes) * shrunk) / 2
        for text, font, size in zip(texts, fonts, sizes, strict=True):
            size_mm = size * shrunk
            line = fitted(text, width / size_mm + 1e-6, font)
            across = (width - line.width * size_mm) / 2 if self._label.layout == "above" else 0.0
            found.append((line, size_mm, left + across, y + ASCENT * size_mm))
            y += _APART * size_mm
        return found, longest * shrunk > width + 1e-6


def _look(design: Design, assets: Assets, order: FileOrder) -> _Look:
    plain = codes.is_plain(design, order)
    return _Look(design, assets, plain, paint(design.ink), codes.painted_paper(design))


class _Sheet(Sheet):
    """A page that takes words, too."""

    def words(self, line: Words, x_mm: float, y_mm: float, size_mm: float, ink: Paint) -> None:
        """Write words from there on, on the baseline at ``y_mm``; an em is ``size_mm``."""
        self.needs.update(line.letters)
        scale = f"{size_mm / line.per_em:.8f}".rstrip("0")
        at = b"%s 0 0 -%s %s cm" % (scale.encode(), scale.encode(), numbers(x_mm, y_mm))
        self._lines.append(b"q %s %s\n%s\nQ" % (self._colour(ink), at, line.operators))


def _height(sizes: Sequence[float]) -> float:
    """Return how high lines of these sizes (em, in mm) are together."""
    return sum(sizes[:-1]) * _APART + sizes[-1] * (ASCENT + DESCENT)


def _room(sheet: SheetDraft, label: LabelDraft) -> _Room:
    padding = label.padding_mm
    width, height = sheet.label_width_mm - 2 * padding, sheet.label_height_mm - 2 * padding
    count = len(label.lines) + label.address
    written = count > 0 and label.layout != "code"
    most = min(width, height)
    words_height = 0.0
    if written and label.layout == "beside":
        most = min(most, width - padding - _LEAST_WORDS_MM)
    elif written:
        sizes = [label.text_mm * (_SMALLER if index else 1.0) for index in range(count)]
        words_height = min(_height(sizes), height / 2)
        most = min(most, height - words_height - padding / 2)
    side = most if label.code_mm is None else label.code_mm
    if side > most + 1e-6 or side < _LEAST_CODE_MM:
        raise Invalid.field(
            "label",
            f"A code of {max(side, _LEAST_CODE_MM):g} mm has no room on a label of {sheet.label_width_mm:g} × "
            f"{sheet.label_height_mm:g} mm with its words. Choose a smaller code, less padding, fewer words or a "
            "larger label.",
        )
    if not written:
        return _Room((padding + (width - side) / 2, padding + (height - side) / 2, side), (0, 0, 0, 0))
    if label.layout == "beside":
        left = padding + side + padding
        code = (padding, padding + (height - side) / 2, side)
        return _Room(code, (left, padding, sheet.label_width_mm - padding - left, height))
    top = padding + (height - side - padding / 2 - words_height) / 2
    below = top + side + padding / 2
    return _Room((padding + (width - side) / 2, top, side), (padding, below, width, words_height))


def _cuts(sheet: SheetDraft) -> Iterable[bytes]:
    """Yield marks at the paper's edge, where the sheet is cut through, outside of labels and their bleed."""
    right = sheet.left_mm + (sheet.columns - 1) * sheet.pitch_x_mm + sheet.label_width_mm
    bottom = sheet.top_mm + (sheet.rows - 1) * sheet.pitch_y_mm + sheet.label_height_mm
    near = sheet.bleed_mm + _NEAR_CUT_MM
    xs = _edges(sheet.left_mm, sheet.label_width_mm, sheet.pitch_x_mm, sheet.columns)
    ys = _edges(sheet.top_mm, sheet.label_height_mm, sheet.pitch_y_mm, sheet.rows)
    for x in xs:
        for edge, outwards in ((sheet.top_mm, -1), (bottom, 1)):
            yield b"%s m %s l" % (numbers(x, edge + outwards * near), numbers(x, edge + outwards * (near + _CUT_MM)))
    for y in ys:
        for edge, outwards in ((sheet.left_mm, -1), (right, 1)):
            yield b"%s m %s l" % (numbers(edge + outwards * near, y), numbers(edge + outwards * (near + _CUT_MM), y))


def _edges(start: float, size: float, pitch: float, count: int) -> list[float]:
    return sorted({round(start + index * pitch + side, 4) for index in range(count) for side in (0.0, size)})
