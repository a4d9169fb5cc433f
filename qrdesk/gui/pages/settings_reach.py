"""What Settings shows of a workspace that the key in use may not read, or not change."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.access import Scope
from qrdesk.gui.session import Session
from qrdesk.gui.widgets import labels


class ReachWords(QObject):
    """Two sentences in place of what is not open to the key: of the workspace, and of the address of codes."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.workspace = labels.Paragraph()
        self.address = labels.Paragraph(self.tr("Your key may not change the address that codes carry."))

    def show_on(self, fields: Sequence[QWidget], save: QWidget, address: Sequence[QWidget]) -> None:
        """Show the fields that the key may see, and offer what it may change."""
        may = self._session.may
        sees, changes = may(Scope.WORKSPACE_READ), may(Scope.WORKSPACE_UPDATE)
        for field in fields:
            field.setVisible(sees)
            field.setEnabled(changes)
        save.setVisible(sees and changes)
        none, fixed = self.tr("Your key may not read the workspace."), self.tr("Your key may not change the workspace.")
        self.workspace.set_text(fixed if sees else none)
        self.workspace.setVisible(not (sees and changes))
        addressed = may(Scope.DOMAINS_READ) and may(Scope.DOMAINS_UPDATE)
        for part in address:
            part.setVisible(addressed)
        self.address.setVisible(not addressed)
