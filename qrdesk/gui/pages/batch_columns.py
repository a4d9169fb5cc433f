"""The second step: what each column means."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from qrdesk.gui.pages import batch_words
from qrdesk.gui.pages.batch_meaning import Kind, Meaning, Meanings, kind_of, used
from qrdesk.gui.pages.batch_part import StepHead
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.side import NameLine
from qrdesk.gui.widgets.switch import Switch

_BESIDE = 260  # px from which the choice stands beside its heading, with an arrow between
_CHOICE_PX, _ANY_PX = 148, 16777215
_LINE_PX = 50, 84  # high, beside each other and one below the other


class ColumnsStep(QWidget):
    """A line for each column: its heading, an example, and the choice."""

    changed = Signal(int, str)  # place of the column, its new meaning
    names_toggled = Signal(bool)
    recipe_saved = Signal(str)
    recipe_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.head = StepHead(self.tr("Columns"))
        self.choices: list[Choice] = []
        self._lines: list[_Line] = []
        self._rows = boxes.rows(gap=0)
        self._heading: tuple[str, ...] = ()
        self.names = Switch(self.tr("First row holds the names"))
        self.about = labels.Paragraph(role="caption")
        self._missing = boxes.box(
            boxes.rows(Note("warn", "", batch_words.about_kind(Kind.NOTHING)), margins=(16, 8, 16, 8)), edge="bottom"
        )
        self._missing.hide()
        self.save = Button(self.tr("Save as a recipe"), icon="bookmark", size="small")
        self.recipes = Button(self.tr("Recipes"), size="small", trailing="chevron-down")
        self.naming = NameLine(self.tr("Keep"), self.tr("Keep no recipe"))
        buttons = boxes.columns(self.save, self.recipes, None)
        foot = boxes.rows(self.names, self.about, buttons, self.naming, gap=6, margins=(16, 6, 16, 8))
        self.setLayout(boxes.rows(self.head, boxes.line(), self._missing, self._rows, foot, None, gap=0))
        self.names.clicked.connect(self.names_toggled)
        self.save.clicked.connect(lambda: self.naming.ask(self.tr("Name of the recipe")))
        self.naming.named.connect(self._named)
        self.recipes.clicked.connect(self._offer)
        self._recipes: Sequence[str] = ()
        # after the layout that gave another width: Qt forgets heights that change in the middle of it
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self._fit)
        self.offer([])

    def show_columns(self, header: Sequence[str], examples: Sequence[str], meanings: Meanings) -> None:
        """Show the columns of a list, each with what stands in its first row."""
        if tuple(header) != self._heading or len(self.choices) != len(header):
            self._heading = tuple(header)
            self._make_lines(header, examples)
        for choice, meaning in zip(self.choices, meanings, strict=True):
            choice.choose(meaning)
        kind = kind_of(meanings)
        self.head.told.setText(self.tr("{used} of {all} used").format(used=used(meanings), all=len(meanings)))
        self.head.show_state("warn" if kind is Kind.NOTHING else "ready")
        boxes.show_part(self._missing, kind is Kind.NOTHING)
        self.about.set_text(batch_words.about_kind(kind) if kind is not Kind.NOTHING else "")

    def hold(self, *, busy: bool) -> None:
        """While something is made, the columns mean what they meant when it began."""
        for part in (*self.choices, self.names, self.recipes):
            part.setEnabled(not busy)

    def offer(self, recipes: Sequence[str]) -> None:
        """Offer recipes by their names."""
        self._recipes = recipes
        self.recipes.setVisible(bool(recipes))

    def _make_lines(self, header: Sequence[str], examples: Sequence[str]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.choices, self._lines = [], []
        for place, heading in enumerate(header):
            self._rows.addWidget(self._line(place, heading, examples[place] if place < len(examples) else ""))

    def _line(self, place: int, heading: str, example: str) -> "_Line":
        name = heading or self.tr("Column {number}").format(number=place + 1)
        choice = Choice(batch_words.meanings(), "default")
        choice.setAccessibleName(self.tr("What “{name}” means").format(name=name))
        choice.chosen.connect(partial(self._chosen, place))
        self.choices.append(choice)
        shown = example.removeprefix("https://")  # little room: what tells addresses apart comes after it
        line = _Line(name, shown or self.tr("empty"), choice)
        line.fit(self.width())
        self._lines.append(line)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()

    def _fit(self) -> None:
        for line in self._lines:
            line.fit(self.width())

    def _chosen(self, place: int, key: str) -> None:
        self.changed.emit(place, Meaning(key))

    def _named(self, name: str) -> None:
        self.naming.hide()
        self.recipe_saved.emit(name)

    def _offer(self) -> None:
        menu = Menu(self.recipes)
        for name in self._recipes:
            menu.add(name, partial(self.recipe_wanted.emit, name))
        menu.popup(self.recipes.mapToGlobal(self.recipes.rect().bottomLeft()))


class _Line(QFrame):
    """A column's heading over its example, and what it means: beside them, or below where there is little room."""

    def __init__(self, name: str, example: str, choice: Choice) -> None:
        super().__init__()
        self._choice, self._arrow = choice, Glyph("arrow-right", "tertiary")
        detail = labels.Elided(example, "supporting", "tertiary", middle=True)
        self._row = boxes.columns(gap=6, margins=(16, 4, 16, 4))
        self._row.addLayout(boxes.rows(labels.Elided(name), detail, gap=0), 1)
        self._row.addWidget(self._arrow)
        self._row.addWidget(choice)
        self.setLayout(self._row)
        self.setProperty("edge", "bottom")

    def fit(self, width: int) -> None:
        """Stand in so much room."""
        beside = width >= _BESIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(6 if beside else 2)
        self._arrow.setVisible(beside)
        self._choice.setMinimumWidth(_CHOICE_PX)
        self._choice.setMaximumWidth(_CHOICE_PX if beside else _ANY_PX)
        self.setFixedHeight(_LINE_PX[0 if beside else 1])
