"""Hours of some weekdays, as a rule asks for them: all day, unless somebody says from when to when."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from qrdesk.core.schemas.rules import Weekday, Window
from qrdesk.gui import names
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton, LinkButton
from qrdesk.gui.widgets.fields import Input
from qrdesk.gui.widgets.ticks import Ticks

_CLOCK = 72  # px
_START, _ENDS = "00:00", ("24:00", "00:00")  # of a whole day


def unset(days: Sequence[Weekday] = (), *, all_day: bool = True) -> Window:
    """Return a window that nobody filled in yet: no day of its own choosing, and no hours."""
    start, end = (_START, _ENDS[0]) if all_day else ("", "")
    return Window.model_construct(days=tuple(days), start=start, end=end)


class Hours(QWidget):
    """One window: days, and the whole day or from, to."""

    changed = Signal()
    gone = Signal(object)  # itself

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.days = Ticks(names.weekdays(), 5, self.tr("Days"))
        self.days.set_keys(window.days)
        self.all_day = QCheckBox(self.tr("All day"))
        self.start, self.end = Input(), Input()
        whole = window.start == _START and window.end in _ENDS
        for edit, text, name, such in (
            (self.start, window.start, self.tr("From, as 11:00"), "11:00"),
            (self.end, window.end, self.tr("To, as 15:00; 24:00 is midnight"), "15:00"),
        ):
            edit.setText("" if whole else text)
            edit.setPlaceholderText(such)
            edit.setFixedWidth(_CLOCK)
            edit.setAccessibleName(name)
            edit.setToolTip(name)
            edit.textChanged.connect(self.changed)
        self.remove = IconButton("x", self.tr("Remove these hours"), 26)
        self.remove.clicked.connect(lambda: self.gone.emit(self))
        self._clock = boxes.box(boxes.columns(self.start, labels.text(self.tr("to"), "supporting"), self.end, gap=8))
        clock = boxes.columns(self.all_day, self._clock, None, self.remove, gap=12)
        self.setLayout(boxes.rows(self._picks(), self.days, clock, gap=6))
        self.all_day.setChecked(whole)
        boxes.show_part(self._clock, not whole)
        self.days.changed.connect(self.changed)
        self.all_day.toggled.connect(self._turned)

    def take(self) -> dict[str, Any]:
        """Return the window as it is sent."""
        if self.all_day.isChecked():
            return {"days": self.days.keys(), "start": _START, "end": _ENDS[0]}
        return {"days": self.days.keys(), "start": _time(self.start.text()), "end": _time(self.end.text())}

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields: the fields of a window, whether it is one or not."""
        whole = {"start": _START, "end": _ENDS[0]}
        hours = whole if self.all_day.isChecked() else {"start": self.start.text(), "end": self.end.text()}
        return {"days": list(self.days.keys()), **hours}

    def fault(self) -> str:
        """Return what is missing, in words; empty for nothing."""
        if not self.days.keys():
            return self.tr("Tick at least one day.")
        if not self.all_day.isChecked() and not (self.start.text().strip() and self.end.text().strip()):
            return self.tr("Enter from when to when, or tick All day.")
        return ""

    def _picks(self) -> boxes.QBoxLayout:
        """Return buttons for the days that most people mean."""
        week = list(Weekday)
        row = boxes.columns(gap=12)
        for words, days in (
            (self.tr("Mon–Fri"), week[:5]),
            (self.tr("Sat–Sun"), week[5:]),
            (self.tr("Every day"), week),
        ):
            button = LinkButton(words)
            button.clicked.connect(partial(self._pick, days))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _pick(self, days: Sequence[Weekday], _checked: bool = False) -> None:
        self.days.set_keys(days)
        self.changed.emit()

    def _turned(self, whole: bool) -> None:
        self._clock.setVisible(not whole)
        if not whole:
            self.start.setFocus()
        self.changed.emit()


def _time(text: str) -> str:
    """Return ``9:00`` as ``09:00`` and ``9`` as ``09:00``; anything else as it is."""
    bare = text.strip()
    hour, _, minute = bare.partition(":")
    return f"{hour:0>2}:{minute or '00'}" if hour.isdecimal() and (minute.isdecimal() or not minute) else bare
