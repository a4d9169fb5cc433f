"""A field: label above, the input, its state inside at the right, below a hint or what is wrong and the way out."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from qrdesk.gui.theme import fonts, icons, style, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.glyph import Glyph

Fix = tuple[str, Callable[[], object]]
Tone = Literal["", "success", "danger", "warn", "busy"]
FieldSize = Literal["small", "default", "large"]
_GAP = 6  # px
_BESIDE = 300  # px of a field from which what mends an error stands beside its words

_STATE_ICONS: dict[str, str] = {
    "success": "circle-check",
    "danger": "circle-x",
    "warn": "triangle-alert",
    "busy": "clock",
}


class _Mark(QWidget):
    """The icon and word inside an input."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words, self._icon, self._tone = "", "", ""

    def show_state(self, words: str, icon: str, tone: str) -> None:
        self._words, self._icon, self._tone = words, icon, tone
        self.setFixedSize(self.sizeHint())
        self.setVisible(bool(words or icon))
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(fonts.font("body")).horizontalAdvance(self._words)
        return QSize(width + (16 if self._icon else 0) + (6 if self._icon and self._words else 0), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        colours = {"success": theme.success.text, "danger": theme.danger.text, "warn": theme.warn.text}
        colour = colours.get(self._tone, theme.text.tertiary)
        painter = QPainter(self)
        left = 0
        if self._icon:
            icons.paint(painter, QRectF(0, 2, 16, 16), self._icon, colour)
            left = 22
        painter.setFont(fonts.font("body"))
        painter.setPen(colour)
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words)


