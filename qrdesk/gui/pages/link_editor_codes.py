"""The codes of a link, as the editor lists them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import CodeQuery
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button

_MOST = 20


class CodeList(QWidget):
    """One line per code, and the way into the Studio; ``said`` is the list in a few words."""

    said = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, routes: Routes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._routes = session, jobs, routes
        self._link_id = ""
        self._lines = boxes.rows(gap=8)
        button = Button(self.tr("Design and print in the Studio"), icon="qr-code", size="small")
        button.clicked.connect(lambda: self._routes.open_studio(self._link_id))
        whole = boxes.rows(self._lines, gap=8)
        whole.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(whole)

    def show_link(self, link: LinkView) -> None:
        """List the codes of ``link``."""
        client = self._session.client
        self._link_id = link.id
        self.show_codes([])
        if client is not None:
            work = partial(client.codes.list, CodeQuery(link_id=link.id, limit=_MOST))
            self._jobs.run(self, work, partial(self._here, link.id), lambda _error: None)

    def show_codes(self, codes: Sequence[CodeView]) -> None:
        """List ``codes``."""
        while (item := self._lines.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for code in codes:
            self._lines.addWidget(self._line(code))
        if not codes:
            self._lines.addWidget(labels.Paragraph(self.tr("No code was designed for it yet.")))
        one, many = self.tr("{count} code"), self.tr("{count} codes")
        self.said.emit(words.counted(len(codes), one, many) if codes else self.tr("none yet"))

    def _here(self, link_id: str, page: Page[CodeView]) -> None:
        if link_id == self._link_id:
            self.show_codes(page.data)

    def _line(self, code: CodeView) -> QWidget:
        made = self.tr("Code of {day}").format(day=words.day(code.created_at))
        never = self.tr("never exported")
        out = self.tr("exported {day}").format(day=words.day(code.printed_at)) if code.printed_at else never
        row = boxes.columns(gap=8)
        name = code.name or made
        row.addWidget(labels.Elided(f"{name} · /{code.slug}" if code.slug else name), 1)
        row.addWidget(labels.text(out, "caption"))
        return boxes.box(row)
