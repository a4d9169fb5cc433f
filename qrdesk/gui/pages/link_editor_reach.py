"""What the key may do with the link that is open: the rest is not offered, and one sentence says why."""

from PySide6.QtCore import QObject

from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.pages.link_editor_parts import EditorHead, SaveBar
from qrdesk.gui.pages.link_editor_sections import Sections
from qrdesk.gui.session import Session
from qrdesk.gui.widgets.note import Note


class EditorReach(QObject):
    """Serves the editor. A link is read all the same, and tried out in the simulator."""

    def __init__(self, session: Session, head: EditorHead, parts: Sections, bar: SaveBar) -> None:
        super().__init__(parts)
        self._session, self._head, self._parts, self._bar = session, head, parts, bar
        self._link: LinkView | None = None
        self.note = Note("info", icon="lock")
        self.note.hide()

    def show_link(self, link: LinkView | None) -> None:
        """Offer what may be done with ``link``; None for a new one."""
        self._link = link
        self.look()

    def look(self) -> None:
        """See what the key may do now."""
        may, known = self._session.may, self._link is not None
        change = may(Scope.LINKS_UPDATE if known else Scope.LINKS_CREATE)
        for part in (*self._parts.parts.values(), self._parts.state):
            part.setEnabled(change)
        self._parts.privacy.show_reach(change=change, erase=known and may(Scope.LINKS_DELETE))
        self._bar.setVisible(change)
        self._head.show_reach(
            change=change, delete=may(Scope.LINKS_DELETE), design=may(Scope.CODES_READ), scans=may(Scope.STATS_READ)
        )
        self._parts.sections["codes"].setVisible(known and may(Scope.CODES_READ))
        said = self.tr("Your key may read links, but not change them.")
        self.note.show_words("info", "", said if known else self.tr("Your key may not make links."), icon="lock")
        self.note.setVisible(not change)
