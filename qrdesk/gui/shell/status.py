"""The status line: one quiet sentence, long work with its count and Cancel; at the right backup and version."""

import time
from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QWidget

from qrdesk.gui.shell import announce
from qrdesk.gui.shell.undo_button import UndoButton
from qrdesk.gui.theme import style, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, LinkButton

_BAR = 140  # px
_NEWS_S = 5  # so long a sentence outlives its page


class AtClose(Enum):
    """What long work means to a window that is to be closed."""

    LET_GO = auto()  # it only reads: nobody misses it
    WAIT = auto()
    SEEN = auto()  # what comes of it is shown once, so the window stays


class Work(QObject):
    """Long work as the status line shows it; the newest is in sight."""

    changed = Signal()
    finished = Signal(object)  # this work
    paused = Signal(int)  # from any thread: a server wants a pause of so many seconds

    def __init__(self, title: str, cancel: Callable[[], object] | None, at_close: AtClose, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.at_close = at_close
        self.done = 0
        self.total = 0
        self.left_s: float | None = None
        self.cancelled = False
        self.in_percent = False
        self.cancelled_elsewhere = False  # a page shown alone has the button
        self._cancel = cancel
        self.outcome = ""
        self.pause_s = 0
        self.paused.connect(self._pause)

    @property
    def can_cancel(self) -> bool:
        """Whether somebody stops it when asked."""
        return self._cancel is not None and not self.cancelled

    def progress(self, done: int, total: int = 0, left_s: float | None = None) -> None:
        """Say how far it is; ``total`` 0 while unknown, ``left_s`` seconds left where known."""
        self.done, self.total, self.left_s, self.pause_s = done, total, left_s, 0
        self.changed.emit()

    def _pause(self, seconds: int) -> None:
        self.pause_s = seconds
        self.changed.emit()

    def cancel(self) -> None:
        """Ask the work to stop; it still has to ``finish``."""
        if self._cancel is not None and not self.cancelled:
            self.cancelled = True
            self._cancel()
            self.changed.emit()

    def too_late(self) -> None:
        """From now on nobody can stop it."""
        self._cancel = None
        self.changed.emit()

    def finish(self, outcome: str = "") -> None:
        """It is over; ``outcome`` stays as the status line's sentence."""
        self.outcome = outcome
        self.finished.emit(self)


class StatusLine(QFrame):
    """26 px at the foot of the window."""

    work_over = Signal()
    backups_wanted = Signal()
    came_out = Signal(str, str)  # title of work that is over, and what came of it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAccessibleName(self.tr("Status"))
        self.setFixedHeight(tokens.measures().frame.status_line)
        self._works: list[Work] = []
        self._closes = False
        self._words = labels.Elided("", "caption")
        self._count = labels.text("", "caption", tabular=True)
        self._bar = QProgressBar()
        self._bar.setProperty("extent", "line")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        self._cancel = LinkButton(self.tr("Cancel"))
        _fill(self._cancel)
        self._cancel.clicked.connect(self._cancel_pressed)
        self.undo = UndoButton(self)
        self._right = labels.Elided("", "caption")
        self._right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._backup = Button("", "quiet", size="small")
        _fill(self._backup)
        self._backup.clicked.connect(self.backups_wanted)
        self._backup.hide()
        self._words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        left = (self._words, self._bar, self._count, self._cancel)
        right = (self.undo, self._backup, self._right)  # a sentence that comes later is not what is taken back
        self.setLayout(boxes.columns(*left, None, *right, gap=10, margins=(16, 0, 16, 0)))
        self._sentence = ""
        self._said_at = 0.0
        self._show()

    def say(self, words: str) -> None:
        """Show a quiet sentence at the left, and have it read out; long work hides it until it is over."""
        self._sentence = words
        self._said_at = time.monotonic()
        self._show()
        announce.say(self, words)

    def turn_page(self) -> None:
        """Another page is shown: what was said of the one before goes, unless it was said just now."""
        if time.monotonic() - self._said_at > _NEWS_S:
            self._sentence = ""
            self._show()

    def say_right(self, words: str) -> None:
        """Show what is always good to know at the right, as the version."""
        self._right.setText(words)

    def say_backup(self, words: str, tip: str = "", *, alarm: bool = False) -> None:
        """Show beside it how old the last backup is; empty where nobody knows."""
        self._backup.setText(words)
        self._backup.setToolTip(tip)
        self._backup.setAccessibleDescription(tip)
        self._backup.set_icon("triangle-alert" if alarm else "")
        self._backup.setVisible(bool(words))

    def sentence(self) -> str:
        """Return the sentence at the left."""
        return self._sentence

    def start(
        self,
        title: str,
        cancel: Callable[[], object] | None = None,
        at_close: AtClose = AtClose.WAIT,
        *,
        in_percent: bool = False,
        cancelled_elsewhere: bool = False,
    ) -> Work:
        """Show long work; report to what is returned. ``cancel`` is called when the person presses Cancel."""
        work = Work(title, cancel, at_close, self)
        work.in_percent, work.cancelled_elsewhere = in_percent, cancelled_elsewhere
        self._works.append(work)
        work.changed.connect(self._show)
        work.finished.connect(self._ended)
        self._show()
        return work

    def works(self) -> list[Work]:
        """Return what is going on."""
        return list(self._works)

    def say_closes(self, *, closes: bool) -> None:
        """Say beside long work whether the window closes after it."""
        self._closes = closes
        self._show()

    def focus_first(self) -> None:
        """Put the focus on Cancel, where there is one, else on Undo, else on the last backup."""
        for button in (self._cancel, self.undo, self._backup):
            if button.isVisible():
                button.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _ended(self, work: Work) -> None:
        if work in self._works:
            self._works.remove(work)
            self._sentence = work.outcome or self._sentence
            self._said_at = time.monotonic()
            work.deleteLater()
            self._show()
            announce.say(self, work.outcome)
            self.came_out.emit(work.title, work.outcome)
            self.work_over.emit()

    def _cancel_pressed(self) -> None:
        if self._works:
            self._works[-1].cancel()

    def _show(self) -> None:
        work = self._works[-1] if self._works else None
        for part in (self._bar, self._count):
            part.setVisible(work is not None)
        self._cancel.setVisible(work is not None and work.can_cancel and not work.cancelled_elsewhere)
        self.undo.make_room(busy=work is not None)
        self._words.setText(self._sentence if work is None else self._titled(work))
        style.restyle(self._words, tone="secondary" if work else "")
        if work is not None:
            self._bar.setRange(0, work.total)
            self._bar.setValue(work.done)
            self._count.setText(self._counted(work))
            self._bar.setAccessibleName(work.title)

    def _titled(self, work: Work) -> str:
        if not self._closes:
            return work.title
        return self.tr("{work}. Then QRDesk closes").format(work=work.title)

    def _counted(self, work: Work) -> str:
        if work.cancelled:
            return self.tr("stopping")
        locale = QLocale()
        if work.pause_s:
            return self.tr("the server wants a pause of {seconds} s; waiting").format(seconds=work.pause_s)
        if not work.total:
            return locale.toString(work.done) if work.done else ""
        if work.in_percent:
            return self.tr("{percent} %").format(percent=locale.toString(work.done))
        words = self.tr("{done} of {total}").format(done=locale.toString(work.done), total=locale.toString(work.total))
        if work.left_s is None:
            return words
        return self.tr("{count}, about {seconds} s left").format(count=words, seconds=round(work.left_s))


def _fill(button: Button) -> None:
    """Make a button as high as the line, so that it is easily hit."""
    button.setProperty("extent", "line")
    button.setFixedHeight(tokens.measures().frame.status_line)
