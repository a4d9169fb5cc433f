"""What is asked before something is done with an endpoint: a new secret, sending again, deleting."""

from datetime import UTC, datetime, timedelta
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame

from qrdesk.core.schemas.webhooks import RecoverDraft, SecretDraft
from qrdesk.gui import words
from qrdesk.gui.refusals import drafted, refuse_at
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.moments import Moment

_OWN = "own"
_DAYS_KEPT = 30


class _Asking(QFrame):
    """A sunken card with a way back; Escape takes it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


class Rotation(_Asking):
    """A new secret, and for how long the old one works."""

    wanted = Signal(object)  # a SecretDraft

    def __init__(self) -> None:
        super().__init__()
        self.grace = Choice(
            [
                ("0", self.tr("Ends at once")),
                ("24", self.tr("Works for one more day")),
                ("72", self.tr("Works for 3 more days")),
                ("168", self.tr("Works for 7 more days")),
            ]
        )
        self.grace.choose("24")
        self.secret = TextField(self.tr("New secret"), placeholder=self.tr("Leave empty for a new one, shown once"))
        self.secret.input.setMaxLength(200)
        self._until = Field(self.tr("The old secret"), self.grace)
        said = labels.Paragraph(
            self.tr("Requests are signed with both while both are good, so nothing is lost meanwhile.")
        )
        self._keep, self.final = Button(self.tr("Cancel")), Button(self.tr("Make the new secret"), "primary")
        row = boxes.columns(gap=12)
        row.addWidget(self._until, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.secret, 3, Qt.AlignmentFlag.AlignTop)
        self.setLayout(
            boxes.rows(said, row, boxes.columns(None, self._keep, self.final), gap=8, margins=(12, 10, 12, 10))
        )
        style.restyle(self, card="sunken")
        self._keep.clicked.connect(self.hide)
        self.final.clicked.connect(self._finish)
        self.secret.changed.connect(self._typed)
        self.hide()

    def _typed(self, _text: str) -> None:
        if self.secret.has_error():
            self.secret.clear_error()

    def ask(self) -> None:
        """Ask."""
        self.secret.set_text("")
        self.secret.clear_error()
        self.final.setEnabled(True)
        self.show()
        self.grace.setFocus()

    def refuse(self, error: Exception) -> bool:
        """Say at its field why it was not taken; False where it is about none."""
        self.final.setEnabled(True)
        return refuse_at({"secret": self.secret, "grace_hours": self._until}, error)

    def _finish(self) -> None:
        values = {"grace_hours": int(self.grace.key()), "secret": self.secret.text() or None}
        draft = drafted(SecretDraft.model_validate, values, {"secret": self.secret, "grace_hours": self._until})
        if draft is not None:
            self.final.setEnabled(False)
            self.wanted.emit(draft)


class Again(_Asking):
    """From when on events are sent again; ``counted_wanted`` asks how many that would be."""

    wanted = Signal(object)  # a RecoverDraft
    count_wanted = Signal(object)  # a RecoverDraft

    def __init__(self) -> None:
        super().__init__()
        self._delivered = False
        self._title = labels.text("", "label")
        self._said = labels.Paragraph()
        self.span = Choice(
            [
                ("1", self.tr("The last hour")),
                ("24", self.tr("The last 24 hours")),
                ("168", self.tr("The last 7 days")),
                (str(24 * _DAYS_KEPT), self.tr("All that is kept: 30 days")),
                (_OWN, self.tr("Since a moment of your own")),
            ]
        )
        self.moment = Moment(self.tr("Since"))
        self._since = Field(self.tr("Events of"), self.span)
        self.count = labels.Elided("", "supporting")
        self._keep, self.final = Button(self.tr("Cancel")), Button(self.tr("Send again"), "primary")
        row = boxes.columns(gap=12)
        row.addWidget(self._since, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.moment, 1, Qt.AlignmentFlag.AlignBottom)
        foot = boxes.columns(gap=8)
        foot.addWidget(self.count, 1)
        foot.addWidget(self._keep)
        foot.addWidget(self.final)
        self.setLayout(boxes.rows(self._title, self._said, row, foot, gap=8, margins=(12, 10, 12, 10)))
        style.restyle(self, card="sunken")
        self._keep.clicked.connect(self.hide)
        self.final.clicked.connect(self._finish)
        self.span.chosen.connect(self._chosen)
        self.moment.changed.connect(self._count)
        self.hide()

    def ask(self, kind: Literal["recover", "replay"]) -> None:
        """Ask about what failed, or about all."""
        self._delivered = kind == "replay"
        self._title.setText(self.tr("Replay all") if self._delivered else self.tr("Send again what failed"))
        self._said.set_text(
            self.tr("Events are sent once more, those that arrived too. By its id a receiver knows each one.")
            if self._delivered
            else self.tr("Events that were given up or still wait are sent now. What arrived is not sent again.")
        )
        self.span.choose("24")
        self.moment.set_instant(datetime.now(UTC) - timedelta(days=1))
        self.final.setEnabled(True)
        self._chosen("24")
        self.show()
        self.span.setFocus()

    def show_count(self, draft: RecoverDraft, count: int | None) -> None:
        """Say how many that would be, unless something else was chosen since."""
        if draft.delivered != self._delivered or draft.since != self._asked:
            return
        if count is None:
            self.count.setText(self.tr("More than can be counted"))
        else:
            said = words.counted(count, self.tr("That is {count} event."), self.tr("That is up to {count} events."))
            self.count.setText(said if count else self.tr("Nothing of that time is there."))
        self.final.setEnabled(count != 0)

    def refuse(self, error: Exception) -> bool:
        """Say at its field why nothing was sent; False where it is about none."""
        self.final.setEnabled(True)
        return refuse_at({"since": self._since, "until": self._since}, error)

    def _chosen(self, key: str) -> None:
        self.moment.setVisible(key == _OWN)
        self._count()

    def _draft(self) -> RecoverDraft:
        since = self.moment.instant() if self.span.key() == _OWN else None
        if since is None:
            hours = 24 * _DAYS_KEPT if self.span.key() == _OWN else int(self.span.key())
            since = datetime.now(UTC) - timedelta(hours=hours)
        return RecoverDraft(since=since, delivered=self._delivered)

    def _count(self) -> None:
        self._since.clear_error()
        draft = self._draft()
        self._asked = draft.since
        self.count.setText("")
        self.count_wanted.emit(draft)

    def _finish(self) -> None:
        self.final.setEnabled(False)
        self.wanted.emit(self._draft())
