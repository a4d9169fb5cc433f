"""What the cards of Settings share: a title, when something was, and an end that was asked for."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLayout, QWidget

from qrdesk.core.errors import CalledOff
from qrdesk.gui import words
from qrdesk.gui.jobs import Cancelled, Step
from qrdesk.gui.widgets import boxes, labels


class SettingsCard(boxes.Card):
    """A card with a title; ``add`` takes what stands in it, from top to bottom."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = labels.text(title, "section_title")
        self.body.addWidget(self.title)
        self.body.addSpacing(4)

    def add(self, *parts: QWidget | QLayout) -> None:
        """Put ``parts`` below what stands there."""
        for part in parts:
            if isinstance(part, QWidget):
                self.body.addWidget(part)
            else:
                self.body.addLayout(part)


def moment(at: datetime, now: datetime) -> str:
    """Return when something was, as it stands in a sentence: today at 12:40, yesterday at 03:00, 12 Mar 2026."""
    days = (now.astimezone().date() - at.astimezone().date()).days
    clock = words.clock(at)
    if days == 0:
        return _tr("today at {time}").format(time=clock)
    if days == 1:
        return _tr("yesterday at {time}").format(time=clock)
    return _tr("on {day} at {time}").format(day=words.day(at), time=clock)


def heard(step: Step) -> "_Heard":
    """Return ``step`` as the client calls it: called off, it ends the work with an error of the client."""
    return _Heard(step)


class _Heard:
    def __init__(self, step: Step) -> None:
        self._step = step

    def __call__(self, done: int, total: int) -> None:
        try:
            self._step(done, total)
        except Cancelled as fault:
            raise CalledOff(_tr("Cancelled; nothing was written.")) from fault


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settings", text)
