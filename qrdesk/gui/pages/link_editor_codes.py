"""The codes of a link, as the editor lists them."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import CodeQuery
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.carrying_links import LinkCarrying
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.link_editor_codes_line import CodeLine
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button

_FIRST = 20  # and so many more each time
_MOST = 1000  # in one answer


class _Shown(NamedTuple):
    """What the lines say. ``total`` is how many codes the link has."""

    host: str
    slug: str
    codes: tuple[CodeView, ...]
    total: int


class CodeList(QWidget):
    """One line per code, and the way into the Studio; ``said`` is the list in a few words, ``told`` a sentence."""

    said = Signal(str)
    told = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._jobs, self._routes = session, jobs, routes
        self._link: LinkView | None = None
        self._shown: _Shown | None = None
        self._wanted = _FIRST
        self.carrying = LinkCarrying(session, jobs, window, self)
        self.lines: list[CodeLine] = []
        self._none = labels.Paragraph(
            self.tr(
                "No code is designed yet. One that is copied, dragged or begun in the Studio has the look that the "
                "domain gives to new codes."
            )
        )
        self._lines = boxes.rows(gap=10)
        button = Button(self.tr("Design and print in the Studio"), icon="qr-code", size="small")
        button.clicked.connect(self._open_studio)
        self.more = Button(self.tr("Show more"), size="small")
        self.more.clicked.connect(self._show_more)
        self.more.hide()
        self._why = labels.Paragraph(words.about_codes(), "caption")
        whole = boxes.rows(self._none, self._lines, self._why, gap=8)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(whole)

    def show_link(self, link: LinkView) -> None:
        """List the codes of ``link``."""
        before, self._link = self._link, link
        if before is None or before.id != link.id:
            self._shown, self._wanted = None, _FIRST
            self.show_codes(link, [])
        self._fetch(link)

    def show_codes(self, link: LinkView, codes: Sequence[CodeView], total: int = 0) -> None:
        """List ``codes`` of ``link``, which has ``total`` or as many; a line at which the person is stays as it is."""
        shown = _Shown(link.host, link.slug, tuple(codes), max(total, len(codes)))
        if shown == self._shown and all(line.code in codes for line in self.lines):
            for line in self.lines:
                line.follow(link)
            return
        self._shown = shown
        busy = {line.code.id: line for line in self.lines if line.is_busy()}
        for line in self.lines:
            self._lines.removeWidget(line)
            if line.code.id not in {code.id for code in codes} or line.code.id not in busy:
                line.hide()
                line.deleteLater()
        self.lines = [busy.get(code.id) or self._line(link, code) for code in codes]
        for line in self.lines:
            line.follow(link)
            self._lines.addWidget(line)
        self._say(len(codes), shown.total)

    def _say(self, listed: int, total: int) -> None:
        self._none.setVisible(not total)
        self._why.setVisible(bool(total))
        self.more.setVisible(listed < min(total, _MOST))
        one, many = self.tr("{count} code"), self.tr("{count} codes")
        self.said.emit(words.counted(total, one, many) if total else self.tr("none yet"))

    def _fetch(self, link: LinkView) -> None:
        client = self._session.client
        if client is not None:
            work = partial(client.codes.list, CodeQuery(link_id=link.id, limit=self._wanted))
            self._jobs.run(self, work, partial(self._here, link.id, self._wanted), lambda _error: None)

    def _show_more(self) -> None:
        if self._link is not None:
            self._wanted = min(self._wanted + _FIRST, _MOST)
            self._fetch(self._link)

    def _line(self, link: LinkView, code: CodeView) -> CodeLine:
        made = CodeLine(self._session, self._jobs, link, code)
        made.saved.connect(self._saved)
        made.picture.held.connect(partial(self._held, made))
        made.picture.dragged.connect(partial(self._dragged, made))
        made.copy.clicked.connect(partial(self._copy, made))
        return made

    def _held(self, line: CodeLine) -> None:
        self.carrying.prepare(line.wanted())

    def _dragged(self, line: CodeLine) -> None:
        self.carrying.drag(line.wanted(), line.picture.picture)

    def _copy(self, line: CodeLine, _checked: bool = False) -> None:
        self.carrying.copy(line.wanted())

    def _saved(self, code: CodeView, said: str) -> None:
        link = self._link
        if link is not None and self._shown is not None:
            codes = [code if one.id == code.id else one for one in self._shown.codes]
            self.show_codes(link, codes, self._shown.total)
            for line in self.lines:
                if line.code.id == code.id:
                    line.change.setFocus()  # the line that had it is gone
        self.told.emit(said)
        self._session.links_changed.emit()

    def _here(self, link_id: str, wanted: int, page: Page[CodeView]) -> None:
        if self._link is not None and (link_id, wanted) == (self._link.id, self._wanted):
            self.show_codes(self._link, page.data, page.pagination.total or 0)

    def _open_studio(self) -> None:
        self._routes.open_studio(self._link.id if self._link is not None else "")
