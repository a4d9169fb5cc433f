"""Small words beside codes, such as that all of it is a trial: on the paper, on each label, below a code of its own.

They are letters and not outlines alone, so that a program finds them, too: in a font of our own, within the file.
"""

import zlib
from collections.abc import Sequence
from math import ceil

from qrdesk.core.artwork.pdf.content import Content
from qrdesk.core.artwork.pdf.objects import Part, part
from qrdesk.core.artwork.sheets.letters import ASCENT, BOLD, DESCENT, outlines
from qrdesk.core.artwork.style import Paint
from qrdesk.core.schemas.artwork import FileOrder
from qrdesk.core.schemas.batch import LabelDraft, SheetDraft

_BETWEEN = " · "
_LARGEST_MM = 3.0  # em
_LEAST_MM = 0.7  # on a label; what would be smaller is not there
_LEAST_STRIP_MM = 2.0  # of paper beside the labels
_OF_STRIP = 0.6  # how much of it an em takes
_OF_EDGE = 0.85  # how much of the edge of a label its letters take
_EDGE_MM = 10.0  # of paper, where office printers leave off
_SIDE_MM = 1.0  # beside the words below a code
_APART = 1.25  # em from line to line
_MIDDLE = (ASCENT - DESCENT) / 2  # em, from the baseline up


class Mark:
    """Draws ``lines``, as one or one below the other; nothing where there are none."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = [line for line in lines if line.strip()]
        self._whole = _BETWEEN.join(self._lines)
        self._codes: dict[str, int] = {}
        if self._lines:
            self._per_em, self._letters = outlines(self._whole, BOLD)
            self._codes = {letter: code for code, letter in enumerate(self._letters, 1)}
            self._font = self._made()

    def on_paper(self, drawn: Content, sheet: SheetDraft, marks_mm: float, ink: Paint) -> None:
        """Write them at the edge of a sheet where there is most room; ``marks_mm`` beside the labels are taken."""
        if not self._lines:
            return
        right = sheet.left_mm + (sheet.columns - 1) * sheet.pitch_x_mm + sheet.label_width_mm
        bottom = sheet.top_mm + (sheet.rows - 1) * sheet.pitch_y_mm + sheet.label_height_mm
        wide, high = sheet.page_width_mm, sheet.page_height_mm
        rooms = (sheet.top_mm, high - bottom, sheet.left_mm, wide - right)
        strip = max(rooms) - marks_mm
        if strip < _LEAST_STRIP_MM:
            return
        at = rooms.index(max(rooms))
        upwards, along = at > 1, high if at > 1 else wide
        size = min(_LARGEST_MM, strip * _OF_STRIP, (along - 2 * _EDGE_MM) / self._width(self._whole))
        begin = (along - self._width(self._whole) * size) / 2
        deep = strip / 2 if at in {0, 2} else (wide if upwards else high) - strip / 2
        deep += _MIDDLE * size
        x, y = (deep, high - begin) if upwards else (begin, deep)
        drawn.text(self._font, self._coded(self._whole), x, y, size, ink, upwards=upwards)

    def on_label(
        self, drawn: Content, sheet: SheetDraft, label: LabelDraft, at_mm: tuple[float, float], ink: Paint
    ) -> None:
        """Write them into the lower edge of a label that is there, where no code and no other words come."""
        across = sheet.label_width_mm - 2 * max(label.padding_mm, sheet.radius_mm)
        for said in (self._whole, *self._lines[:1]):
            size = min(
                _OF_EDGE * label.padding_mm / (ASCENT + DESCENT), across / max(self._width(said), 1e-6), _LARGEST_MM
            )
            if said and size >= _LEAST_MM:
                x = at_mm[0] + (sheet.label_width_mm - self._width(said) * size) / 2
                y = at_mm[1] + sheet.label_height_mm - label.padding_mm / 2 + _MIDDLE * size
                drawn.text(self._font, self._coded(said), x, y, size, ink)
                return

    def room_mm(self, width_mm: float, order: FileOrder) -> float:
        """Return how much higher a page so wide is with them below its code; what lies there keeps to whole dots."""
        if not self._lines:
            return 0.0
        high = order.bleed_mm + self._size(width_mm) * _APART * (len(self._lines) + 0.5)
        per_mm = order.dpi / 25.4
        return ceil(high * per_mm) / per_mm if order.snap else high

    def below(self, drawn: Content, width_mm: float, top_mm: float, ink: Paint) -> None:
        """Write them below each other, from ``top_mm`` down."""
        for number, line in enumerate(self._lines):
            size = self._size(width_mm)
            x = (width_mm - self._width(line) * size) / 2
            y = top_mm + (number * _APART + ASCENT) * size
            drawn.text(self._font, self._coded(line), x, y, size, ink)

    def _size(self, width_mm: float) -> float:
        return min(_LARGEST_MM, (width_mm - 2 * _SIDE_MM) / max(map(self._width, self._lines)))

    def _width(self, line: str) -> float:
        """Return how many em a line takes."""
        return sum(self._letters[letter][0] for letter in line) / self._per_em if line else 0.0

    def _coded(self, line: str) -> bytes:
        return bytes(self._codes[letter] for letter in line)

    def _made(self) -> Part:
        """Return the font: of each letter its outline, its width and what it stands for."""
        em = self._per_em
        body: list[bytes | Part] = [
            b"<< /Type /Font /Subtype /Type3 /FontBBox [%d %d %d %d] " % (-em, -em, 2 * em, 2 * em),
            b"/FontMatrix [%s 0 0 %s 0 0] /Resources << >> /CharProcs <<" % ((f"{1 / em:.10f}".encode(),) * 2),
        ]
        for letter, (width, drawing) in self._letters.items():
            box = b"%d 0 %d %d %d %d d1\n" % (width, -em, -em, 2 * em, 2 * em)
            outline = part("", b"<< /Filter /FlateDecode >>", stream=zlib.compress(box + drawing, 9))
            body += [b" /g%d " % self._codes[letter], outline]
        names = b" ".join(b"/g%d" % code for code in self._codes.values())
        widths = b" ".join(b"%d" % width for width, _ in self._letters.values())
        body.append(b" >> /Encoding << /Type /Encoding /Differences [1 %s] >> " % names)
        body.append(b"/FirstChar 1 /LastChar %d /Widths [%s] /ToUnicode " % (len(self._codes), widths))
        return part("Font", *body, self._spelled(), b" >>")

    def _spelled(self) -> Part:
        pairs = b"\n".join(
            b"<%02x> <%s>" % (code, letter.encode("utf-16-be").hex().encode()) for letter, code in self._codes.items()
        )
        said = (
            b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Mark def\n/CMapType 2 def\n"
            b"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n%d beginbfchar\n%s\nendbfchar\nendcmap\n"
            b"CMapName currentdict /CMap defineresource pop\nend\nend\n" % (len(self._codes), pairs)
        )
        return part("", b"<< /Filter /FlateDecode >>", stream=zlib.compress(said, 9))
