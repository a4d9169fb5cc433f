"""How numbers, days and failures are said, by the person's own country."""

import logging
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.links import LinkView

_log = logging.getLogger(__name__)


def number(value: int) -> str:
    """Return ``value`` with its thousands apart."""
    return QLocale().toString(value)


def counted(count: int, one: str, many: str) -> str:
    """Return ``one`` or ``many`` with ``{count}`` filled in."""
    return (one if count == 1 else many).format(count=number(count))


def day(at: datetime) -> str:
    """Return the day of ``at`` on this computer's calendar, as in "12 Mar 2026"."""
    local = at.astimezone()
    return QLocale().toString(QDate(local.year, local.month, local.day), "d MMM yyyy")


def short_day(at: datetime) -> str:
    """Return the day of ``at`` without the year where it is this one."""
    local = at.astimezone()
    form = "d MMM" if local.year == datetime.now().astimezone().year else "d MMM yyyy"
    return QLocale().toString(QDate(local.year, local.month, local.day), form)


def clock(at: datetime, *, seconds: bool = False) -> str:
    """Return the time of ``at`` on this computer's clock."""
    local = at.astimezone()
    return QLocale().toString(QTime(local.hour, local.minute, local.second), "HH:mm:ss" if seconds else "HH:mm")


def lately(at: datetime, now: datetime) -> str:
    """Return the time for today, "yesterday", else the day."""
    days = (now.astimezone().date() - at.astimezone().date()).days
    if days == 0:
        return clock(at)
    return QCoreApplication.translate("Words", "yesterday") if days == 1 else day(at)


def address(link: LinkView) -> str:
    """Return the short link as people type it, without the scheme."""
    return link.short_url.partition("://")[2]


def name(link: LinkView) -> str:
    """Return what people call the link: its title, else its address."""
    return link.title or address(link)


def failure(error: Exception) -> str:
    """Return a sentence for a person; what no one foresaw goes to the log and is said in general words."""
    if isinstance(error, QRDeskError):
        return str(error)
    _log.error("unforeseen", exc_info=error)
    return QCoreApplication.translate("Words", "Something went wrong here. It was noted in the log.")


def only_here(host: str) -> bool:
    """Whether ``host``, with or without a port, reaches no further than this computer."""
    return host.rpartition(":")[0] in {"localhost", "127.0.0.1", "[::1]"} or host in {"localhost", "127.0.0.1", "[::1]"}
