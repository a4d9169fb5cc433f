"""What is asked of a condition, by its kind: countries, hours, a parameter and so on."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas import rules
from qrdesk.core.schemas.rules import Condition, Weekday, Window
from qrdesk.gui import names
from qrdesk.gui.pages.rule_hours import Hours, unset
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Option
from qrdesk.gui.widgets.fields import TextField
from qrdesk.gui.widgets.many import ManyField
from qrdesk.gui.widgets.moments import Moment
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.ticks import Ticks


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

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, for ``retype``."""
        return {"text": self.field.input.text()}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Show what stood in the fields."""
        self.field.input.setText(typed["text"])

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

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, for ``retype``."""
        return {"keys": list(self._ticks.keys())}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Show what stood in the fields."""
        self._ticks.set_keys(typed["keys"])

    def fault(self) -> str:
        return "" if self._ticks.keys() else QCoreApplication.translate("Editor", "Tick at least one.")


class _Times(_Editor):
    """Windows below each other."""

    def __init__(self) -> None:
        super().__init__()
        self._windows: list[Hours] = []
        self._rows = boxes.rows(gap=10)
        more = Button(self.tr("More hours"), "quiet", "plus", "small")
        more.clicked.connect(self._add_more)
        self.setLayout(boxes.rows(self._rows, boxes.columns(more, None), gap=6))
        self._add(unset())

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

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, for ``retype``."""
        return {"windows": [hours.typed() for hours in self._windows]}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Show what stood in the fields."""
        for hours in list(self._windows):
            self._drop(hours)
        for window in typed["windows"]:
            self._add(Window.model_construct(**window))

    def fault(self) -> str:
        return next((fault for hours in self._windows if (fault := hours.fault())), "")

    def _add_more(self) -> None:
        """Add hours of the same days, such as the evening after lunch."""
        last = self._windows[-1]
        days = () if last.all_day.isChecked() else last.days.keys()  # a whole day has no further hours
        self._add(unset([Weekday(day) for day in days], all_day=False))

    def _add(self, window: Window) -> None:
        hours = Hours(window)
        hours.changed.connect(self.changed)
        hours.gone.connect(self._taken_out)
        self._windows.append(hours)
        self._rows.addWidget(hours)
        self._fit()

    def _taken_out(self, hours: Hours) -> None:
        self._drop(hours)
        self._fit()

    def _drop(self, hours: Hours) -> None:
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

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, for ``retype``."""
        moments = (("since", self._since.value()), ("until", self._until.value()))
        return {name: at.isoformat() if at is not None else None for name, at in moments}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Show what stood in the fields."""
        for moment, said in ((self._since, typed["since"]), (self._until, typed["until"])):
            moment.set_value(datetime.fromisoformat(said) if said is not None else None)


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

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, for ``retype``."""
        return {"name": self._name.text(), "values": self._values.input.text()}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Show what stood in the fields."""
        self._name.set_text(typed["name"])
        self._values.input.setText(typed["values"])

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

    def typed(self) -> dict[str, Any]:
        """Return what is chosen, for ``retype``."""
        return self.take()

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Show what was chosen."""
        self._seen.choose(typed["seen"])


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

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, for ``retype``."""
        return {"least": self._least.text(), "below": self._below.text()}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Show what stood in the fields."""
        self._least.set_text(typed["least"])
        self._below.set_text(typed["below"])

    def fault(self) -> str:
        texts = (self._least.text(), self._below.text())
        if not any(texts):
            return self.tr("Enter at least one number.")
        return "" if all(not text or text.isdecimal() for text in texts) else self.tr("Enter whole numbers.")


Editor = _AnyOf | _Some | _Times | _Dates | _Parameter | _Visitor | _Hits
"""Asks for one kind of condition: ``put`` shows one, ``take`` gives its fields, ``changed`` tells of every edit.

``typed`` and ``retype`` are for what is no condition yet.
"""


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
