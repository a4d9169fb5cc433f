"""What is asked of a condition, by its kind: countries, hours, a parameter and so on."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas import rules
from qrdesk.core.schemas.rules import Condition, Weekday, Window
from qrdesk.gui import names
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.choices import Option
from qrdesk.gui.widgets.fields import Input, TextField
from qrdesk.gui.widgets.many import ManyField
from qrdesk.gui.widgets.moments import Moment
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.ticks import Ticks

_CLOCK = 72  # px


class _Editor(QWidget):
    """What all editors have: every kind also has ``put`` and ``take``, see ``Editor``."""

    changed = Signal()

    def fault(self) -> str:
        """Return what is wrong, in words; empty where nothing is known."""
        return ""


class _AnyOf(_Editor):
    """Words separated by commas."""

    def __init__(self, field: ManyField, nothing: str) -> None:
        super().__init__()
        self.field, self._nothing = field, nothing
        self.setLayout(boxes.rows(field, gap=0))
        self.setFocusProxy(field)
        field.changed.connect(self.changed)

    def put(self, condition: Condition) -> None:
        """Show a condition."""
        self.field.set_keys([str(key) for key in getattr(condition, "any_of", ())])

    def take(self) -> dict[str, Any]:
        """Return the fields as they are sent, without kind and negation."""
        return {"any_of": self.field.keys()}

    def fault(self) -> str:
        if unknown := self.field.unknown():
            return QCoreApplication.translate("Editor", "“{word}” is not known here.").format(word=unknown[0])
        return "" if self.field.keys() else self._nothing


class _Some(_Editor):
    """Check boxes."""

    def __init__(self, options: Sequence[Option], columns: int) -> None:
        super().__init__()
        self._ticks = Ticks(options, columns)
        self.setLayout(boxes.rows(self._ticks, gap=0))
        self._ticks.changed.connect(self.changed)

    def put(self, condition: Condition) -> None:
        """Show a condition."""
        self._ticks.set_keys([str(key) for key in getattr(condition, "any_of", ())])

    def take(self) -> dict[str, Any]:
        """Return the fields as they are sent, without kind and negation."""
        return {"any_of": self._ticks.keys()}

    def fault(self) -> str:
        return "" if self._ticks.keys() else QCoreApplication.translate("Editor", "Tick at least one.")


class _Hours(QWidget):
    """One window: days, from, to."""

    changed = Signal()
    gone = Signal(object)  # itself

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._days = Ticks(names.weekdays(), 4, self.tr("Days"))
        self._days.set_keys(window.days)
        self._start, self._end = Input(), Input()
        for edit, text, name in (
            (self._start, window.start, self.tr("From, as 11:00")),
            (self._end, window.end, self.tr("To, as 15:00; 24:00 is midnight")),
        ):
            edit.setText(text)
            edit.setFixedWidth(_CLOCK)
            edit.setAccessibleName(name)
            edit.setToolTip(name)
            edit.textChanged.connect(self.changed)
        self._days.changed.connect(self.changed)
        self.remove = IconButton("x", self.tr("Without these hours"), 26)
        self.remove.clicked.connect(lambda: self.gone.emit(self))
        until = labels.text(self.tr("to"), "supporting")
        clock = boxes.columns(self._start, until, self._end, None, self.remove, gap=8)
        self.setLayout(boxes.rows(self._days, clock, gap=6))

    def take(self) -> dict[str, Any]:
        """Return the window as it is sent."""
        return {"days": self._days.keys(), "start": _clock(self._start.text()), "end": _clock(self._end.text())}


class _Times(_Editor):
    """Windows below each other."""

    def __init__(self) -> None:
        super().__init__()
        self._windows: list[_Hours] = []
        self._rows = boxes.rows(gap=10)
        more = Button(self.tr("More hours"), "quiet", "plus", "small")
        more.clicked.connect(partial(self._add, Window(start="11:00", end="15:00")))
        said = labels.Paragraph(self.tr("On the clock of the link's time zone"), "caption")
        whole = boxes.rows(self._rows, said, boxes.columns(more, None), gap=6)
        self.setLayout(whole)
        self._add(Window(days=tuple(Weekday)[:5], start="11:00", end="15:00"))

    def put(self, condition: Condition) -> None:
        """Show a condition."""
        if isinstance(condition, rules.TimeCondition):
            for hours in list(self._windows):
                self._drop(hours)
            for window in condition.windows:
                self._add(window)

    def take(self) -> dict[str, Any]:
        """Return the fields as they are sent, without kind and negation."""
        return {"windows": [hours.take() for hours in self._windows]}

    def fault(self) -> str:
        if any(not hours.take()["days"] for hours in self._windows):
            return self.tr("Tick at least one day.")
        return ""

    def _add(self, window: Window, _checked: bool = False) -> None:
        hours = _Hours(window)
        hours.changed.connect(self.changed)
        hours.gone.connect(self._taken_out)
        self._windows.append(hours)
        self._rows.addWidget(hours)
        self._fit()

    def _taken_out(self, hours: _Hours) -> None:
        self._drop(hours)
        self._fit()

    def _drop(self, hours: _Hours) -> None:
        self._windows.remove(hours)
        hours.hide()
        hours.deleteLater()

    def _fit(self) -> None:
        for hours in self._windows:
            hours.remove.setVisible(len(self._windows) > 1)
        self.changed.emit()


class _Dates(_Editor):
    """From a day, before a day."""

    def __init__(self) -> None:
        super().__init__()
        self._since, self._until = Moment(self.tr("From")), Moment(self.tr("Before"))
        self.setLayout(boxes.rows(self._since, self._until, gap=6))
        for moment in (self._since, self._until):
            moment.changed.connect(self.changed)

    def put(self, condition: Condition) -> None:
        """Show a condition."""
        if isinstance(condition, rules.DatesCondition):
            self._since.set_value(condition.since)
            self._until.set_value(condition.until)

    def take(self) -> dict[str, Any]:
        """Return the fields as they are sent, without kind and negation."""
        return {"since": self._since.value(), "until": self._until.value()}


class _Parameter(_Editor):
    """A parameter of the address, and its values."""

    def __init__(self) -> None:
        super().__init__()
        self._name = TextField(placeholder=self.tr("Parameter, such as table"))
        self._values = ManyField("", placeholder=self.tr("Any of these values; empty: it is there at all"))
        self._name.input.setAccessibleName(self.tr("Parameter"))
        self._values.input.setAccessibleName(self.tr("Values"))
        self.setLayout(boxes.rows(self._name, self._values, gap=6))
        self.setFocusProxy(self._name)
        self._name.changed.connect(self.changed)
        self._values.changed.connect(self.changed)

    def put(self, condition: Condition) -> None:
        """Show a condition."""
        if isinstance(condition, rules.QueryCondition):
            self._name.set_text(condition.name)
            self._values.set_keys(condition.any_of)

    def take(self) -> dict[str, Any]:
        """Return the fields as they are sent, without kind and negation."""
        return {"name": self._name.text(), "any_of": self._values.keys()}

    def fault(self) -> str:
        return "" if self._name.text() else self.tr("Enter the parameter's name.")


class _Visitor(_Editor):
    """New or returning."""

    def __init__(self) -> None:
        super().__init__()
        self._seen = Segment(
            [("new", self.tr("for the first time")), ("returning", self.tr("again"))], name=self.tr("Visitor comes")
        )
        self.setLayout(boxes.columns(labels.text(self.tr("Comes"), "supporting"), self._seen, None, gap=8))
        self._seen.chosen.connect(self.changed)

    def put(self, condition: Condition) -> None:
        """Show a condition."""
        if isinstance(condition, rules.VisitorCondition):
            self._seen.choose(condition.seen)

    def take(self) -> dict[str, Any]:
        """Return the fields as they are sent, without kind and negation."""
        return {"seen": self._seen.key()}


class _Hits(_Editor):
    """At least so many, fewer than so many."""

    def __init__(self) -> None:
        super().__init__()
        self._least = TextField(self.tr("At least"), placeholder="100")
        self._below = TextField(self.tr("Fewer than"))
        row = boxes.columns(gap=8)
        for field in (self._least, self._below):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            field.changed.connect(self.changed)
        self.setLayout(row)
        self.setFocusProxy(self._least)

    def put(self, condition: Condition) -> None:
        """Show a condition."""
        if isinstance(condition, rules.HitsCondition):
            for field, count in ((self._least, condition.at_least), (self._below, condition.below)):
                field.set_text("" if count is None else str(count))

    def take(self) -> dict[str, Any]:
        """Return the fields as they are sent, without kind and negation."""
        # of thousands of digits Python makes no number; nineteen are too many already
        least, below = (int(text[:19]) if text else None for text in (self._least.text(), self._below.text()))
        return {"at_least": least, "below": below}

    def fault(self) -> str:
        texts = (self._least.text(), self._below.text())
        if not any(texts):
            return self.tr("Enter at least one number.")
        return "" if all(not text or text.isdecimal() for text in texts) else self.tr("Enter whole numbers.")


Editor = _AnyOf | _Some | _Times | _Dates | _Parameter | _Visitor | _Hits
"""Asks for one kind of condition: ``put`` shows one, ``take`` gives its fields, ``changed`` tells of every edit."""


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of condition with their names, the frequent ones first."""
    tr = QCoreApplication.translate
    return [
        ("country", tr("Editor", "Country")),
        ("language", tr("Editor", "Language")),
        ("device", tr("Editor", "Device")),
        ("os", tr("Editor", "System")),
        ("time", tr("Editor", "Time of day")),
        ("dates", tr("Editor", "Dates")),
        ("visitor", tr("Editor", "First visit or again")),
        ("browser", tr("Editor", "Browser")),
        ("region", tr("Editor", "Region")),
        ("query", tr("Editor", "Parameter")),
        ("referrer", tr("Editor", "Coming from")),
        ("hits", tr("Editor", "Hits so far")),
    ]


