"""How the checks of a domain went over the last 90 days: a line of days, and what came after what in words."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.core.schemas.domains import DomainCheck, DomainStatus
from qrdesk.gui import words
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels

_DAYS, _DAY = 90, timedelta(days=1)
_HIGH, _GAP = 24, 1  # px
_IN_WORDS = 4  # the last ones; the line shows them all
_SHARES = {DomainStatus.SERVING: 1.0, DomainStatus.FAILING: 0.6, DomainStatus.WAITING: 0.35}  # of the height: no
_UNKNOWN = 0.1  # meaning is in the colour alone


class DaysLine(QWidget):
    """A bar for each of the last 90 days: high where the domain was proven, lower where a check failed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: list[DomainCheck | None] = [None] * _DAYS
        self._today = datetime.now().astimezone().date()
        self.setMouseTracking(True)
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Status of the last 90 days"))

    def show_checks(self, checks: Sequence[DomainCheck], today: date) -> None:
        """Show what was found until ``today``."""
        self._today = today
        self._days = [_of_day(checks, today - timedelta(days=back)) for back in range(_DAYS - 1, -1, -1)]
        self.setToolTip("")
        self.update()

    def days(self) -> list[DomainCheck | None]:
        """Return what stands for each day, the oldest first; None where nobody looked."""
        return self._days

    def told(self, place: int) -> str:
        """Return what is said of a day."""
        at = self._today - timedelta(days=_DAYS - 1 - place)
        day = words.date_text(at, year=at.year != self._today.year)
        found = self._days[place]
        if found is None:
            return self.tr("{days}: not checked").format(days=day)
        return sentence(day, found, why=True)

    def sizeHint(self) -> QSize:
        return QSize(_DAYS * 3, _HIGH)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = min(_DAYS - 1, max(0, int(event.position().x() * _DAYS / max(1, self.width()))))
        self.setToolTip(labels.tip(self.told(place)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        step = self.width() / _DAYS
        for place, found in enumerate(self._days):
            high = self.height() * (_UNKNOWN if found is None else _SHARES[found.status])
            bar = QRectF(place * step, self.height() - high, max(1.0, step - _GAP), high)
            painter.fillRect(bar, _colour(found))


class DomainChecks(QWidget):
    """The line of days under its title, and the last changes in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = DaysLine()
        self._said = labels.Paragraph("", "caption")
        title = labels.text(self.tr("Status of the last 90 days"), "label")
        self._first = labels.text("", "caption")
        ends = boxes.columns(self._first, None, labels.text(self.tr("today"), "caption"))
        legend = labels.Paragraph(
            self.tr("High: serving. Half: check failed. Low: not verified, or not checked."), "caption"
        )
        self.setLayout(boxes.rows(title, self.line, ends, legend, self._said, gap=6))

    def show_checks(self, checks: Sequence[DomainCheck]) -> None:
        """Show what the checks found; hidden before the first of them."""
        self.setVisible(bool(checks))
        today = datetime.now().astimezone().date()
        first = today - timedelta(days=_DAYS - 1)
        self._first.setText(words.date_text(first, year=first.year != today.year))
        self.line.show_checks(checks, today)
        said = _in_words(checks)
        self._said.set_text("\n".join(said))
        self.line.setAccessibleDescription("\n".join(said))

    def said(self) -> str:
        """Return what is said in words."""
        return self.line.accessibleDescription()


def _in_words(checks: Sequence[DomainCheck]) -> list[str]:
    """Return what the last checks found, the newest first, and on which days between them there were none."""
    said: list[str] = []
    later: DomainCheck | None = None
    for one in reversed(checks[-_IN_WORDS:]):
        begins, ends = one.until + _DAY, later.since - _DAY if later is not None else one.until
        if begins.astimezone().date() <= ends.astimezone().date():
            none = QCoreApplication.translate("DaysLine", "{days}: not checked")
            said.append(none.format(days=_span(begins, ends)))
        said.append(sentence(_span(one.since, one.until), one, why=later is not None))  # else it stands in the status
        later = one
    return said


def sentence(days: str, found: DomainCheck, *, why: bool) -> str:
    """Return what was found on ``days``, and, where that is wanted and something was wrong, why."""
    status = _status(found.status)
    if why and found.fault:
        said = QCoreApplication.translate("DomainChecks", "{days}: {status}. {reason}")
        return said.format(days=days, status=status, reason=words.told(found.fault))
    return QCoreApplication.translate("DomainChecks", "{days}: {status}").format(days=days, status=status)


def _status(status: DomainStatus) -> str:
    if status is DomainStatus.SERVING:
        return QCoreApplication.translate("DomainChecks", "serving")
    if status is DomainStatus.FAILING:
        return QCoreApplication.translate("DomainChecks", "check failed")
    return QCoreApplication.translate("DomainChecks", "not verified")


def _span(begins: datetime, ends: datetime) -> str:
    first, last = words.day(begins), words.day(ends)
    if first == last:
        return first
    return QCoreApplication.translate("DomainChecks", "{first} to {last}").format(first=first, last=last)


def _of_day(checks: Sequence[DomainCheck], day: date) -> DomainCheck | None:
    """Return what stands for a day: what failed on it, else what was found last."""
    found = [one for one in checks if one.since.astimezone().date() <= day <= one.until.astimezone().date()]
    failed = [one for one in found if one.status is DomainStatus.FAILING]
    return next(iter(failed or found[-1:]), None)


def _colour(found: DomainCheck | None) -> QColor:
    theme = tokens.current()
    if found is None:
        return theme.border.control
    if found.status is DomainStatus.SERVING:
        return theme.success.default
    return theme.warn.default if found.status is DomainStatus.FAILING else theme.text.tertiary
