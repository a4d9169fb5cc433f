"""What forms of contents are made of: a part for each thing to type, and the editor that a part gets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtCore import QCoreApplication, QDate, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from qrdesk.gui import zones
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.calendars import DayEdit
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.moments import Moment
from qrdesk.gui.widgets.switch import Switch

Value = str | bool
Sort = Literal["line", "amount", "money", "degrees", "secret", "text", "pick", "flag", "day", "moment", "zone"]
_TEXT_PX = 84
_MARK_PX = 48  # around what is typed, with the mark of what is wrong
_MOMENT = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Part:
    """One thing to type. ``path`` is its dotted name in the content; one that begins with @ stays in the form."""

    path: str
    label: str
    sort: Sort = "line"
    hint: str = ""
    example: str = ""
    must: bool = False  # nothing is drawn without it
    checked: bool = False  # has check digits: a tick says that they fit
    options: tuple[tuple[str, str], ...] = ()
    usual: Value = ""
    when: tuple[str, frozenset[Value]] | None = None  # shown while the part of that path has one of these values
    more: bool = False  # few need it
    about: bool = False  # what is wrong with the whole is said here


class Editor(boxes.Flowing):
    """The editor of a part. ``changed`` when a person changed it, ``left`` when the keyboard goes elsewhere."""

    changed = Signal()
    left = Signal()

    def __init__(self, part: Part) -> None:
        super().__init__()
        self.part = part
        made = _MAKERS[part.sort](part, self)
        self.field: Field | None = made.field
        self.widget = made.widget
        self._read, self._put = made.read, made.put
        if made.field is not None:
            made.field.label.setWordWrap(True)  # the column is narrow
        self.setLayout(boxes.rows(made.widget, gap=0))

    def lock(self, *, locked: bool) -> None:
        """Let nobody change it, or again; a secret can be looked at all the same."""
        lines = self.findChildren(QLineEdit) if self.part.sort == "secret" else [self]
        for one in lines:
            one.setEnabled(not locked)

    def value(self) -> Value:
        """Return what stands there; the empty text for nothing."""
        return self._read()

    def tell(self, _said: object) -> None:
        """A person changed it."""
        self.changed.emit()

    def put(self, value: Value) -> None:
        """Show ``value`` without telling anyone."""
        if value == self.value():
            return  # else the cursor would jump
        blocked = self.blockSignals(True)
        self._put(value)
        self.blockSignals(blocked)

    def say_wrong(self, said: str) -> None:
        """Say what is wrong; empty for nothing."""
        if self.field is None:
            return
        if said:
            self._show_wrong(self.field, said)
        elif self.field.has_error():
            self.field.clear_error()

    def _show_wrong(self, field: Field, said: str) -> None:
        """Say it; a number that has no room in its line stands below, where its last digit is in sight as well."""
        line = field.input if isinstance(field, TextField) and self.part.checked else None
        if line is None or line.fontMetrics().horizontalAdvance(line.text()) <= line.width() - _MARK_PX:
            field.show_error(said)
            return
        number = "".join(line.text().split())
        fours = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
        field.show_error(f"{said}\n{fours}")

    def is_wrong(self) -> bool:
        """Whether something is said to be wrong with it."""
        return self.field is not None and self.field.has_error()

    def say_right(self, *, right: bool) -> None:
        """Show a tick where check digits fit."""
        if isinstance(self.field, TextField) and self.part.checked and not self.field.has_error():
            self.field.show_state("", "success" if right else "")


@dataclass(frozen=True)
class _Made:
    widget: QWidget
    field: Field | None
    read: Callable[[], Value]
    put: Callable[[Value], object]


def _line(part: Part, editor: Editor) -> _Made:
    field = TextField(_label(part), part.hint, part.example)
    line = field.input

    def left() -> None:
        if not line.hasFocus():  # of a long text its beginning is in sight once the keyboard is elsewhere
            line.setCursorPosition(0)
        editor.left.emit()

    def put(value: Value) -> None:
        field.set_text(str(value))
        line.setCursorPosition(0)

    line.textChanged.connect(editor.tell)
    line.editingFinished.connect(left)
    return _Made(field, field, field.text, put)


def _secret(part: Part, editor: Editor) -> _Made:
    field = TextField("", part.hint, part.example)
    line = field.input
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(part.label)
    show = IconButton("eye", _tr("Show the password"), 32, "secondary")
    show.setCheckable(True)

    def turn(on: bool) -> None:
        line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        show.set_icon("eye-off" if on else "eye")
        said = _tr("Hide the password") if on else _tr("Show the password")
        show.setToolTip(said)
        show.setAccessibleName(said)

    show.toggled.connect(turn)
    line.textChanged.connect(editor.tell)
    line.editingFinished.connect(editor.left)
    row = boxes.columns(gap=6)
    row.addWidget(line, 1)
    row.addWidget(show)
    holder = QWidget()
    holder.setLayout(row)
    whole = Field(_label(part), holder, part.hint)
    whole.label.setBuddy(line)
    whole.setFocusProxy(line)
    return _Made(whole, whole, line.text, lambda value: line.setText(str(value)))


def _text(part: Part, editor: Editor) -> _Made:
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.setPlaceholderText(part.example)
    box.setFixedHeight(_TEXT_PX)
    box.textChanged.connect(editor.changed)
    field = Field(_label(part), box, part.hint)
    return _Made(field, field, box.toPlainText, lambda value: box.setPlainText(str(value)))


def _pick(part: Part, editor: Editor) -> _Made:
    choice = Choice(part.options)
    choice.choose(str(part.usual))
    choice.chosen.connect(editor.tell)
    field = Field(_label(part), choice, part.hint)
    return _Made(field, field, choice.key, lambda value: choice.choose(str(value)))


def _flag(part: Part, editor: Editor) -> _Made:
    switch = Switch(part.label, part.hint)
    switch.setChecked(part.usual is True)
    switch.toggled.connect(editor.tell)
    return _Made(switch, None, switch.isChecked, lambda value: switch.setChecked(value is True))


def _zone(part: Part, editor: Editor) -> _Made:
    known = tuple((zone, zone.replace("_", " ")) for zone in zones.names())
    choice = Choice(known)
    choice.choose(str(part.usual))
    choice.chosen.connect(editor.tell)
    field = Field(_label(part), choice, part.hint)
    return _Made(field, field, choice.key, lambda value: choice.choose(str(value)))


def _moment(part: Part, editor: Editor) -> _Made:
    field = Moment(part.label, part.hint)
    field.changed.connect(editor.changed)
    return _Made(field, field, lambda: _moment_said(field), lambda value: field.set_value(_moment_of(str(value))))


def _day(part: Part, editor: Editor) -> _Made:
    field = Day(part.label, part.hint)
    field.changed.connect(editor.changed)
    return _Made(field, field, field.value, lambda value: field.set_value(str(value)))


_MAKERS: dict[Sort, Callable[[Part, Editor], _Made]] = {
    "line": _line,
    "amount": _line,
    "money": _line,
    "degrees": _line,
    "secret": _secret,
    "text": _text,
    "pick": _pick,
    "flag": _flag,
    "zone": _zone,
    "moment": _moment,
    "day": _day,
}


class Day(Field):
    """A day that may be left open: a check box, and beside it the day."""

    changed = Signal()

    def __init__(self, words: str, hint: str = "") -> None:
        self.box = QCheckBox(words)
        self.edit = DayEdit()
        self.edit.setAccessibleName(words)
        self.edit.setDate(QDate.currentDate())
        self.edit.hide()
        line = QWidget()
        row = boxes.columns(self.box, gap=8)
        row.addWidget(self.edit, 1)
        line.setLayout(row)
        line.setMinimumHeight(32)
        super().__init__("", line, hint)
        self.box.toggled.connect(self._ticked)
        self.edit.dateChanged.connect(self._picked)

    def value(self) -> str:
        """Return the day as 2027-03-31; empty while it is left open."""
        return self.edit.date().toString("yyyy-MM-dd") if self.box.isChecked() else ""

    def set_value(self, day: str) -> None:
        """Show a day, or none."""
        found = QDate.fromString(day, "yyyy-MM-dd")
        for part in (self.box, self.edit):
            part.blockSignals(True)
        self.box.setChecked(found.isValid())
        self.edit.setVisible(found.isValid())
        if found.isValid():
            self.edit.setDate(found)
        for part in (self.box, self.edit):
            part.blockSignals(False)

    def show_error(self, message: str, fixes: object = ()) -> None:
        super().show_error(message)
        style.restyle(self.edit, invalid=True)

    def clear_error(self) -> None:
        super().clear_error()
        style.restyle(self.edit, invalid=False)

    def _picked(self, _day: QDate) -> None:
        self.changed.emit()

    def _ticked(self, on: bool) -> None:
        self.edit.setVisible(on)
        self.changed.emit()


def _moment_said(field: Moment) -> str:
    at = field.value()
    return "" if at is None else at.strftime(_MOMENT)


def _moment_of(said: str) -> datetime | None:
    try:
        return datetime.strptime(said, _MOMENT) if said else None  # noqa: DTZ007 - a wall clock
    except ValueError:
        return None


def _label(part: Part) -> str:
    return (
        part.label
        if part.must or part.sort in {"pick", "zone"} or part.more
        else _tr("{label} (optional)").format(label=part.label)
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("Studio", words)
