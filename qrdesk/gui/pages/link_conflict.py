"""Two people changed the same fields of a link: both sides beside each other, and a choice for each field."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from pydantic import TypeAdapter
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.gui import words
from qrdesk.gui.pages.activity_words import field_name, value
from qrdesk.gui.pages.link_conflict_merge import Elsewhere, Saved, changed_by, clashes, merged
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.flow import FlowBox
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.segment import Segment

_PLAIN: TypeAdapter[Values] = TypeAdapter(Values)
_SECRET = "password"
_MINE, _THEIRS = "mine", "theirs"
_LONGEST = 24  # letters of a name on a button


class LinkConflict(QFrame):
    """Stands in the editor's place until somebody has chosen, or goes back to what is typed."""

    settled = Signal(object, object)  # Elsewhere, and the values to save over it
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base, self._mine = Values(), Values()
        self._now: Elsewhere | None = None
        self.note = Note("warn")
        self.fields: dict[str, Segment] = {}  # by name: whose value holds
        self._list = boxes.rows(gap=16, margins=(16, 4, 16, 16))
        self._inside = QWidget()
        self._inside.setLayout(self._list)
        self._theirs = self.tr("Theirs")  # or the name of whoever it was
        self.all_mine = Button(self.tr("Mine everywhere"), size="small")
        self.all_theirs = Button(size="small")
        self.back = Button(self.tr("Back to my text"), "quiet")
        self.save = Button(self.tr("Save this"), "primary")
        self._kept = labels.Paragraph(role="caption")
        ways = FlowBox(8)  # below each other, where the name is long
        for way in (self.all_mine, self.all_theirs):
            ways.flow.addWidget(way)
        head = boxes.rows(self.note, ways, margins=(16, 12, 16, 8))
        foot = boxes.box(boxes.columns(None, self.back, self.save, margins=(16, 7, 16, 7)), edge="top")
        self.setLayout(boxes.rows(head, boxes.scrolled(self._inside), foot, gap=0))
        self.all_mine.clicked.connect(partial(self._choose_all, _MINE))
        self.all_theirs.clicked.connect(partial(self._choose_all, _THEIRS))
        self.back.clicked.connect(self.left)
        self.save.clicked.connect(self._settle)
        self.hide()

    def ask(self, base: Values, mine: Values, now: Elsewhere) -> None:
        """Show what both changed since ``base``."""
        self._base, self._mine, self._now = base, mine, now
        theirs = Values.of(now.link)
        text = self.tr("You changed the same. Nothing is saved yet: choose for each field what holds.")
        self.note.show_words("warn", changed_by(now.author), text)
        self._name_other(now.author.name)
        self._clear()
        sides = _plain(mine), _plain(theirs)
        for name in clashes(base, mine, theirs):
            self._list.addWidget(self._field(name, *(side.get(name) for side in sides)))
        self._say_kept(base, mine, theirs)
        self._list.addWidget(self._kept)
        self._list.addStretch(1)
        self.show()
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.button(_MINE).setFocus()

    def _name_other(self, name: str) -> None:
        """Say whose the other side is, as far as that is known."""
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        self._theirs = short or self.tr("Theirs")
        everywhere = self.tr("{name}'s everywhere").format(name=short) if name else self.tr("Theirs everywhere")
        self.all_theirs.setText(everywhere)

    def _say_kept(self, base: Values, mine: Values, theirs: Values) -> None:
        """Name what only one side changed: that holds without asking."""
        both = clashes(base, mine, theirs)
        alone = {*mine.changed(base), *theirs.changed(base)} - set(both)
        said = self.tr("Kept, as only one of you changed it: {fields}.")
        self._kept.set_text(said.format(fields=listed(tuple(sorted(alone)))) if alone else "")
        self._kept.setVisible(bool(alone))

    def _field(self, name: str, mine: Any, theirs: Any) -> QWidget:
        choice = Segment(
            [(_MINE, self.tr("Mine")), (_THEIRS, self._theirs)], "small", name=field_name(name)
        )  # fmt: skip
        self.fields[name] = choice
        head = boxes.columns(labels.text(field_name(name), "label"), None, choice)
        sides = boxes.columns(gap=8)
        for title, side in ((self.tr("Mine"), mine), (self._theirs, theirs)):
            said = self.tr("A password is set") if name == _SECRET and side else value(name, side)
            words_of_side = labels.Paragraph(said, "body")
            words_of_side.setAccessibleName(f"{title}: {said}")
            card = boxes.box(
                boxes.rows(labels.text(title, "caption"), words_of_side, None, gap=4, margins=(10, 8, 10, 8)),
                surface="sunken",
            )
            sides.addWidget(card, 1)
        made = QWidget()
        made.setLayout(boxes.rows(head, sides, gap=6))
        return made

    def _clear(self) -> None:
        self.fields = {}
        while (item := self._list.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None and gone is not self._kept:
                gone.hide()
                gone.deleteLater()

    def _choose_all(self, side: str) -> None:
        for choice in self.fields.values():
            choice.choose(side)

    def _settle(self) -> None:
        if self._now is not None:
            chosen = {name: choice.key() == _MINE for name, choice in self.fields.items()}
            self.settled.emit(self._now, merged(self._base, self._mine, Values.of(self._now.link), chosen))


def said_of(saved: Saved, at: datetime) -> str:
    """Return that a link is saved, and what somebody else had changed that was kept."""
    time, name = words.clock(at), words.name(saved.link)
    if not saved.theirs:
        return QCoreApplication.translate("LinkEditor", "Saved {time}: {name}").format(time=time, name=name)
    said = QCoreApplication.translate(
        "LinkConflict", "Saved {time}: {name}. Changed by somebody else meanwhile, and kept: {fields}"
    )
    return said.format(time=time, name=name, fields=listed(saved.theirs))


def listed(names: tuple[str, ...]) -> str:
    """Return fields by what people call them."""
    return ", ".join(field_name(name) for name in names)


def _plain(values: Values) -> Mapping[str, Any]:
    return _PLAIN.dump_python(values, mode="json")