def editor(kind: str) -> Editor:
    """Return what asks for a condition of ``kind``.

    Raises:
        KeyError: there is no such kind.
    """
    tr = QCoreApplication.translate
    one = tr("Editor", "Enter at least one.")

    def many(words: Mapping[str, str] | None, placeholder: str, *, free: bool = False) -> Editor:
        field = ManyField("", words, placeholder=placeholder, free=free)
        field.input.setAccessibleName(placeholder)
        return _AnyOf(field, one)

    makers: dict[str, Callable[[], Editor]] = {
        "country": lambda: many(names.countries(), tr("Editor", "Germany, Austria")),
        "language": lambda: many(names.languages(), tr("Editor", "English, fr-CA"), free=True),
        "browser": lambda: many(names.BROWSERS, tr("Editor", "Safari, Chrome"), free=True),
        "region": lambda: many(None, tr("Editor", "US-TX, DE-BY")),
        "referrer": lambda: many(None, tr("Editor", "instagram.com; none for no page")),
        "device": lambda: _Some(names.devices(), 3),
        "os": lambda: _Some(names.systems(), 3),
        "time": _Times,
        "dates": _Dates,
        "query": _Parameter,
        "visitor": _Visitor,
        "hits": _Hits,
    }
    return makers[kind]()


def _clock(text: str) -> str:
    """Return ``9:00`` as ``09:00`` and ``9`` as ``09:00``; anything else as it is."""
    bare = text.strip()
    hour, _, minute = bare.partition(":")
    return f"{hour:0>2}:{minute or '00'}" if hour.isdecimal() and (minute.isdecimal() or not minute) else bare
