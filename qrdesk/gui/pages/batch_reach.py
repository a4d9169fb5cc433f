"""What the key in use may make of a list: the rest is not offered, and it is said what it may."""

from typing import NamedTuple

from PySide6.QtCore import QObject

from qrdesk.core.schemas.access import Scope
from qrdesk.gui.pages.batch_meaning import Kind
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.session import Session

_ABOUT = "reach"


class Bounds(NamedTuple):
    """Where the key ends. ``blocked``: nothing is made of such a list."""

    blocked: bool = False
    title: str = ""
    text: str = ""


class BatchReach(QObject):
    """Serves the Batch page. Codes of texts take no more than the page itself."""

    def __init__(self, session: Session, page: QObject, empty: Notice, notice: Notice) -> None:
        """``empty`` is said while there is no list, ``notice`` of one."""
        super().__init__(page)
        self._session, self._empty, self._notice = session, empty, notice
        self._said: dict[Notice, Bounds] = {}

    def begin(self) -> None:
        """There is another list: of that it is said anew."""
        self._said.clear()

    def look(self, kind: Kind | None) -> Bounds:
        """Say what the key may not make of a list of ``kind``, None before there is one; once, until that changes."""
        found = self._beforehand() if kind is None else self._of(kind)
        at = self._empty if kind is None else self._notice
        if self._said.get(at, Bounds()) != found:
            self._said[at] = found
            at.over(_ABOUT)
            if found.title:
                at.say("warn" if found.blocked else "info", found.title, found.text, icon="lock", about=_ABOUT)
        return found

    def _of(self, kind: Kind) -> Bounds:
        links, codes = self._session.may(Scope.LINKS_CREATE), self._session.may(Scope.CODES_CREATE)
        if kind is Kind.LINKS and not (links and codes):
            title = self.tr("Your key may not make links")
            if links:
                title = self.tr("Your key may make links, but no codes for them")
            return Bounds(True, title, self.tr("Choose the column with the address to use links that are there."))
        if kind is Kind.THERE and not codes:
            title = self.tr("Your key may not make codes")
            return Bounds(False, title, self.tr("Rows whose link has no code yet are left out."))
        return Bounds()

    def _beforehand(self) -> Bounds:
        links, codes = self._session.may(Scope.LINKS_CREATE), self._session.may(Scope.CODES_CREATE)
        if codes and not links:
            title = self.tr("Your key may not make links")
            return Bounds(False, title, self.tr("It may draw codes of links that are there, and of texts."))
        if not codes:
            title = self.tr("Your key may not make codes of links")
            return Bounds(False, title, self.tr("It may draw codes that links have already, and codes of texts."))
        return Bounds()
