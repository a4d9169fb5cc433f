"""A scene as PDF, for screens and for presses: press colours stay press colours, and there is no font in the file."""

from qrdesk.core.artwork.pdf.book import Book, write
from qrdesk.core.artwork.pdf.pages import Page, Sheet, page
from qrdesk.core.artwork.pdf.terms import Terms

__all__ = ["Book", "Page", "Sheet", "Terms", "page", "write"]
