"""A note: what happened, what was kept, what to do; at most one per panel."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from qrdesk.gui.theme import fonts, style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.glyph import Glyph

Tone = Literal["info", "success", "warn", "danger"]
Action = tuple[str, Callable[[], object]]

_ICONS: dict[Tone, str] = {
    "info": "info",
    "success": "circle-check",
    "warn": "triangle-alert",
    "danger": "circle-x",
}


class Note(QFrame):
    """Tint, border, icon and words of one meaning; ``details`` fold out below the buttons."""

    def __init__(
        self,
        tone: Tone,
        title: str = "",
        text: str = "",
        icon: str = "",
        actions: Sequence[Action] = (),
        details: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = Glyph(icon or _ICONS[tone], tone, 16, fonts.line_height())
        self._title = labels.Paragraph(role="label")
        self._text = labels.Paragraph(role="supporting")
        self._details = _details()
        self._copy = Button(self.tr("Copy details"), "quiet", "copy", "small")
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details.text()))
        folded = boxes.rows(self._details, boxes.columns(self._copy, None), gap=4)
        self._folded = boxes.box(folded)
        self._folded.hide()
        self._fold = Button(self.tr("Details"), "quiet", size="small", trailing="chevron-down")
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._folded.setVisible)
        self._buttons = boxes.columns(gap=8)
        self._buttons.addWidget(self._fold)
        self._buttons.addStretch(1)
        self._buttons.setContentsMargins(0, 4, 0, 2)
        self._actions = boxes.box(self._buttons)
        self._right = right = boxes.rows(self._title, self._text, self._actions, self._folded, gap=0)
        right.setSpacing(2)
        row = boxes.columns(gap=10, margins=(11, 9, 15, 9))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        self.setLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_words(tone, title, text, icon=icon, details=details)
        for words, action in actions:
            self.add_action(words, action)

    def show_words(self, tone: Tone, title: str, text: str = "", *, icon: str = "", details: str = "") -> None:
        """Say something else in the same place; the buttons stay."""
        style.restyle(self, note=tone)
        self._icon.show_icon(icon or _ICONS[tone], tone)
        self._title.set_text(title)
        boxes.show_part(self._title, bool(title))
        self._text.set_text(text)
        boxes.show_part(self._text, bool(text))
        self._fold.setChecked(False)
        self._details.setText(details)
        self._folded.hide()
        boxes.show_part(self._fold, bool(details))
        boxes.show_part(self._actions, bool(details) or self._buttons.count() > 2)
        self.setAccessibleName(f"{title} {text}".strip())

    def details(self) -> str:
        """Return what folds out."""
        return self._details.text()

    def show_trouble(self, said: str, details: str = "") -> None:
        """Say why nothing was done, and come into sight."""
        self.show_words("danger", "", said, details=details)
        self.show()
        boxes.scroll_to(self)

    def add_action(self, words: str, action: Callable[[], object], icon: str = "") -> Button:
        """Add a button and return it."""
        button = Button(words, icon=icon, size="small")
        button.clicked.connect(partial(_run, action))
        self._buttons.insertWidget(self._buttons.count() - 2, button)
        boxes.show_part(self._actions)
        return button

    def add_part(self, part: QWidget) -> None:
        """Put ``part`` between the words and the buttons."""
        self._right.insertWidget(self._right.indexOf(self._actions), part)


def _details() -> QLabel:
    made = labels.text("", "caption", wrap=True)
    made.setFont(fonts.fixed("caption"))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _run(action: Callable[[], object], _checked: bool = False) -> None:
    action()


def hold(buttons: Iterable[QWidget], trouble: Note, *, busy: bool) -> None:
    """Hold ``buttons`` back while something is on its way, and let them go after it."""
    for button in buttons:
        button.setEnabled(not busy)
    if busy:
        trouble.hide()  # it was about what was tried before
