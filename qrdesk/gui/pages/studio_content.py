"""The Studio's left side: which link, what its code carries, and the codes that were made of it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QStackedWidget, QWidget

from qrdesk.core.artwork.scene import Scene
from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui.pages.studio_designs import DesignsPanel
from qrdesk.gui.pages.studio_desk import Desk
from qrdesk.gui.pages.studio_small import Said
from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.picker import Find, Option, Picker
from qrdesk.gui.widgets.scene_paint import Prepared, fitted, paint_scene, prepared
from qrdesk.gui.widgets.tabs import Tabs

_ROW, _THUMB = 52, 36
NEW = ""  # key of the code that is not made yet


class ContentPanel(QWidget):
    """``link_picked`` and ``code_picked`` bring ids; ``name_changed`` what the code is to be called."""

    link_picked = Signal(str)
    code_picked = Signal(str)
    new_wanted = Signal()
    name_changed = Signal(str)

    def __init__(self, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self.name = TextField(self.tr("Name of this code"), placeholder=self.tr("Such as table tent"))
        self.name.input.setMaxLength(120)
        self.name.input.textEdited.connect(self.name_changed)
        self.name.changed.connect(self._typed)
        self.fields: Mapping[str, Field] = {"name": self.name}
        self.add = IconButton("plus", self.tr("Another code for this link"))
        self.add.clicked.connect(self.new_wanted)
        self.codes = CodeList()
        self.codes.picked.connect(self.code_picked)
        link = boxes.rows(labels.text(self.tr("Link"), "label"), self.links, gap=6)
        link.addLayout(self._facts())
        link.setContentsMargins(16, 0, 16, 16)
        self.designs = DesignsPanel(find)
        self.views = Tabs([("codes", self.tr("Codes")), ("designs", self.tr("Designs"))], name=self.tr("Of this link"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._codes_view())
        self._stack.addWidget(self.designs)
        self.views.chosen.connect(self._view_chosen)
        tabs = boxes.rows(self.views, gap=0, margins=(8, 0, 8, 0))
        column = boxes.rows(PageHeader(self.tr("Studio"), left=16), link, tabs, self._stack, gap=0)
        column.setStretchFactor(self._stack, 1)
        self.setLayout(column)

    def show_view(self, key: str) -> None:
        """Turn to the codes of this link, or to the designs."""
        self.views.choose(key)
        self._view_chosen(key)

    def _codes_view(self) -> QWidget:
        head = boxes.columns(labels.text(self.tr("Codes of this link"), "label"), None, self.add, gap=8)
        head.setContentsMargins(16, 10, 12, 4)
        foot = boxes.rows(self.name, gap=0, margins=(16, 12, 16, 16))
        view = QWidget()
        view.setLayout(boxes.rows(head, boxes.scrolled(self.codes), boxes.line("h"), foot, gap=0))
        return view

    def _view_chosen(self, key: str) -> None:
        self._stack.setCurrentIndex(int(key == "designs"))

    def show_desk(self, desk: Desk, chosen: str, name: str) -> None:
        """Show a link and its codes; ``chosen`` is the code being worked on, ``NEW`` for one not made yet."""
        link = desk.link
        self.links.choose(Option(link.id, link.title or link.slug, link.short_url))
        text = desk.text(chosen)
        self.carries.setText(text.split("://", 1)[-1])
        self.length.setText(self.tr("{n} characters").format(n=len(text)))
        printed = link.printed_at
        day = QDate(printed.year, printed.month, printed.day) if printed else None
        long = QLocale().toString(day, QLocale.FormatType.ShortFormat) if day else self.tr("not yet")
        self.printed.setText(long)
        self.leads.setText(link.destination.split("://", 1)[-1])
        self.codes.show_codes(desk.codes, chosen)
        self.add.setEnabled(bool(desk.codes) and chosen != NEW)
        self.name.set_text(name)

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
        for place, (words, value) in enumerate(rows):
            grid.addWidget(labels.text(words, "supporting", "tertiary"), place, 0)
            grid.addWidget(value, place, 1)
            value.setAccessibleName(words)
        return grid

    def _typed(self, _text: str) -> None:
        if self.name.has_error():
            self.name.clear_error()

    def _picked(self, option: Option) -> None:
        self.link_picked.emit(option.key)


class CodeList(QWidget):
    """One row per code: what it looks like, its name, whether it was printed."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._rows = boxes.rows(gap=0)
        self._subjects: dict[str, Said] = {}  # by key of the code
        self._drawn: dict[Said, Prepared] = {}
        self.setLayout(boxes.rows(self._rows, None, gap=0, margins=(8, 0, 8, 8)))
        self._group.buttonClicked.connect(self._clicked)

    def show_codes(self, codes: Sequence[CodeView], chosen: str) -> None:
        """Show ``codes``, of which some may not be drawn yet; one not made yet stands in front."""
        for row in self.rows():
            self._group.removeButton(row)
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        if chosen == NEW:
            self._add(_CodeRow(NEW, self.tr("New code"), self.tr("Made when saved or exported"), None), on=True)
        self._subjects = {code.id: (code.text, code.design) for code in codes}
        self._drawn = {subject: drawn for subject, drawn in self._drawn.items() if subject in self._subjects.values()}
        for place, code in enumerate(codes):
            drawn = self._drawn.get(self._subjects[code.id])
            name = code.name or self.tr("Code {n}").format(n=len(codes) - place)
            self._add(_CodeRow(code.id, name, self._state(code), drawn), on=code.id == chosen)

    def undrawn(self) -> list[Said]:
        """Return what is shown and was not drawn yet."""
        return [subject for subject in dict.fromkeys(self._subjects.values()) if subject not in self._drawn]

    def show_drawings(self, found: Mapping[Said, Prepared]) -> None:
        """Show what codes look like; what was asked for earlier and is gone is left out."""
        self._drawn |= {subject: drawn for subject, drawn in found.items() if subject in self._subjects.values()}
        for row in self.rows():
            subject = self._subjects.get(row.key)
            if subject is not None and subject in found:
                row.show_drawing(found[subject])

    def show_new(self, drawn: Scene) -> None:
        """Show what the code that is not made yet would look like."""
        for row in self.rows():
            if row.key == NEW:
                row.show_drawing(prepared(drawn))

    def rows(self) -> list["_CodeRow"]:
        """Return the rows in their order."""
        return [button for button in self._group.buttons() if isinstance(button, _CodeRow)]

    def _add(self, row: "_CodeRow", *, on: bool) -> None:
        self._group.addButton(row)
        self._rows.addWidget(row)
        row.setChecked(on)

    def _state(self, code: CodeView) -> str:
        if code.printed_at is None:
            return self.tr("Not printed yet")
        day = QDate(code.printed_at.year, code.printed_at.month, code.printed_at.day)
        return self.tr("Printed {day}").format(day=QLocale().toString(day, QLocale.FormatType.ShortFormat))

    def _clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, _CodeRow):
            self.picked.emit(button.key)


