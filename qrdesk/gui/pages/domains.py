"""Domains: the hosts whose paths are short links, whether they are yours, and whether their codes may be printed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QSplitter, QWidget

from qrdesk.client import Client, PublicUrlDraft
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch, DomainStatus, DomainView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.domain_panel import DomainPanel
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

_PANEL = 440  # px


class DomainsPage(QWidget):
    """Lists the workspace's domains; the one chosen, or a new one, beside them."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self._domains: dict[str, DomainView] = {}
        heads = ("", self.tr("Domain"), self.tr("Status"), self.tr("In print"))
        self.model = PlainTableModel(heads)
        self.table = RowTable()
        self.notice = Notice()
        self.panel = DomainPanel()
        self._header = PageHeader(self.tr("Domains"))
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Ask for the domains again."""
        client = self._session.client
        if client is not None:
            self._jobs.run(self, client.domains.list, self._show, self._not_shown)

    def focus_first(self) -> None:
        """Put the focus into the table."""
        self.table.setFocus()

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 walks."""
        return [self.table, self.panel]

    def _build(self) -> None:
        self.add = Button(self.tr("Add domain"), "primary", "plus")
        self._header.add_action(self.add)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Domains"))
        self.table.set_columns([Column(24), Column(0), Column(132), Column(148)])
        said = self.tr("Printed codes keep the domain they were made with: each domain listed here goes on working.")
        foot = boxes.box(boxes.rows(labels.Paragraph(said), margins=(24, 12, 24, 16)), edge="top")
        column = boxes.rows(self._header, boxes.line("h"), self.notice, gap=0)
        column.addWidget(self.table, 1)
        column.addWidget(foot)
        left = QWidget()
        left.setLayout(column)
        left.setMinimumWidth(400)
        self.panel.setMinimumWidth(360)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(boxes.scrolled(self.panel))
        split.setStretchFactor(0, 1)
        split.setSizes([840, _PANEL])
        self.setLayout(boxes.rows(split, gap=0))

    def _connect(self) -> None:
        panel = self.panel
        self.add.clicked.connect(self._new)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        panel.create_wanted.connect(self._create)
        panel.change_wanted.connect(self._change)
        panel.verify_wanted.connect(self._verify)
        panel.default_wanted.connect(self._make_default)
        panel.delete_wanted.connect(self._delete)
        panel.copy_wanted.connect(self._copy)

    def _show(self, domains: Sequence[DomainView]) -> None:
        self.notice.clear()
        self._domains = {domain.id: domain for domain in domains}
        self._header.set_count(words.number(len(domains)))
        shown = self.panel.domain()
        self.model.show([self._line(domain) for domain in domains])
        if shown is not None and shown.id in self._domains:
            self.panel.freshen(self._domains[shown.id])
            self._mark(shown.id)
        elif domains and not self.panel.is_new():
            self._mark(domains[0].id)

    def _line(self, domain: DomainView) -> Line:
        detail = self.tr("Default: new codes carry it") if domain.is_default else self.tr("Older codes carry it")
        if domain.status is DomainStatus.WAITING:
            detail = self.tr("Not in use yet")
        status, fit = self._status(domain), self._fit(domain)
        cells = [Plain(""), TwoLines(domain.host, detail), status, fit]
        return Line(domain.id, cells, f"{domain.host}, {detail}, {status.text}, {fit.text}")

    def _fit(self, domain: DomainView) -> Status:
        if domain.status is DomainStatus.WAITING:
            return Status(self.tr("Not yet"), "clock", "tertiary", inset=0)
        if domain.fit_for_print:
            return Status(self.tr("Fit for print"), "circle-check", "success", inset=0)
        return Status(self.tr("This network only"), "wifi", "warn", inset=0)

    def _status(self, domain: DomainView) -> Status:
        looks = {
            DomainStatus.SERVING: Status(self.tr("Serving"), "circle-check", "success", inset=0),
            DomainStatus.FAILING: Status(self.tr("Check failed"), "triangle-alert", "warn", inset=0),
            DomainStatus.WAITING: Status(self.tr("Not verified"), "clock", "warn", inset=0),
        }
        return looks[domain.status]

    def _mark(self, domain_id: str) -> None:
        row = self.model.row_of(domain_id)
        if row >= 0:
            self.table.selectRow(row)

    def _new(self) -> None:
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self.panel.show_new()
        self.panel.focus_first()

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        domain = self._domains.get(self.model.key_at(index.row())) if index.isValid() else None
        if domain is not None:
            shown = self.panel.domain()
            if shown is None or shown.id != domain.id:
                self.panel.show_domain(domain)

    def _run(self, work: Callable[[Client], DomainView], said: str) -> None:
        client = self._session.client
        if client is not None:
            self.panel.set_busy(busy=True)
            self._jobs.run(self, partial(work, client), partial(self._done, said), self._refused)

    def _create(self, draft: DomainDraft) -> None:
        self._run(lambda client: client.domains.create(draft), self.tr("{host} is added"))

    def _change(self, domain_id: str, patch: DomainPatch) -> None:
        self._run(lambda client: client.domains.update(domain_id, patch), self.tr("Saved: {host}"))

    def _verify(self, domain_id: str) -> None:
        self._run(lambda client: client.domains.verify(domain_id), self.tr("{host} was checked"))

    def _make_default(self, domain: DomainView) -> None:
        draft = partial(PublicUrlDraft, url=domain.url)
        self._run(lambda client: client.domains.set_public_url(draft()), self.tr("New codes carry {host}"))

    def _copy(self, text: str, said: str) -> None:
        self._routes.copy_text(text, said)

    def _done(self, said: str, domain: DomainView) -> None:
        self.panel.set_busy(busy=False)
        self.panel.show_domain(domain)
        self._window.status.say(said.format(host=domain.host))
        self._session.links_changed.emit()
        self.refresh()

    def _delete(self, domain: DomainView) -> None:
        client = self._session.client
        if client is not None:
            work = partial(client.domains.delete, domain.id)
            self._jobs.run(self, work, partial(self._deleted, domain), self._refused)

    def _deleted(self, domain: DomainView, _nothing: None) -> None:
        self._window.status.say(self.tr("{host} is no longer a domain here").format(host=domain.host))
        self.panel.forget()
        self._session.links_changed.emit()
        self.refresh()

    def _refused(self, error: Exception) -> None:
        self.panel.set_busy(busy=False)
        self.panel.refuse(error)

    def _not_shown(self, error: Exception) -> None:
        again = (self.tr("Try now"), self.refresh)
        self.notice.say("danger", self.tr("The domains could not be loaded"), words.failure(error), [again])
