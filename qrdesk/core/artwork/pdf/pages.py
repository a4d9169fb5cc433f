"""Pages: made in any process, written by one."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qrdesk.core.artwork.pdf.content import MARK_MM, MARK_OFFSET_MM, Content, resources
from qrdesk.core.artwork.pdf.objects import Part, numbers
from qrdesk.core.artwork.pdf.shadings import Matrix
from qrdesk.core.artwork.pdf.terms import POINTS_PER_MM, SCREEN, Terms
from qrdesk.core.artwork.scene import Scene

_ROOM_MM = 1.0  # beyond the marks


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: its boxes, what is drawn, and the parts that this needs."""

    boxes: bytes
    stream: bytes  # as zlib packs it
    needs: dict[str, Part]
    transparent: bool = False

    def head(self) -> Iterator[bytes | Part]:
        """Yield the page's dictionary, without its parent and its content, and not closed."""
        yield b"<< /Type /Page " + self.boxes + b" /Resources "
        yield from resources(self.needs)
        if self.transparent:  # what shines through is mixed as inks, on every screen and every press
            yield b" /Group << /Type /Group /S /Transparency /CS /DeviceCMYK >>"


class Sheet(Content):
    """A page in the making, ``width_mm`` by ``height_mm`` when it is cut, with room for bleed and marks around it."""

    def __init__(self, width_mm: float, height_mm: float, terms: Terms = SCREEN) -> None:
        edge = terms.bleed_mm
        if terms.crop_marks:
            edge = max(MARK_OFFSET_MM, edge) + MARK_MM + _ROOM_MM
        super().__init__(terms, _upright(height_mm, edge))
        self._boxes = _boxes(width_mm, height_mm, edge, terms.bleed_mm)
        self._upright = b"%s cm" % " ".join(f"{value:.9f}" for value in self._matrix).encode()
        if terms.crop_marks:
            self.marks(0, 0, width_mm, height_mm, terms.bleed_mm)

    def page(self) -> Page:
        """Return the page with what was drawn so far."""
        stream = zlib.compress(self._upright + b"\n" + bytes(self), 4)  # 6 takes twice as long for 6 % less
        return Page(self._boxes, stream, self.needs, self.transparent and self._terms.for_press)


def page(scene: Scene, terms: Terms = SCREEN) -> Page:
    """Return a scene as a page of its own size."""
    sheet = Sheet(scene.width_mm, scene.height_mm, terms)
    sheet.scene(scene, bleed_mm=terms.bleed_mm)
    return sheet.page()


def _upright(height_mm: float, edge_mm: float) -> Matrix:
    scale = POINTS_PER_MM
    return scale, 0.0, 0.0, -scale, edge_mm * scale, (height_mm + edge_mm) * scale


@lru_cache(maxsize=16)
def _boxes(width_mm: float, height_mm: float, edge_mm: float, bleed_mm: float) -> bytes:
    def box(around_mm: float) -> bytes:
        low, high = edge_mm - around_mm, edge_mm + around_mm
        corners = (low, low, width_mm + high, height_mm + high)
        return numbers(*(corner * POINTS_PER_MM for corner in corners))

    return b"/MediaBox [%s] /BleedBox [%s] /TrimBox [%s]" % (box(edge_mm), box(bleed_mm), box(0))
