"""How numbers, days and failures are said, by the person's own country."""

import logging
from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.kinds import Exact
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.validation import from_validation

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
    known = _known(error)
    if known is not None:
        only = next(iter(known.field_errors.items())) if len(known.field_errors) == 1 else ("", "")
        return only[1] if str(known) == ": ".join(only) else str(known)  # programs name a field so; people see it
    _log.error("unforeseen", exc_info=error)
    return QCoreApplication.translate("Words", "Something went wrong here. It was noted in the log.")


def by_field(error: Exception) -> Mapping[str, str]:
    """Return what is wrong with each field, by the dotted name that it is sent under; nothing where none is wrong."""
    known = _known(error)
    return known.field_errors if known is not None else {}


def fault(error: ValidationError) -> str:
    """Return the first thing that is wrong with what was typed, as a sentence."""
    return next(iter(from_validation(error).field_errors.values()))


def _known(error: Exception) -> QRDeskError | None:
    """Return an error that has words for people: what was typed may have been refused before it was sent."""
    if isinstance(error, ValidationError) and error.title in _sent_by_people(Exact):
        return from_validation(error)
    return error if isinstance(error, QRDeskError) else None


def _sent_by_people(model: type[BaseModel]) -> set[str]:
    # an answer that is not as it should be is nobody's typing: it goes to the log
    return {model.__name__}.union(*map(_sent_by_people, model.__subclasses__()))


def only_here(host: str) -> bool:
    """Whether ``host``, with or without a port, reaches no further than this computer."""
    return host.rpartition(":")[0] in {"localhost", "127.0.0.1", "[::1]"} or host in {"localhost", "127.0.0.1", "[::1]"}
