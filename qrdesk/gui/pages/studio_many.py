"""Which codes get a saved design: those of links that match, or of links that are chosen one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.client import ApplyDraft, Client, CodeQuery, LinkQuery
from qrdesk.core.schemas.designs import AppliedReport
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.jobs import JobRunner, Step
from qrdesk.gui.session import Session
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.chips import FilterChip
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.flow import FlowBox
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.picker import Find, Option, Picker
from qrdesk.gui.widgets.segment import Segment

_REST_MS = 250  # without a key, before links are counted
_ANY, _NONE = "any", "none"
_NAMED = 8  # of the links that match


@dataclass(frozen=True)
class Meant:
    """Which links are meant: by a query, or by id."""

    query: LinkQuery | None
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Found:
    count: int | None  # None: too many to count
    first: list[str]  # what they are called
    folders: list[tuple[str, str]]  # id and name of all there are


class ManyForm(QWidget):
    """``apply_wanted`` brings what is meant; ``asked`` what is to be counted."""

    apply_wanted = Signal(object)  # Meant
    asked = Signal(object)  # LinkQuery
    left = Signal()

    def __init__(self, find: Find) -> None:
        super().__init__()
        self._chips: dict[str, FilterChip] = {}
        self._find = find
        self.title = labels.Paragraph("", "label")
        ways = [("match", self.tr("Links that match")), ("chosen", self.tr("Chosen"))]
        self.way = Segment(ways, "small", self.tr("Which links"))
        self._make_query()
        self._make_chosen()
        self.found = labels.Paragraph("", "supporting")
        self.matches = labels.Paragraph("", "supporting")  # the first of them
        self.matches.hide()
        printed = self.tr("Codes on paper stay as they are; files exported from now on look like this.")
        self.trouble = Note("danger", "")
        self.trouble.hide()
        self.go = Button(self.tr("Apply"), "primary")
        self.back = Button(self.tr("Back"))
        hint = labels.Paragraph(printed, "caption")
        inside = boxes.Flowing()
        parts = (self.title, self.way, self._query, self._picked, self.found, self.matches, self.trouble, hint, None)
        inside.setLayout(boxes.rows(*parts, gap=10, margins=(16, 12, 12, 12)))
        buttons = FlowBox(8)  # of many links the first is long
        for button in (self.go, self.back):
            buttons.flow.addWidget(button)
        foot = boxes.box(boxes.rows(buttons, gap=0, margins=(16, 8, 12, 12)), edge="top")
        self.setLayout(boxes.rows(boxes.scrolled(inside), foot, gap=0))
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._ask)
        self._connect()
        self._way_chosen("match")

    def _make_query(self) -> None:
        self.search = TextField(self.tr("Search"), placeholder=self.tr("In title, address, note"))
        self.tag = TextField(self.tr("Tag"))
        self.tag.input.setMaxLength(50)
        self.search.input.setMaxLength(200)
        self.folder = Choice([(_ANY, self.tr("Any folder"))])
        self._query = boxes.Flowing()
        self._query.setLayout(
            boxes.rows(self.search, boxes.columns(self.tag, Field(self.tr("Folder"), self.folder), gap=8), gap=8)
        )

    def _make_chosen(self) -> None:
        self.links = Picker(self._find, prompt=self.tr("Which link"))
        self.links.setText(self.tr("Add a link"))
        self.links.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.chips = FlowBox(6)
        self._picked = boxes.Flowing()
        self._picked.setLayout(boxes.rows(self.links, self.chips, gap=8))

    def _connect(self) -> None:
        self.way.chosen.connect(self._way_chosen)
        for field in (self.search, self.tag):
            field.changed.connect(self._changed)
        self.folder.chosen.connect(self._changed)
        self.links.picked.connect(self._pick)
        self.go.clicked.connect(lambda: self.apply_wanted.emit(self.meant()))
        self.back.clicked.connect(self.left)

    def first(self) -> QWidget:
        """Return where the keyboard begins."""
        return self.search.input

    def show_name(self, name: str) -> None:
        """Say which design is given away."""
        self.title.set_text(self.tr("Apply “{name}” to these codes").format(name=name))

    def show_folders(self, folders: list[tuple[str, str]]) -> None:
        """Offer folders by id and name."""
        self.folder.set_options([(_ANY, self.tr("Any folder")), (_NONE, self.tr("In no folder")), *folders])

    def show_count(self, count: int | None, first: Sequence[str]) -> None:
        """Say how many links match, and what the first are called; None where they are too many to count."""
        said = words.counted(count or 0, self.tr("{count} link matches."), self.tr("{count} links match."))
        self.found.set_text(said if count is not None else self.tr("Very many links match."))
        self._show_matches(first, len(first) if count is None else count)
        self._name_go(count)
        self.go.setEnabled(count != 0)

    def _show_matches(self, first: Sequence[str], count: int) -> None:
        more = words.counted(count - len(first), self.tr("and {count} more"), self.tr("and {count} more"))
        self.matches.set_text("\n".join([*first, *([more] if count > len(first) else [])]))
        self.matches.setVisible(bool(first))

    def _name_go(self, count: int | None) -> None:
        said = words.counted(count or 0, self.tr("Apply to {count} link"), self.tr("Apply to {count} links"))
        self.go.setText(said if count else self.tr("Apply"))

    def meant(self) -> Meant:
        """Return which links are meant."""
        if self.way.key() == "chosen":
            return Meant(None, tuple(self._chips))
        folder = self.folder.key()
        query = LinkQuery(search=self.search.text(), tag=self.tag.text(), folder="" if folder == _ANY else folder)
        return Meant(query)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def _way_chosen(self, way: str) -> None:
        boxes.show_part(self._query, way == "match")
        boxes.show_part(self._picked, way == "chosen")
        self._changed()

    def _changed(self, _what: object = None) -> None:
        self.trouble.hide()
        if self.way.key() == "match":
            self._rest.start()
            return
        self.found.set_text("")
        self.matches.hide()
        self._name_go(len(self._chips))
        self.go.setEnabled(bool(self._chips))

    def _ask(self) -> None:
        query = self.meant().query
        if query is not None and self.isVisible():
            self.asked.emit(query)

    def _pick(self, option: Option) -> None:
        self.links.setText(self.tr("Add a link"))
        if option.key and option.key not in self._chips:
            chip = self._chips[option.key] = FilterChip(option.words)
            chip.removed.connect(partial(self._drop, option.key))
            self.chips.flow.addWidget(chip)
        self._changed()

    def _drop(self, key: str) -> None:
        chip = self._chips.pop(key)
        self.chips.flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._changed()


def give(client: Client, design_id: str, meant: Meant, step: Step) -> AppliedReport:
    """Give a design to the codes of the links that are meant: to all at once, or to none.

    Raises:
        Cancelled: nobody wants it any more.
        Invalid: the links have more codes than can be changed at once.
    """
    step(0, len(meant.links))
    if meant.query is not None:
        return client.designs.apply(design_id, ApplyDraft(links=meant.query))
    codes: list[str] = []
    for count, link in enumerate(meant.links, start=1):
        codes += [code.id for code in client.codes.each(CodeQuery(link_id=link))]
        step(count, len(meant.links))
    if not codes:
        return AppliedReport(changed=[], unchanged=0, printed=0, refused=[])
    return client.designs.apply(design_id, ApplyDraft(codes=tuple(codes)))


class Counting:
    """Counts the links that match, newest question first; answers to older ones are dropped."""

    def __init__(self, session: Session, jobs: JobRunner, form: ManyForm) -> None:
        self._session, self._jobs, self._form = session, jobs, form
        self._asked = 0
        form.asked.connect(self.count)

    def count(self, query: LinkQuery) -> None:
        """Ask how many links ``query`` finds, and which folders there are."""
        client = self._session.client
        if client is None:
            return
        self._asked += 1
        done: Callable[[_Found], object] = partial(self._counted, self._asked)
        self._jobs.run(self._form, partial(_counted, client, query), done, self._failed)

    def _counted(self, asked: int, found: _Found) -> None:
        if asked == self._asked:
            self._form.show_folders(found.folders)
            self._form.show_count(found.count, found.first)

    def _failed(self, error: Exception) -> None:
        self._form.trouble.show_trouble(words.failure(error), details(error))


def _counted(client: Client, query: LinkQuery) -> _Found:
    page = client.links.list(query.model_copy(update={"limit": _NAMED}))
    folders = [(folder.id, folder.name) for folder in client.folders.list()]
    return _Found(page.pagination.total, [link.title or link.slug for link in page.data], folders)
