"""Domains: the hosts whose paths are short links, and whether their codes may be printed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.access import DomainView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import Line, PlainTableModel
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.cells import Plain, Status, TwoLines
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.rows import Column, RowTable


class DomainsPage(QWidget):
    """Lists the workspace's domains; the default one is what new codes carry."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        heads = ("", self.tr("Domain"), self.tr("In print"), self.tr("Added"))
        self.model = PlainTableModel(heads)
        self.table = RowTable()
        self.notice = Notice()
        self._header = PageHeader(self.tr("Domains"))
        self._build()

    def refresh(self) -> None:
        """Ask for the domains again."""
        client = self._session.client
        if client is not None:
            self._jobs.run(self, client.domains.list, self._show, self._not_shown)

    def focus_first(self) -> None:
        """Put the focus into the table."""
        self.table.setFocus()

    def _build(self) -> None:
        change = Button(self.tr("Change the public address"), icon="globe")
        change.clicked.connect(lambda: self._routes.show_page("settings"))
        self._header.add_action(change)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Domains"))
        self.table.set_columns([Column(24), Column(0), Column(260), Column(130)])
        said = self.tr("Printed codes keep the domain they were made with: each domain listed here goes on working.")
        foot = boxes.box(boxes.rows(labels.Paragraph(said), margins=(24, 12, 24, 16)), edge="top")
        column = boxes.rows(self._header, boxes.line("h"), self.notice, gap=0)
        column.addWidget(self.table, 1)
        column.addWidget(foot)
        self.setLayout(column)

    def _show(self, domains: Sequence[DomainView]) -> None:
        self.notice.clear()
        self._header.set_count(words.number(len(domains)))
        self.model.show([self._line(domain) for domain in domains])

    def _line(self, domain: DomainView) -> Line:
        detail = self.tr("Default: new codes carry it") if domain.is_default else self.tr("Older codes carry it")
        fit = self.tr("Fit for print") if domain.fit_for_print else self.tr("This network only")
        tone = ("circle-check", "success") if domain.fit_for_print else ("wifi", "warn")
        status = Status(fit, tone[0], "success" if domain.fit_for_print else "warn", inset=0)
        cells = [Plain(""), TwoLines(domain.host, detail), status, Plain(words.day(domain.created_at))]
        return Line(domain.id, cells, f"{domain.host}, {detail}, {fit}")

    def _not_shown(self, error: Exception) -> None:
        again = (self.tr("Try now"), self.refresh)
        self.notice.say("danger", self.tr("The domains could not be loaded"), words.failure(error), [again])
