"""Kinds of files, in words."""

from PySide6.QtCore import QCoreApplication, QLocale

from qrdesk.client import ArtworkFormat, Process
from qrdesk.core.schemas.artwork import OF_PIXELS, pixels
from qrdesk.gui.pages.studio_desk import Order


def format_name(form: ArtworkFormat) -> str:
    """Return what a kind of file is called, and what it is for."""
    names = {
        ArtworkFormat.SVG: _tr("Drawing (SVG)"),
        ArtworkFormat.PNG: _tr("Picture (PNG)"),
        ArtworkFormat.PDF: _tr("Print (PDF)"),
        ArtworkFormat.PDF_X1A: _tr("Press (PDF/X-1a)"),
        ArtworkFormat.PDF_X4: _tr("Press (PDF/X-4)"),
        ArtworkFormat.EPS: _tr("Press (EPS)"),
        ArtworkFormat.TIFF: _tr("Print picture (TIFF)"),
        ArtworkFormat.JPEG: _tr("Picture (JPEG)"),
        ArtworkFormat.WEBP: _tr("Picture (WebP)"),
    }
    return names[form]


def about_format(order: Order) -> str:
    """Return a sentence on what the file of ``order`` is good for."""
    if order.format in OF_PIXELS:
        side = QLocale().toString(pixels(order.size_mm, order.dpi))
        return _tr("For documents, screens and office printers: {side} × {side} pixels.").format(side=side)
    return {
        ArtworkFormat.SVG: _tr("For design programs and websites: sharp at any size."),
        ArtworkFormat.PDF: _tr("For a print shop: exact size, press colours as given."),
        ArtworkFormat.PDF_X1A: _tr("For a print shop: press colours only, no transparency, checked before you get it."),
        ArtworkFormat.PDF_X4: _tr(
            "For a print shop with modern presses: press colours only, checked before you get it."
        ),
        ArtworkFormat.EPS: _tr("For a print shop with older layout programs: press colours only."),
    }[order.format]


def process_name(process: Process) -> str:
    """Return how it comes to paper, in words."""
    return {
        Process.OFFSET: _tr("Offset press"),
        Process.LASER: _tr("Laser printer"),
        Process.THERMAL_203: _tr("Label printer, 203 dpi"),
        Process.THERMAL_300: _tr("Label printer, 300 dpi"),
        Process.GS1: _tr("Packaging for tills (GS1)"),
        Process.SCREEN: _tr("Nobody: it stays on screens"),
    }[process]


def colours_names() -> list[tuple[str, str]]:
    """Return the colours that a TIFF may have, with their keys."""
    return [
        ("auto", _tr("As the design")),
        ("cmyk", _tr("CMYK")),
        ("grey", _tr("Grey")),
        ("bilevel", _tr("Black and white, one bit")),
    ]


def _tr(words: str) -> str:
    return QCoreApplication.translate("Studio", words)
