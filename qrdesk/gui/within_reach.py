"""What the key in use may not do is disabled wherever it stands, and says in one sentence why."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.access import Scope
from qrdesk.gui.session import Session


class Gate(QObject):
    """Keeps ``part`` disabled while the key has none of ``scopes``, whatever else enables it."""

    def __init__(self, part: QWidget, session: Session, scopes: Collection[Scope], why: str) -> None:
        super().__init__(part)
        self._part, self._session, self._scopes, self._why = part, session, scopes, why
        self._tip, self._told = part.toolTip(), part.accessibleDescription()
        self._closed = False
        self._wanted = True  # whether it would be enabled if the key were let
        part.installEventFilter(self)
        session.reach_changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """See what the key may do now."""
        closed = not any(self._session.may(scope) for scope in self._scopes)
        if closed == self._closed:
            return
        if closed:
            self._wanted = self._part.isEnabled()
            self._tip, self._told = self._part.toolTip(), self._part.accessibleDescription()
        self._closed = closed
        self._part.setToolTip(self._why if closed else self._tip)
        self._part.setAccessibleDescription(self._why if closed else self._told)
        self._part.setEnabled(self._wanted and not closed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.EnabledChange and self._closed and self._part.isEnabled():
            self._wanted = True
            self._part.setEnabled(False)
        return False


def gate(session: Session, scopes: Collection[Scope], why: str, *parts: QWidget) -> None:
    """Keep ``parts`` disabled while the key has none of ``scopes``; ``why`` is a whole sentence."""
    for part in parts:
        Gate(part, session, scopes, why)
