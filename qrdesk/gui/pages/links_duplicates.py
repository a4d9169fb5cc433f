"""Links that lead to the same page, in a panel: the largest groups first."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal

from qrdesk.client import Client
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.bulk import DuplicateGroup, DuplicateQuery
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session
from qrdesk.gui.tables.link_states import state_of
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import LinkButton
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.side import SidePanel

_GROUPS = 50


class DuplicatesPanel(SidePanel):
    """Lists groups of links with one destination; a click opens a link."""

    opened = Signal(str)  # link id

    def __init__(self, session: Session, jobs: JobRunner) -> None:
        super().__init__(QCoreApplication.translate("DuplicatesPanel", "Duplicates"))
        self._session, self._jobs = session, jobs
        self.groups: list[boxes.Card] = []
        self._said = labels.Paragraph()
        self._trouble = Note("danger")
        self._trouble.hide()
        self._list = boxes.rows(gap=8)
        self.body.addWidget(self._said)
        self.body.addWidget(self._trouble)
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Ask for the groups."""
        client = self._session.client
        if client is not None:
            self._said.set_text(self.tr("Looking for links that lead to the same page"))
            self._jobs.run(self, partial(_ask, client), self._show, self._not_shown)

    def _show(self, page: Page[DuplicateGroup]) -> None:
        self._trouble.hide()
        while (item := self._list.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.groups = [self._card(group) for group in page.data]
        for card in self.groups:
            self._list.addWidget(card)
        total = page.pagination.total or len(page.data)
        one, many = self.tr("{count} page has several links."), self.tr("{count} pages have several links.")
        none = self.tr("No two links lead to the same page.")
        way = self.tr("Keep the one that is on paper: click the others, and archive them.")
        self._said.set_text(f"{words.counted(total, one, many)} {way}" if total else none)

    def _card(self, group: DuplicateGroup) -> boxes.Card:
        card = boxes.Card(12)
        card.body.setSpacing(4)
        card.body.addWidget(labels.Elided(group.destination.partition("://")[2] or group.destination, "label"))
        for link in group.links:
            card.body.addLayout(self._line(link))
        more = group.link_count - len(group.links)
        if more > 0:
            said = self.tr("and {count} more").format(count=words.number(more))
            card.body.addWidget(labels.text(said, "caption"))
        return card

    def _line(self, link: LinkView) -> boxes.QBoxLayout:
        button = LinkButton(f"/{link.slug}")
        button.setAccessibleName(self.tr("Open {name}").format(name=words.name(link)))
        button.clicked.connect(partial(self._open, link.id))
        hits = words.counted(link.hit_count, self.tr("{count} hit"), self.tr("{count} hits"))
        row = boxes.columns(button, gap=8)
        row.addWidget(labels.Elided(link.title, "supporting"), 1)
        row.addWidget(labels.text(f"{state_of(link).words} · {hits}", "caption", tabular=True))
        return row

    def _open(self, link_id: str, _checked: bool = False) -> None:
        self.opened.emit(link_id)

    def _not_shown(self, error: Exception) -> None:
        self._said.set_text("")
        self._trouble.show_trouble(words.failure(error), details(error))


def _ask(client: Client) -> Page[DuplicateGroup]:
    return client.links.duplicates(DuplicateQuery(limit=_GROUPS))
