"""What the palette offers while links are chosen in their list."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication

from qrdesk.core.schemas.access import Scope
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

if TYPE_CHECKING:  # it is imported when it is first asked for
    from qrdesk.gui.pages.links import LinksPage


def offer_chosen(session: Session, window: MainWindow) -> None:
    """Offer the codes of the links that are chosen, to a key that may see codes."""

    def page() -> "LinksPage":
        return cast("LinksPage", window.page("links"))

    def may() -> bool:
        there = session.may(Scope.CODES_READ) and window.is_made("links")
        return there and bool(page().model.checked())

    def export() -> None:
        page().bulk.export_artwork()

    title, also = _tr("Export artwork of the chosen links"), _tr("print codes selected SVG PNG PDF")
    window.finder.add_action(title, _tr("Links"), "printer", export, may=may, also=also)


def _tr(said: str) -> str:
    return QCoreApplication.translate("Finding", said)