class Input(QLineEdit):
    """A line to type in, with an icon at the left and a state at the right."""

    def __init__(self, icon: str = "", size: FieldSize = "default", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._mark = _Mark(self)
        self._mark.hide()
        self.setProperty("extent", size)
        self._margins()

    def show_state(self, words: str = "", icon: str = "", tone: str = "") -> None:
        """Show ``words`` and ``icon`` inside at the right; nothing for none."""
        self._mark.show_state(words, icon, tone)
        self._margins()
        self._place()

    def set_icon(self, name: str) -> None:
        """Show icon ``name`` at the left."""
        self._icon = name
        self._margins()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            event.ignore()  # nothing typed is left to take back: the window takes back what it can
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            box = QRectF(11, (self.height() - 16) / 2, 16, 16)
            icons.paint(QPainter(self), box, self._icon, tokens.current().text.tertiary)

    def _margins(self) -> None:
        right = self._mark.sizeHint().width() + 6 if not self._mark.isHidden() else 0
        self.setTextMargins(24 if self._icon else 0, 0, right, 0)

    def _place(self) -> None:
        self._mark.move(self.width() - self._mark.width() - 11, (self.height() - self._mark.height()) // 2)


class Field(boxes.Flowing):
    """Label, hint and error around any editor (combo, spin box, two inputs beside each other)."""

    def __init__(self, label: str, editor: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._below = Below()
        self.label = labels.text(label, "label")
        if not label:  # never setVisible(True) here: without a parent yet, it would open as a window
            self.label.hide()
        self.label.setBuddy(editor)
        editor.setAccessibleName(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self.label, editor, self._below):
            layout.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clear_error()

    def show_error(self, message: str, fixes: Sequence[Fix] = ()) -> None:
        """Say what is wrong, and offer the ways out; a fix clears the error by itself."""
        style.restyle(self.editor, invalid=True)
        self.editor.setAccessibleDescription(message)
        self._below.show_error(message, [(words, self._fixing(fix)) for words, fix in fixes])

    def clear_error(self) -> None:
        """Nothing is wrong any more: show the hint again."""
        style.restyle(self.editor, invalid=False)
        self.editor.setAccessibleDescription(self._hint)
        self._below.show_hint(self._hint)

    def set_hint(self, hint: str) -> None:
        """Say ``hint`` below."""
        self._hint = hint
        if not self.has_error():
            self.clear_error()

    def put_beside(self, *parts: QWidget) -> None:
        """Let ``parts`` stand at the right of the editor; what is said below has the width of both."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            row = boxes.columns(gap=_GAP)
            layout.insertLayout(layout.indexOf(self.editor), row)
            layout.removeWidget(self.editor)
            row.addWidget(self.editor, 1)
            for part in parts:
                row.addWidget(part)

    def has_error(self) -> bool:
        """Whether an error is shown."""
        return self.editor.property("invalid") is True

    def _fixing(self, fix: Callable[[], object]) -> Callable[[], object]:
        def run() -> None:
            self.clear_error()
            fix()
            self.editor.setFocus()

        return run


class TextField(Field):
    """A line of text with label, hint, error and state."""

    changed = Signal(str)

    def __init__(
        self, label: str = "", hint: str = "", placeholder: str = "", icon: str = "", size: FieldSize = "default"
    ) -> None:
        self.input = Input(icon, size)
        super().__init__(label, self.input, hint)
        self.input.setPlaceholderText(placeholder)
        self.input.textChanged.connect(self.changed)
        self.setFocusProxy(self.input)

    def text(self) -> str:
        """Return what stands in the field, without blanks around it."""
        return self.input.text().strip()

    def set_text(self, words: str) -> None:
        """Put ``words`` in, leaving the cursor alone where nothing changes."""
        if words != self.input.text():
            self.input.setText(words)

    def show_state(self, words: str, tone: Tone = "", icon: str = "") -> None:
        """Show a state inside at the right, as in "free"; the tone brings its icon."""
        self.input.show_state(words, icon or _STATE_ICONS.get(tone, ""), tone)

    def show_error(self, message: str, fixes: Sequence[Fix] = ()) -> None:
        super().show_error(message, fixes)
        self.input.show_state("", "circle-x", "danger")

    def clear_error(self) -> None:
        super().clear_error()
        self.input.show_state()


class Below(QWidget):
    """The line under an input: a hint, or an error with buttons."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Glyph("triangle-alert", "danger", 14, 24)
        self._words = labels.Paragraph(role="caption")
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._fixes = boxes.columns(gap=6)
        self._buttons: list[Button] = []
        self._labels: list[str] = []  # of the buttons, whole
        self._said: tuple[str, str, str] | None = None  # words, role and tone
        row = boxes.columns(gap=_GAP)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._said_and_fixes = boxes.columns(gap=6)
        self._said_and_fixes.addWidget(self._words, 1)
        self._said_and_fixes.addLayout(self._fixes)
        row.addLayout(self._said_and_fixes, 1)
        self.setLayout(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Let buttons stand below the words where these would have little room beside them, and none be cut."""
        self._shorten(self.width() - self._icon.width() - _GAP)
        wide = sum(button.sizeHint().width() for button in self._buttons) > self.width() // 2
        narrow = bool(self._buttons) and (wide or self.width() < _BESIDE)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way != self._said_and_fixes.direction():
            self._said_and_fixes.setDirection(way)
            self._fixes.setAlignment(Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))

    def _shorten(self, room: int) -> None:
        """Leave out the middle of words that a line of buttons has no room for, such as a long address."""
        for button, whole in zip(self._buttons, self._labels, strict=True):
            button.setText(whole)
            metrics, around = QFontMetrics(fonts.font()), button.sizeHint().width()
            around -= metrics.horizontalAdvance(whole)
            shown = metrics.elidedText(whole, Qt.TextElideMode.ElideMiddle, max(0, room - around))
            button.setText(shown)
            button.setAccessibleName(whole)
            button.setToolTip(labels.tip(whole) if shown != whole else "")

    def show_hint(self, hint: str) -> None:
        """Say how to fill it in; nothing is wrong."""
        self._words.setContentsMargins(0, 0, 0, 0)
        self._put(hint, "caption", "", [])
        self._icon.hide()

    def show_error(self, message: str, fixes: Sequence[Fix]) -> None:
        """Say what is wrong, with a button for each way out."""
        self._words.setContentsMargins(0, 2, 0, 0)  # on one line with the icon and the buttons
        self._put(message, "body", "danger", fixes)
        self._icon.show()

    def _put(self, words: str, role: fonts.Role, tone: str, fixes: Sequence[Fix]) -> None:
        if not fixes and not self._buttons and self._said == (words, role, tone):
            return  # a section that is filled clears errors which nobody made
        self._said = (words, role, tone)
        for button in self._buttons:
            button.deleteLater()
            self._fixes.removeWidget(button)
        self._buttons, self._labels = [], [label for label, _ in fixes]
        self._words.set_role(role, tone)
        self._words.set_text(words)
        for label, fix in fixes:
            button = Button(label, size="small")
            button.clicked.connect(partial(_run, fix))
            self._fixes.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self._buttons.append(button)
        self._turn()
        boxes.show_part(self, bool(words))


def _run(action: Callable[[], object], _checked: bool = False) -> None:
    action()


class SearchField(Input):
    """A filter line: icon at the left, a cross to empty it, Escape too."""

    changed = Signal(str)

    def __init__(self, placeholder: str, icon: str = "list-filter", size: FieldSize = "default") -> None:
        super().__init__(icon, size)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._clear = IconButton("x", self.tr("Empty this field"), 26, parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Escape does the same from the keyboard
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(self._typed)

    def _typed(self, words: str) -> None:
        self._clear.setVisible(bool(words))
        self.setTextMargins(24, 0, 22 if words else 0, 0)
        self.changed.emit(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._clear.move(self.width() - 29, (self.height() - 26) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def read_only(words: str, label: str) -> QLabel:
    """Return ``words`` as a label that can be selected and copied, in the fixed-width font."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)  # a server may have sent it
    made.setText(words)
    made.setFont(fonts.fixed())
    made.setAccessibleName(label)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
