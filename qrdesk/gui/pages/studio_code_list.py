"""Codes as the Studio lists them: what each looks like, its name, and whether it was printed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QSizePolicy, QWidget

from qrdesk.core.artwork.scene import Scene
from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui import words
from qrdesk.gui.pages.studio_kinds import content_title
from qrdesk.gui.pages.studio_small import Said
from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.scene_paint import Prepared, fitted, paint_scene, prepared

_ROW, _THUMB = 52, 36
NEW = ""  # key of the code that is not made yet


class CodeList(QWidget):
    """One row per code: what it looks like, its name, whether it was printed. A row can be dragged out of the app."""

    picked = Signal(str)
    redraw_wanted = Signal()  # rows came into sight that are not drawn yet
    dragged = Signal(str)  # the key of the row

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
            told = content_title(code.content) if code.content is not None else ""
            name = code.name or told or self.tr("Code {n}").format(n=len(codes) - place)
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
        row.dragged.connect(self.dragged)

    def _state(self, code: CodeView) -> str:
        if code.printed_at is None:
            return self.tr("Not printed yet")
        return self.tr("Printed {day}").format(day=words.day(code.printed_at))

    def _clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, _CodeRow):
            self.picked.emit(button.key)


class _CodeRow(QAbstractButton):
    dragged = Signal(str)

    def __init__(self, key: str, name: str, state: str, drawn: Prepared | None) -> None:
        super().__init__()
        self.key = key
        self._state = state
        self._drawn = drawn
        self._pressed_at: QPointF | None = None
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

    def mousePressEvent(self, e: QMouseEvent) -> None:
        self._pressed_at = e.position() if e.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(e)

    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        start = self._pressed_at
        if start is None or (e.position() - start).manhattanLength() < QApplication.startDragDistance():
            super().mouseMoveEvent(e)
            return
        self._pressed_at = None
        self.setDown(False)  # else it would stay pressed: the drag takes the release
        self.dragged.emit(self.key)

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
        for role, colour, said, top in (
            ("label", theme.text.primary, self.text(), 8),
            ("caption", theme.text.tertiary, self._state, 27),
        ):
            painter.setFont(fonts.font("label" if role == "label" else "caption"))
            painter.setPen(colour)
            shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(left, top, room, 18), Qt.AlignmentFlag.AlignVCenter, shown)
