"""From a text to a scene: the one way that single files, books, labels and previews go."""

from dataclasses import dataclass
from math import floor

from qrdesk.core.artwork import drawing, framing, symbol
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.symbol import Symbol
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import FileOrder
from qrdesk.core.schemas.design import Design

_SLACK = 1e-6  # mm, or dots


@dataclass(frozen=True, slots=True)
class Rendition:
    """A code as it was drawn. ``text`` is what it says: of one of several parts its share."""

    text: str
    design: Design
    code: Symbol
    covered: frozenset[tuple[int, int]]  # modules (x, y) that the logo hides
    scene: Scene


@dataclass(frozen=True, slots=True)
class _Model:
    """What is drawn in any size."""

    text: str
    design: Design
    code: Symbol
    assets: Assets
    order: FileOrder

    @property
    def dot_mm(self) -> float:
        """Width of the dots that bars are made of; 0: they need not be."""
        return 25.4 / self.order.dpi if self.order.snap else 0

    @property
    def reduce_mm(self) -> float:
        return self.order.reduce_um / 1000

    def bare(self, width_mm: float) -> Scene:
        """Return the code in its frame, without what stands on or below it."""
        address = framing.short_address(self.text)
        return drawing.build(self.code, self.design, width_mm, self.assets, reduce_mm=self.reduce_mm, address=address)

    def whole(self, bare: Scene) -> Scene:
        if is_bill(self.text):
            from qrdesk.core.artwork import bill  # noqa: PLC0415 as in ``is_bill``

            return bill.with_cross(bare, self.text)
        if self.design.barcode:
            from qrdesk.core.artwork import beside  # noqa: PLC0415 as in ``is_bill``

            return beside.with_barcode(bare, self.text, self.design, reduce_mm=self.reduce_mm, dot_mm=self.dot_mm)
        return bare


def draw(
    text: str, design: Design, order: FileOrder, assets: Assets = NOTHING, *, bounded_mm: float | None = None
) -> Rendition:
    """Return the artwork of a text as ``order`` has it; it was not read back yet.

    It is ``order.size_mm`` wide; where ``bounded_mm`` is given, as large as it can be with neither side longer than
    that. With ``order.snap`` it departs from that until a module is a whole number of dots: as little as may be, and
    never beyond a bound. The code of a QR-bill is always as wide as banks want it.

    Raises:
        Invalid: there is no text, or more than a QR code holds, or it is too long or too short for its parts; the logo
            or the barcode has no room or cannot be drawn; or a module would be smaller than a dot within the bound, or
            the code of a QR-bill larger than that.
    """
    if is_bill(text):
        design = _suited(text, design, order)
    said = text if order.parts == 1 else symbol.shares(text, order.parts)[order.part - 1]
    code = _encoded(text, design, order)
    covered = drawing.covered(code, design, assets)
    if covered and design.symbol.mask is None:
        code = _encoded(text, design, order, covered)
    model = _Model(text, design, code, assets, order)
    bare = model.bare(order.size_mm if bounded_mm is None else bounded_mm)
    width_mm = _width_mm(model, bare, bounded_mm)
    if width_mm != bare.width_mm:
        bare = model.bare(width_mm)
    return Rendition(said, design, code, covered, model.whole(bare))


def is_bill(text: str) -> bool:
    """Say whether a text is a Swiss QR-bill."""
    if not text.startswith("SPC"):
        return False
    from qrdesk.core.artwork import bill  # noqa: PLC0415 schemas of contents take 100 ms, and each worker would pay

    return bill.is_bill(text)


def snapped_mm(module_mm: float, dpi: int, *, down: bool = False) -> float:
    """Return the module that is a whole number of dots: the nearest, or where ``down`` the next smaller.

    Raises:
        Invalid: there is none that small.
    """
    dots = module_mm / 25.4 * dpi
    whole = floor(dots + _SLACK) if down else max(1, round(dots))
    if whole < 1:
        raise Invalid.field(
            "label",
            f"A module would be smaller than a dot at {dpi} dpi. Shorten the text, or choose a larger label.",
        )
    return whole * 25.4 / dpi


def notes(drawn: Rendition, order: FileOrder) -> list[str]:
    """Return what is to be said of how it was drawn."""
    found: list[str] = []
    if drawn.design.symbol.micro and not drawn.code.micro:
        found.append("A Micro QR code has no room for this text at this level, so this is a usual QR code.")
    if is_bill(drawn.text):
        from qrdesk.core.artwork import bill  # noqa: PLC0415 as in ``is_bill``

        found += bill.notes(drawn.scene, drawn.text, drawn.design, order.size_mm, snap=order.snap)
    if order.parts > 1:
        found.append(
            f"This is part {order.part} of {order.parts}. Few phones put parts together: use them with scanners that "
            "do, and print all of them."
        )
    return found


def _suited(text: str, design: Design, order: FileOrder) -> Design:
    from qrdesk.core.artwork import bill  # noqa: PLC0415 as in ``is_bill``

    if order.parts > 1:
        raise Invalid.field("parts", "A QR-bill is one code. Leave the parts out.")
    return bill.suited(text, design)


def _encoded(text: str, design: Design, order: FileOrder, cleared: frozenset[tuple[int, int]] | None = None) -> Symbol:
    level, wish = design.error_correction, design.symbol
    if order.parts > 1:
        return symbol.encode_part(text, order.part, order.parts, level, wish, cleared=cleared)
    return symbol.encode(text, level, wish, cleared=cleared)


def _width_mm(model: _Model, bare: Scene, bounded_mm: float | None) -> float:
    """Return how wide the artwork is to be, of which ``bare`` is a draft as wide as was asked for."""
    order, wide_mm = model.order, bare.width_mm
    if is_bill(model.text):
        return _bill_mm(bare, bounded_mm)
    if bounded_mm is not None:
        wide_mm = min(wide_mm, wide_mm * bounded_mm / bare.height_mm)  # a frame with words below is higher
        if model.design.barcode:
            from qrdesk.core.artwork import beside  # noqa: PLC0415 as in ``is_bill``

            wide_mm = beside.width_within(bare, model.text, model.design, bounded_mm, dot_mm=model.dot_mm)
    if order.snap:
        module_mm = bare.module_mm * wide_mm / bare.width_mm
        wide_mm *= snapped_mm(module_mm, order.dpi, down=bounded_mm is not None) / module_mm
    return wide_mm


def _bill_mm(bare: Scene, bounded_mm: float | None) -> float:
    from qrdesk.core.artwork import bill  # noqa: PLC0415 as in ``is_bill``

    scale = bill.BILL_MM / bare.symbol.side_mm
    if bounded_mm is not None and max(bare.width_mm, bare.height_mm) * scale > bounded_mm + _SLACK:
        raise Invalid.field(
            "label", f"The code of a QR-bill is {bill.BILL_MM:g} mm wide, and has no room. Choose a larger label."
        )
    return bare.width_mm * scale