class _CodeRow(QAbstractButton):
    def __init__(self, key: str, name: str, state: str, drawn: Prepared | None) -> None:
        super().__init__()
        self.key = key
        self._state = state
        self._drawn = drawn
        self.setText(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{name}. {state}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def drawing(self) -> Prepared | None:
        """Return what it looks like; None: not drawn yet."""
        return self._drawn

    def show_drawing(self, drawn: Prepared) -> None:
        """Show another look."""
        self._drawn = drawn
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.surface.selected if self.isChecked() else theme.surface.hover)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 6, 6)
        box = QRectF(8, (self.height() - _THUMB) / 2, _THUMB, _THUMB)
        painter.fillRect(box, theme.code.paper)
        if self._drawn is not None:
            scene = self._drawn.scene
            paint_scene(painter, fitted(box, scene), scene, self._drawn.shapes)
        painter.setPen(theme.accent.graphic if self.isChecked() else theme.code.paper_border)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        left = box.right() + 12
        room = self.width() - left - 8
        for role, colour, words, top in (
            ("label", theme.text.primary, self.text(), 8),
            ("caption", theme.text.tertiary, self._state, 27),
        ):
            painter.setFont(fonts.font("label" if role == "label" else "caption"))
            painter.setPen(colour)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(left, top, room, 18), Qt.AlignmentFlag.AlignVCenter, shown)
