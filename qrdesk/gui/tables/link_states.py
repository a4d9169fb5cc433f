"""The state of a link, and of the page it leads to, in words, icon and tone."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from qrdesk.core.schemas.links import LinkState, LinkView, TargetStatus
from qrdesk.gui import words
from qrdesk.gui.widgets.cells import Status
from qrdesk.gui.widgets.glyph import Tone


@dataclass(frozen=True, slots=True)
class Shown:
    """A state in words, icon and tone."""

    words: str
    cell: Status


def state_of(link: LinkView) -> Shown:
    """Return how the state of ``link`` is shown; a live link whose page is down says that instead."""
    tr = QCoreApplication.translate
    looks: dict[LinkState, tuple[str, str, Tone]] = {
        LinkState.LIVE: (tr("LinkTable", "Live"), "circle-check", "success"),
        LinkState.PAUSED: (tr("LinkTable", "Paused"), "pause", "tertiary"),
        LinkState.SCHEDULED: (_from(link), "clock", "info"),
        LinkState.EXPIRED: (tr("LinkTable", "Ended"), "clock", "tertiary"),
        LinkState.USED_UP: (tr("LinkTable", "Used up"), "circle-x", "tertiary"),
        LinkState.SUSPENDED: (tr("LinkTable", "Suspended"), "triangle-alert", "danger"),
        LinkState.ARCHIVED: (tr("LinkTable", "Archived"), "archive", "tertiary"),
        LinkState.DELETED: (tr("LinkTable", "Deleted"), "trash-2", "tertiary"),
    }
    if link.state is LinkState.LIVE and link.target.status is TargetStatus.DOWN:
        return _shown(_trouble(link), "triangle-alert", "warn")
    return _shown(*looks[link.state])


def state_words() -> list[tuple[str, str]]:
    """Return the states one can list, with their names."""
    tr = QCoreApplication.translate
    return [
        (LinkState.LIVE, tr("LinkTable", "Live")),
        (LinkState.PAUSED, tr("LinkTable", "Paused")),
        (LinkState.SCHEDULED, tr("LinkTable", "Scheduled")),
        (LinkState.EXPIRED, tr("LinkTable", "Ended")),
        (LinkState.USED_UP, tr("LinkTable", "Used up")),
        (LinkState.SUSPENDED, tr("LinkTable", "Suspended")),
    ]


def target_of(link: LinkView) -> Shown:
    """Return how the last check of the destination is shown."""
    tr = QCoreApplication.translate
    looks: dict[TargetStatus, tuple[str, str, Tone]] = {
        TargetStatus.UNKNOWN: (tr("LinkTable", "Page not checked yet"), "activity", "tertiary"),
        TargetStatus.UP: (tr("LinkTable", "The page answers"), "circle-check", "success"),
        TargetStatus.FAILING: (tr("LinkTable", "The page did not answer lately"), "triangle-alert", "warn"),
        TargetStatus.DOWN: (tr("LinkTable", "The page is down"), "triangle-alert", "danger"),
    }
    return _shown(*looks[link.target.status])


def _from(link: LinkView) -> str:
    tr = QCoreApplication.translate
    if link.starts_at is None:
        return tr("LinkTable", "Scheduled")
    return tr("LinkTable", "From {day}").format(day=words.day(link.starts_at))


def _trouble(link: LinkView) -> str:
    tr = QCoreApplication.translate
    status = link.target.http_status
    if status is not None and status >= 400:
        return tr("LinkTable", "Page is {status}").format(status=status)
    return tr("LinkTable", "Page is down")


def _shown(said: str, icon: str, tone: Tone) -> Shown:
    return Shown(said, Status(said, icon, tone))
