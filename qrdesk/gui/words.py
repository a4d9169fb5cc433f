"""How numbers, days and failures are said, in the language of the app and by the person's own country."""

import logging
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from json import JSONDecodeError
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from qrdesk.client.meeting import Overtaken
from qrdesk.core.errors import QRDeskError
from qrdesk.core.public_url import Address
from qrdesk.core.schemas.kinds import Exact
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.settings import DEFAULT_PORT
from qrdesk.core.validation import from_validation
from qrdesk.gui import language

_log = logging.getLogger(__name__)


def number(value: int) -> str:
    """Return ``value`` with its thousands apart."""
    return QLocale().toString(value)


def counted(count: int, one: str, many: str) -> str:
    """Return ``one`` or ``many`` with ``{count}`` filled in."""
    return (one if count == 1 else many).format(count=number(count))


def about_hits() -> str:
    """Return what the word means that scans and clicks are counted by."""
    return QCoreApplication.translate(
        "Words", "A hit is one scan of a code or one click on a short link. Bots are not counted."
    )


def about_codes() -> str:
    """Return why a code does not carry the very short link."""
    return QCoreApplication.translate(
        "Words",
        "Codes carry “/r/” in the address, so that scans are told apart from clicks. Both lead to the same page.",
    )


def decimal(value: float, places: int = 1) -> str:
    """Return ``value`` with as many ``places`` after the point, or the comma."""
    return QLocale().toString(float(value), "f", places)


def plain(value: float) -> str:
    """Return ``value`` with no more places than it has."""
    return QLocale().toString(float(value), "g", 12)


def percent(share: float, places: int = 0) -> str:
    """Return a share of 0 to 1 in per cent."""
    return QCoreApplication.translate("Words", "{share} %").format(share=decimal(100 * share, places))


def day_form(*, year: bool = True) -> str:
    """Return how the locale writes day and short month, as Qt wants it: ``d MMM yyyy``, ``d. MMM yyyy``, ``MMM d``."""
    whole = QLocale().dateFormat(QLocale.FormatType.LongFormat)
    found = re.search(r"d+\.?[^dMy']*M+|M+[^dMy']*d+\.?", re.sub(r"dddd?", "", whole))
    form = re.sub(r"d+", "d", re.sub(r"M+", "MMM", found[0])) if found else "d MMM"
    if not year:
        return form
    return f"{form}, yyyy" if form.startswith("M") else f"{form} yyyy"


def clock_form(*, seconds: bool = False) -> str:
    """Return how the locale writes the time of day, as Qt wants it: ``HH:mm``, ``h:mm AP``."""
    form = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    return form.replace("mm", "mm:ss") if seconds else form


def day(at: datetime) -> str:
    """Return the day of ``at`` on this computer's calendar: "12 Mar", "12 Mar 2026" where it is not of this year."""
    local = at.astimezone()
    return date_text(local.date(), year=local.year != datetime.now().astimezone().year)


def moment(at: datetime, *, seconds: bool = False, now: datetime | None = None) -> str:
    """Return day and time of ``at``, as in "12 Mar, 15:04"; the time alone where it is of the same day as ``now``."""
    here = clock(at, seconds=seconds)
    today = now is not None and at.astimezone().date() == now.astimezone().date()
    return here if today else f"{day(at)}, {here}"


def date_text(at: date, *, year: bool = True) -> str:
    """Return a day of the calendar, as in "12 Mar 2026"."""
    return QLocale().toString(QDate(at.year, at.month, at.day), day_form(year=year))


def weekday_text(at: date) -> str:
    """Return a day with its weekday and no year, as in "Thursday, 12 March"."""
    whole = QLocale().dateFormat(QLocale.FormatType.LongFormat)
    return QLocale().toString(QDate(at.year, at.month, at.day), re.sub(r"[,\s]*y+$", "", whole))


def clock(at: datetime, *, seconds: bool = False) -> str:
    """Return the time of ``at`` on this computer's clock."""
    return time_text(at.astimezone(), seconds=seconds)


def time_text(local: datetime | time, *, seconds: bool = False) -> str:
    """Return a time of day as it stands on some clock."""
    return QLocale().toString(QTime(local.hour, local.minute, local.second), clock_form(seconds=seconds))


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
    if isinstance(known, Overtaken):
        return _met(known)
    if known is not None:
        only = next(iter(known.field_errors.items())) if len(known.field_errors) == 1 else ("", "")
        # programs name a field so; people see it
        return told(only[1]) if str(known) == ": ".join(only) else language.told_of(str(known), known.field_errors)
    _log.error("unforeseen", exc_info=error)
    return QCoreApplication.translate("Words", "Something went wrong here. It was noted in the log.")


def by_field(error: Exception) -> Mapping[str, str]:
    """Return what is wrong with each field, by the dotted name that it is sent under; nothing where none is wrong."""
    known = _known(error)
    return {name: told(reason) for name, reason in known.field_errors.items()} if known is not None else {}


def fault(error: ValidationError) -> str:
    """Return the first thing that is wrong with what was typed, as a sentence."""
    return told(next(iter(from_validation(error).field_errors.values())))


def no_json(error: Exception) -> str:
    """Return a sentence about what was typed and is no JSON, with the place where that shows."""
    if not isinstance(error, JSONDecodeError):
        return QCoreApplication.translate("Words", "This is no JSON.")
    said = QCoreApplication.translate("Words", "This is no JSON: look at line {line}, column {column}.")
    return said.format(line=number(error.lineno), column=number(error.colno))


def told(sentence: str) -> str:
    """Return a sentence of the core in the language of the app: each that is shown goes through here."""
    return language.told(sentence)


def _met(error: Overtaken) -> str:
    from qrdesk.gui import meeting  # noqa: PLC0415 - it says days and numbers in the words of this module

    return meeting.told(error)


def _known(error: Exception) -> QRDeskError | None:
    """Return an error that has words for people: what was typed may have been refused before it was sent."""
    if isinstance(error, ValidationError) and error.title in _sent_by_people(Exact):
        return from_validation(error)
    return error if isinstance(error, QRDeskError) else None


def _sent_by_people(model: type[BaseModel]) -> set[str]:
    # an answer that is not as it should be is nobody's typing: it goes to the log
    return {model.__name__}.union(*map(_sent_by_people, model.__subclasses__()))


def near_host(url: str) -> str:
    """Return the host of an address that works on this computer or network only; empty where it works anywhere."""
    host = urlsplit(url.strip().lower()).netloc
    return host if host and Address("http", host).local else ""


def other_port(host: str) -> str:
    """Return what an address that works nearby has to say of its port, where it is not the usual one; else nothing."""
    port = host.rpartition(":")[2]
    if not near_host(f"http://{host}") or port in {str(DEFAULT_PORT), host} or not port.isdecimal():
        return ""
    said = QCoreApplication.translate(
        "Words",
        "The number at the end is {port} now, and usually {usual}. Codes with another number do not open here.",
    )
    return said.format(port=port, usual=DEFAULT_PORT)


def only_here(host: str) -> bool:
    """Whether ``host``, with or without a port, reaches no further than this computer."""
    return host.rpartition(":")[0] in {"localhost", "127.0.0.1", "[::1]"} or host in {"localhost", "127.0.0.1", "[::1]"}
