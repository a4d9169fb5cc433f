"""What of the Studio is offered to a key that may not do everything."""

from PySide6.QtCore import QCoreApplication

from qrdesk.core.schemas.access import Scope
from qrdesk.gui.pages.studio_content import ContentPanel
from qrdesk.gui.pages.studio_middle import MiddlePanel
from qrdesk.gui.session import Session
from qrdesk.gui.within_reach import gate


def keep_within_reach(session: Session, content: ContentPanel, middle: MiddlePanel) -> None:
    """Offer what the key may do alone."""
    designs, statics = content.designs, content.statics
    why = QCoreApplication.translate("StudioPage", "Your key may not change codes.")
    look = QCoreApplication.translate("StudioPage", "Your key may not change designs.")
    gate(session, [Scope.CODES_CREATE, Scope.CODES_UPDATE], why, middle.save)
    gate(session, [Scope.CODES_CREATE], look, designs.save_as, designs.bring)
    gate(session, [Scope.CODES_UPDATE], look, designs.change, designs.rename, designs.apply)
    gate(session, [Scope.CODES_DELETE], look, designs.delete)
    gate(session, [Scope.CODES_UPDATE], why, statics.rename)
    gate(session, [Scope.CODES_DELETE], why, statics.delete)
