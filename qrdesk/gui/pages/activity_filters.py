"""Which changes of the audit log are listed: whose, of what, by which door, since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.access import KeyView
from qrdesk.core.schemas.members import MemberView
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import SearchField

_MOST = 240  # characters that a name is looked for by
_ALL = "all"
_PERIODS = {"1": 1, "7": 7, "30": 30, "90": 90, "365": 365}


@dataclass(frozen=True, slots=True)
class Known:
    """Whose changes can be asked for by name."""

    members: Sequence[MemberView]
    keys: Sequence[KeyView]


class AuditFilters(QWidget):
    """A row of choices; ``asked`` is what they come to."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one = ("", "")  # the thing asked for alone: its id, and what stands in the field for it
        self.search = SearchField(self.tr("Name of what was changed"), size="small")
        self.search.setMaxLength(_MOST)
        self.who = Choice(size="small")
        self.what = Choice(self._kinds(), size="small")
        self.door = Choice(self._doors(), size="small")
        self.period = Choice(self._periods(), size="small")
        self.count = labels.text("", "caption", tabular=True)
        for choice, name in (
            (self.who, self.tr("Whose changes")),
            (self.what, self.tr("Changes of what")),
            (self.door, self.tr("By which door")),
            (self.period, self.tr("Since when")),
        ):
            choice.setAccessibleName(name)
            choice.setToolTip(labels.tip(name))
            choice.setFixedWidth(132)
            choice.chosen.connect(self._told)
        self.search.changed.connect(self._told)
        self.search.setMinimumWidth(140)
        self.search.setMaximumWidth(260)
        row = boxes.columns(gap=8, margins=(24, 8, 16, 8))
        row.addWidget(self.search, 1)
        for part in (self.who, self.what, self.door, self.period):
            row.addWidget(part)
        row.addStretch(0)
        row.addWidget(self.count)
        self.setLayout(row)
        self.forget()

    def forget(self) -> None:
        """Of another place nobody is known yet."""
        self.who.set_options([(_ALL, self.tr("Anybody"))])
        self.only("")
        self.count.setText("")

    def only(self, subject: str) -> None:
        """Ask for the changes of one thing alone."""
        self._choose_all()
        self._put(subject, subject)

    def name_one(self, names: Mapping[str, str]) -> None:
        """Say by name which thing alone is asked for, where ``names`` knows its id; it is asked for as before."""
        subject, shown = self._one
        if subject and self.search.text() == shown and (name := names.get(subject, "")[:_MOST].strip()):
            self._put(subject, name)

    def _put(self, subject: str, shown: str) -> None:
        self._one = (subject, shown)
        blocked = self.search.blockSignals(True)
        self.search.setText(shown)
        self.search.blockSignals(blocked)

    def offer(self, known: Known) -> None:
        """Offer these people and keys; the choice stays."""
        members = [(f"member {one.id}", one.name) for one in known.members]
        keys = [(f"key {one.id}", self.tr("Key {name}").format(name=one.name)) for one in known.keys]
        self.who.set_options([(_ALL, self.tr("Anybody")), *members, *keys])
        if not self.who.key():
            self.who.choose(_ALL)

    def asked(self) -> dict[str, Any]:
        """Return the fields of a query."""
        found: dict[str, Any] = {}
        kind, _, name = self.who.key().partition(" ")
        if name:
            found[kind] = name
        if self.what.key() not in {"", _ALL}:
            found["action"] = self.what.key()
        if self.door.key() not in {"", _ALL}:
            found["surface"] = self.door.key()
        if self.search.text().strip():
            subject, shown = self._one
            found["subject"] = subject if self.search.text() == shown else self.search.text().strip()
        if self.period.key() in _PERIODS:
            found["since"] = _first_of(_PERIODS[self.period.key()])
        return found

    def narrowed(self) -> bool:
        """Whether less than the whole log is asked for."""
        return bool(self.asked())

    def _choose_all(self) -> None:
        for choice in (self.who, self.what, self.door, self.period):
            choice.choose(_ALL)

    def _told(self, _said: str) -> None:
        self.changed.emit()

    def _kinds(self) -> list[tuple[str, str]]:
        return [
            (_ALL, self.tr("Everything")),
            ("link", self.tr("Links")),
            ("links", self.tr("Many links at once")),
            ("code", self.tr("Codes")),
            ("design", self.tr("Designs")),
            ("file", self.tr("Pictures")),
            ("hits", self.tr("Hits")),
            ("folder", self.tr("Folders")),
            ("tag", self.tr("Tags")),
            ("view", self.tr("Saved views")),
            ("preset", self.tr("UTM presets")),
            ("domain", self.tr("Domains")),
            ("endpoint", self.tr("Webhooks")),
            ("key", self.tr("Keys")),
            ("member", self.tr("Members")),
            ("invitation", self.tr("Invitations")),
            ("workspace", self.tr("Workspace")),
            ("plan", self.tr("Plans")),
            ("secret_key", self.tr("The secret key")),
            ("backup", self.tr("Backups")),
            ("survival_kit", self.tr("Survival kits")),
        ]

    def _doors(self) -> list[tuple[str, str]]:
        return [
            (_ALL, self.tr("Any source")),
            ("app", self.tr("This app")),
            ("cli", self.tr("Command line")),
            ("api", self.tr("Server")),
            ("system", self.tr("QRDesk itself")),
        ]

    def _periods(self) -> list[tuple[str, str]]:
        return [
            (_ALL, self.tr("Any time")),
            ("1", self.tr("Today")),
            ("7", self.tr("Last 7 days")),
            ("30", self.tr("Last 30 days")),
            ("90", self.tr("Last 90 days")),
            ("365", self.tr("Last 12 months")),
        ]


def _first_of(days: int) -> datetime:
    """Return when the first of so many days began, by this computer's clock; today is one of them."""
    today = datetime.now().astimezone().date() - timedelta(days=days - 1)
    return datetime(today.year, today.month, today.day).astimezone().astimezone(UTC)
