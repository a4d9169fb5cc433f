"""The Studio's left side: what the code carries, the codes that were made, and the designs."""

from collections.abc import Generator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QWidget

from qrdesk.gui import words
from qrdesk.gui.pages.studio_code_list import NEW, CodeList
from qrdesk.gui.pages.studio_designs import DesignsPanel
from qrdesk.gui.pages.studio_desk import Desk
from qrdesk.gui.pages.studio_kinds import LINK, KindGrid
from qrdesk.gui.pages.studio_many import ManyForm
from qrdesk.gui.pages.studio_static import StaticDesk
from qrdesk.gui.pages.studio_static_panel import StaticPanel
from qrdesk.gui.pages.studio_statics import StaticsPanel
from qrdesk.gui.pieces import whole
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.picker import Find, Option, Picker
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.tabs import Tabs

_VIEWS = ("content", "codes", "designs")
_STATIC = "static"
_LOW_PX = 686  # as high as in a window of 760: below, all sorts of content would leave no room for what is typed


class ContentPanel(QWidget):
    """``link_picked`` and ``code_picked`` bring ids; ``name_changed`` what the code is to be called."""

    kind_picked = Signal(str)
    link_picked = Signal(str)
    code_picked = Signal(str)
    new_wanted = Signal()
    name_changed = Signal(str)

    def __init__(self, find: Find, *, at_once: bool = True) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self.steps = self._made(find)
        if at_once:
            whole(self.steps)

    def _made(self, find: Find) -> Generator[None]:
        self.kinds = KindGrid()
        self.kinds.pressed.connect(self.kind_picked)
        self.kinds.choose(LINK)
        self._make_link(find)
        yield
        self.static = StaticPanel()
        self.static.hide()
        yield
        self.name = TextField(self.tr("Name of this code"))
        self.name.input.setMaxLength(120)
        self.name.input.textEdited.connect(self.name_changed)
        self.name.changed.connect(self._typed)
        self.fields: Mapping[str, Field] = {"name": self.name}
        many = ManyForm(find)
        yield
        self.designs = DesignsPanel(many)
        yield
        self.views = Tabs(
            [("content", self.tr("Content")), ("codes", self.tr("Codes")), ("designs", self.tr("Designs"))],
            name=self.tr("What to work on"),
        )
        self._stack = QStackedWidget()
        self.views.chosen.connect(self._view_chosen)
        tabs = boxes.rows(self.views, gap=0, margins=(8, 0, 8, 0))
        column = boxes.rows(PageHeader(self.tr("Studio"), left=16), tabs, self._stack, gap=0)
        column.setStretchFactor(self._stack, 1)
        self.setLayout(column)
        for view in (self._content_view, self._codes_view, lambda: self.designs):  # at last: each is dressed once
            yield
            self._stack.addWidget(view())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.kinds.fold(low=event.size().height() < _LOW_PX)

    def show_view(self, key: str) -> None:
        """Turn to the content, the codes, or the designs."""
        self.views.choose(key)
        self._view_chosen(key)

    def show_desk(self, desk: Desk | StaticDesk, chosen: str, name: str) -> None:
        """Show what is worked on; ``chosen`` is the code, ``NEW`` for one not made yet."""
        static = isinstance(desk, StaticDesk)
        self.kinds.choose(desk.kind if isinstance(desk, StaticDesk) else LINK)
        self._link.setHidden(static)
        self._why.setHidden(static)
        self.static.setVisible(static)
        self.of.choose(_STATIC if static else LINK)
        self._which_chosen(self.of.key())
        hint = self.tr("Such as the one at the till") if static else self.tr("Such as table tent")
        label = self.tr("Name in your list") if static else self.tr("Name of this code")
        self.name.label.setText(label)
        self.name.input.setAccessibleName(label)
        self.name.input.setPlaceholderText(hint)
        if name != self.name.input.text():
            self.name.set_text(name)
            self.name.input.setCursorPosition(0)  # of a long one its beginning is in sight
        if isinstance(desk, Desk):
            self._show_link(desk, chosen)

    def _make_link(self, find: Find) -> None:
        self.links = Picker(find)
        self.links.setMaximumWidth(232)
        self.links.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.links.picked.connect(self._picked)
        self.carries, self.length, self.printed, self.leads = (
            labels.Elided(middle=True),
            labels.Elided(),
            labels.Elided(),
            labels.Elided(middle=True),
        )
        link = boxes.rows(labels.text(self.tr("Link"), "label"), self.links, gap=6)
        link.addLayout(self._facts())
        self._why = labels.Paragraph(words.about_codes(), "caption")
        self._link = QWidget()
        self._link.setLayout(link)

    def _content_view(self) -> QWidget:
        body = boxes.rows(self._link, self.name, self._why, self.static, None, gap=14, margins=(16, 12, 16, 16))
        inside = QWidget()
        inside.setLayout(boxes.rows(10, self.kinds, boxes.line("h"), body, gap=0))
        self.area = boxes.scrolled(inside)
        return self.area

    def _codes_view(self) -> QWidget:
        of = [(LINK, self.tr("This link")), (_STATIC, self.tr("Static codes"))]
        self.of = Segment(of, "small", self.tr("Which codes"))
        self.of.chosen.connect(self._which_chosen)
        self.add = IconButton("plus", self.tr("Another code for this link"))
        self.add.clicked.connect(self.new_wanted)
        self.codes = CodeList()
        self.codes.picked.connect(self.code_picked)
        self.statics = StaticsPanel()
        self._which = QStackedWidget()
        self._which.addWidget(boxes.scrolled(self.codes))
        self._which.addWidget(self.statics)
        head = boxes.columns(self.of, None, self.add, gap=8, margins=(16, 10, 12, 4))
        view = QWidget()
        column = boxes.rows(head, self._which, gap=0)
        column.setStretchFactor(self._which, 1)
        view.setLayout(column)
        return view

    def _view_chosen(self, key: str) -> None:
        self._stack.setCurrentIndex(_VIEWS.index(key))

    def _which_chosen(self, key: str) -> None:
        self._which.setCurrentIndex(int(key == _STATIC))
        self.add.setVisible(key == LINK)

    def _show_link(self, desk: Desk, chosen: str) -> None:
        link = desk.link
        self.links.choose(Option(link.id, link.title or link.slug, link.short_url))
        text = desk.text(chosen)
        self.carries.setText(text.split("://", 1)[-1])
        self.length.setText(self.tr("{n} characters").format(n=len(text)))
        printed = link.printed_at
        self.printed.setText(words.day(printed) if printed else self.tr("not yet"))
        self.leads.setText(link.destination.split("://", 1)[-1])
        self.codes.show_codes(desk.codes, chosen)
        self.add.setEnabled(bool(desk.codes) and chosen != NEW)

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 10, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, 56)
        grid.setColumnStretch(1, 1)
        rows = (
            (self.tr("Carries"), self.carries),
            (self.tr("Length"), self.length),
            (self.tr("Leads to"), self.leads),
            (self.tr("Printed"), self.printed),
        )
        for place, (said, value) in enumerate(rows):
            grid.addWidget(labels.text(said, "supporting", "tertiary"), place, 0)
            grid.addWidget(value, place, 1)
            value.setAccessibleName(said)
        return grid

    def _typed(self, _text: str) -> None:
        if self.name.has_error():
            self.name.clear_error()

    def _picked(self, option: Option) -> None:
        self.link_picked.emit(option.key)
