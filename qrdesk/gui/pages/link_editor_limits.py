"""Limits of a link: when it works, how often, for whom, and where it leads otherwise."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words, zones
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_part import Part
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import TextField
from qrdesk.gui.widgets.moments import Moment
from qrdesk.gui.widgets.web_address import PageField

_MOST_HITS, _LABEL = 10**9, 26  # px of a label above an input


class LimitFields(Part):
    """Start, end, hit limit, password, and the two other destinations."""

    reset_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_password = self._taken_away = False
        self.starts = Moment(self.tr("Starts"))
        self.ends = Moment(self.tr("Ends"))
        self.hits = TextField(self.tr("Hit limit"), placeholder=self.tr("No limit"))
        self.hits.setToolTip(words.about_hits())
        self._used = labels.text("", "caption")
        self.reset = Button(self.tr("Count from 0 again"))
        self.password = TextField(self.tr("Password"))
        self.password.input.setEchoMode(QLineEdit.EchoMode.Password)
        self.remove = Button(self.tr("Remove"))
        self.expired = PageField(self.tr("When it is over"), self.tr("Else a page says that it is over"))
        self.fallback = PageField(
            self.tr("While its page is down"), self.tr("Visitors go here until the page answers again")
        )
        self.places = {
            "starts_at": self.starts,
            "ends_at": self.ends,
            "hit_limit": self.hits,
            "password": self.password,
            "expired_destination": self.expired,
            "fallback_destination": self.fallback,
        }
        self._build()
        for field in self.places.values():
            field.changed.connect(self._edited)  # type: ignore[attr-defined] - each kind has it
        self._say_clock()
        self.reset.clicked.connect(self.reset_wanted)
        self.remove.clicked.connect(self._take_away)

    def fill(self, values: Values, link: LinkView | None) -> None:
        """Show ``values``."""
        self.starts.set_instant(values.starts_at)
        self.ends.set_instant(values.ends_at)
        self.hits.set_text("" if values.hit_limit is None else str(values.hit_limit))
        self.expired.set_text(values.expired_destination)
        self.fallback.set_text(values.fallback_destination)
        self.password.set_text(values.password or "")
        self._has_password = link is not None and link.has_password
        self._taken_away = values.password is None
        used = link is not None and link.hit_limit is not None
        self._used.setVisible(bool(used))
        self._used.setText(self.tr("{count} used").format(count=words.number(link.hits_used)) if link and used else "")
        self.reset.setVisible(bool(link and used and link.hits_used))
        self.clear_errors()
        self._say_password()

    def read(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        return {
            "starts_at": self.starts.instant(),
            "ends_at": self.ends.instant(),
            "hit_limit": self._limit(),
            "password": None if self._taken_away else self.password.input.text(),
            "expired_destination": self.expired.text(),
            "fallback_destination": self.fallback.text(),
        }

    def summary(self) -> str:
        """Return the limits in force."""
        said: list[str] = []
        if (starts := self.starts.instant()) is not None:
            said.append(self.tr("from {day}").format(day=words.day(starts)))
        if (ends := self.ends.instant()) is not None:
            said.append(self.tr("until {day}").format(day=words.day(ends)))
        if (limit := self._limit()) is not None:
            said.append(words.counted(limit, self.tr("{count} hit"), self.tr("{count} hits")))
        if self.password.text() or (self._has_password and not self._taken_away):
            said.append(self.tr("password"))
        return " · ".join(said)

    def check(self) -> bool:
        """Say what is no number, or in the wrong order."""
        super().check()
        for page in (self.expired, self.fallback):
            page.say_lack()
        if self.hits.text() and self._limit() is None:
            self.hits.show_error(self.tr("Enter a whole number, 1 or more."))
        starts, ends = self.starts.value(), self.ends.value()
        if starts is not None and ends is not None and ends <= starts:
            self.ends.show_error(self.tr("It would end before it starts."))
        return not self.wrong()

    def _build(self) -> None:
        here = self.clock = labels.Paragraph(role="caption")
        hits = boxes.columns(self.hits, gap=8)
        hits.setStretch(0, 1)
        for part in (self._used, self.reset):
            part.setMinimumHeight(32)
            hits.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        secret = boxes.columns(gap=8)
        secret.addWidget(self.password, 1)
        secret.addLayout(boxes.rows(_LABEL, self.remove, None, gap=0))
        self._secret = boxes.box(secret)
        column = boxes.rows(self.starts, self.ends, here, 4, hits, self._secret, self.expired, self.fallback, gap=8)
        self.setLayout(column)

    def _say_clock(self) -> None:
        """Say by whose clock it starts and ends: rules may go by another one."""
        said = self.tr("Times are those of this computer: {zone}.")
        self.clock.set_text(said.format(zone=zones.place_and_time(zones.here())))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say_clock()

    def _limit(self) -> int | None:
        text = self.hits.text().replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:11]) <= _MOST_HITS else None

    def _take_away(self) -> None:
        self._taken_away = not self._taken_away
        self.password.set_text("")
        self._say_password()
        self.changed.emit()

    def _say_password(self) -> None:
        set_now = self._has_password and not self._taken_away
        self.password.input.setPlaceholderText(self.tr("Set; type to change it") if set_now else self.tr("None"))
        self.remove.setVisible(self._has_password)
        self.remove.setText(self.tr("Keep it") if self._taken_away else self.tr("Remove"))
        gone = self.tr("It is taken away when you save.") if self._taken_away else ""
        self.password.set_hint(gone)

    def _edited(self, *_said: object) -> None:
        if self.password.input.text() and self._taken_away:
            self._taken_away = False
            self._say_password()
        for field in (self.starts, self.ends):
            field.clear_error()
        super()._edited()
