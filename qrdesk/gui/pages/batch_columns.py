"""The second step: what each column means."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.gui.pages import batch_words
from qrdesk.gui.pages.batch_meaning import Kind, Meaning, Meanings, kind_of, used
from qrdesk.gui.pages.batch_part import StepHead
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.side import NameLine
from qrdesk.gui.widgets.switch import Switch


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
        self._rows = boxes.rows(gap=0)
        self._heading: tuple[str, ...] = ()
        self.names = Switch(self.tr("First row holds the names"))
        self.about = labels.Paragraph(role="caption")
        self.save = Button(self.tr("Save as a recipe"), icon="bookmark", size="small")
        self.recipes = Button(self.tr("Recipes"), size="small", trailing="chevron-down")
        self.naming = NameLine(self.tr("Keep"), self.tr("Keep no recipe"))
        buttons = boxes.columns(self.save, self.recipes, None)
        foot = boxes.rows(self.names, self.about, buttons, self.naming, gap=6, margins=(16, 6, 16, 8))
        self.setLayout(boxes.rows(self.head, boxes.line(), self._rows, foot, None, gap=0))
        self.names.clicked.connect(self.names_toggled)
        self.save.clicked.connect(lambda: self.naming.ask(self.tr("Name of the recipe")))
        self.naming.named.connect(self._named)
        self.recipes.clicked.connect(self._offer)
        self._recipes: Sequence[str] = ()
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
        self.about.set_text(batch_words.about_kind(kind))

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
        self.choices = []
        for place, heading in enumerate(header):
            self._rows.addWidget(self._line(place, heading, examples[place] if place < len(examples) else ""))

    def _line(self, place: int, heading: str, example: str) -> QFrame:
        name = heading or self.tr("Column {number}").format(number=place + 1)
        choice = Choice(batch_words.meanings(), "default")
        choice.setFixedWidth(132)
        choice.setAccessibleName(self.tr("What “{name}” means").format(name=name))
        choice.chosen.connect(partial(self._chosen, place))
        self.choices.append(choice)
        texts = boxes.rows(
            labels.Elided(name), labels.Elided(example or self.tr("empty"), "supporting", "tertiary"), gap=0
        )
        row = boxes.columns(gap=8, margins=(16, 4, 16, 4))
        row.addLayout(texts, 1)
        row.addWidget(Glyph("arrow-right", "tertiary"))
        row.addWidget(choice)
        made = boxes.box(row, edge="bottom")
        made.setFixedHeight(50)
        return made

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
