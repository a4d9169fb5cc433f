"""What charts look like, in one place: pens, brushes and the text on axes, from the tokens and by locale."""

from datetime import date, datetime
from typing import Literal

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QTime
from PySide6.QtGui import QBrush, QColor, QPen

from qrdesk.gui import words
from qrdesk.gui.theme import tokens

Line = Literal["scans", "clicks", "previous", "bots"]
Step = Literal["hour", "day", "week", "month"]

# width in px; dashes and gaps in px, none for a solid line
_LINES: dict[Line, tuple[float, tuple[float, ...]]] = {
    "scans": (2.0, ()),
    "clicks": (2.0, ()),
    "previous": (1.5, (5, 4)),
    "bots": (1.5, (1.5, 3)),
}
_SHORTENED, _MILLION = 10_000_000, 1_000_000
_UNFINISHED = (3.0, 3.0)  # dashes of the last leg while its day still runs, px


def colour(line: Line) -> QColor:
    """Return the colour of a line in the theme shown."""
    chart = tokens.current().chart
    colours = {"scans": chart.series[0], "clicks": chart.series[1], "previous": chart.previous, "bots": chart.bots}
    return colours[line]


def cosmetic_pen(line: Line, ratio: float, *, unfinished: bool = False) -> QPen:
    """Return ``pen`` for what is drawn in the units of a chart: as thick however it is stretched.

    Qt takes the width of such a pen in the dots of the screen, of which ``ratio`` make a px.
    """
    made = pen(line, unfinished=unfinished)
    made.setWidthF(made.widthF() * ratio)
    made.setCosmetic(True)
    return made


def pen(line: Line, *, unfinished: bool = False) -> QPen:
    """Return the pen of a line, in px; ``unfinished`` is for the leg to a day that still runs."""
    width, dashes = _LINES[line]
    made = QPen(colour(line), width)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    dashes = _UNFINISHED if unfinished else dashes
    if dashes:
        made.setDashPattern([part / width for part in dashes])  # Qt counts dashes in line widths
    return made


def area() -> QBrush:
    """Return what fills the space under the scans."""
    tint = QColor(colour("scans"))
    tint.setAlphaF(tokens.current().chart.area_alpha)
    return QBrush(tint)


def ground() -> QColor:
    """Return what charts lie on: the surface of a card."""
    return tokens.current().surface.raised


def number_text(value: float) -> str:
    """Return a whole number as the locale writes it."""
    return QLocale().toString(round(value))


def short_text(value: float, beside: float = 0) -> str:
    """Return a number short enough for a narrow place: from ten million on in millions, ``12.3 M``.

    Where ``beside``, the largest one beside it, is written so, it is from the first million on.
    """
    if abs(value) < (_SHORTENED if beside < _SHORTENED else _MILLION):
        return number_text(value)
    millions = value / 1e6
    places = 0 if millions >= 1000 or millions.is_integer() else 1
    return _tr("{millions} M").format(millions=QLocale().toString(millions, "f", places))


def share_text(share: float) -> str:
    """Return a share of 0 to 1 in per cent: ``80.6 %``."""
    return _tr("{share} %").format(share=QLocale().toString(100 * share, "f", 1))


def step_text(at: datetime, step: Step, *, weekday: bool = False, year: bool = False) -> str:
    """Return the short name of a step: an hour (``15:00``), a day or the first of a week (``14 Nov``), a month.

    ``weekday`` asks for the whole name: ``Sat 14 Nov, 15:00``, ``Sat 14 Nov``, ``Week of 9 Nov``.
    """
    if step == "hour":
        clock = QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)
        return f"{day_text(at.date(), weekday=True, year=year)}, {clock}" if weekday else clock
    if step == "month":
        return month_text(at.date())
    if step == "week" and weekday:
        return _tr("Week of {day}").format(day=day_text(at.date(), year=year))
    return day_text(at.date(), weekday=weekday, year=year)


def month_text(day: date) -> str:
    """Return a month with its year: ``Nov 2026``."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "MMM yyyy")


def day_text(day: date, *, weekday: bool = False, year: bool = False) -> str:
    """Return a day without the parts that the reader knows, in the order of the locale."""
    said = words.date_text(day, year=year)
    if not weekday:
        return said
    return f"{QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat).rstrip('.')} {said}"


def _tr(said: str) -> str:
    return QCoreApplication.translate("Charts", said)
