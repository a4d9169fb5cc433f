"""Kinds of files, in words."""

from PySide6.QtCore import QCoreApplication, QLocale

from qrdesk.client import ArtworkFormat, Process
from qrdesk.core.schemas.artwork import OF_PIXELS, pixels
from qrdesk.gui.pages.studio_desk import Order


def format_name(form: ArtworkFormat) -> str:
    """Return what a kind of file is called, and what it is for."""
    names = {
        ArtworkFormat.SVG: _tr("SVG, vector"),
        ArtworkFormat.PNG: _tr("PNG, pixels"),
        ArtworkFormat.PDF: _tr("PDF, print"),
        ArtworkFormat.PDF_X1A: _tr("PDF/X-1a, press"),
        ArtworkFormat.PDF_X4: _tr("PDF/X-4, press"),
        ArtworkFormat.EPS: _tr("EPS, press"),
        ArtworkFormat.TIFF: _tr("TIFF, pixels"),
        ArtworkFormat.JPEG: _tr("JPEG, pixels"),
        ArtworkFormat.WEBP: _tr("WebP, pixels"),
    }
    return names[form]


def about_format(order: Order) -> str:
    """Return a sentence on what the file of ``order`` is good for."""
    if order.format in OF_PIXELS:
        side = QLocale().toString(pixels(order.size_mm, order.dpi))
        return _tr("For documents and screens: {side} × {side} pixels.").format(side=side)
    return {
        ArtworkFormat.SVG: _tr("For design programs and websites: sharp at any size."),
        ArtworkFormat.PDF: _tr("For print shops: exact size, press colours as given."),
        ArtworkFormat.PDF_X1A: _tr("For presses without transparency: press colours only, checked before you get it."),
        ArtworkFormat.PDF_X4: _tr("For modern presses: press colours only, checked before you get it."),
        ArtworkFormat.EPS: _tr("For older layout programs: press colours only."),
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
