"""What tests of the part library share: a part in a window of its own, its colours, one of each."""

from typing import TypeVar

from PySide6.QtWidgets import QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.bars import BarList
from qrdesk.gui.widgets.buttons import Button, IconButton, LinkButton
from qrdesk.gui.widgets.chips import Chip, FilterChip
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.colour import ColourField
from qrdesk.gui.widgets.dial import ScoreDial
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.fields import Field, SearchField, TextField
from qrdesk.gui.widgets.figures import Figure, FigureStrip
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.live import LiveList
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.numbers import Number as NumberField
from qrdesk.gui.widgets.numbers import Whole
from qrdesk.gui.widgets.rows import RowTable
from qrdesk.gui.widgets.section import Section
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.switch import Switch
from qrdesk.gui.widgets.tabs import Tabs

W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W, width: int = 400, height: int = 0) -> W:
    """Show ``widget`` in a window of its own, as wide as asked."""
    widget.resize(width, height or widget.sizeHint().height())
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def every_part() -> list[QWidget]:
    """Make one of each, with words long enough to be in the way."""
    long = "Speisekarte für die Terrasse und den Wintergarten"
    return [
        Button(long, "primary", "plus"),
        IconButton("x", "Close"),
        LinkButton(long, trailing="chevron-right"),
        Chip(long, "folder"),
        FilterChip(long),
        Choice([("a", long)]),
        ColourField("#4150D4", "Ink"),
        ScoreDial(),
        EmptyPage("qr-code", long, long, TextField(placeholder="https://")),
        TextField(long, long, icon="link"),
        Field(long, QSpinBox(), long),
        SearchField(long),
        FigureStrip([Figure(long, "12,820", long, 16.9), Figure(long, "1,926", long, -4.1)]),
        Glyph("link"),
        PageHeader(long, "214"),
        LiveList(),
        LoadingBar(),
        Note("danger", long, long, actions=[("Try now", print)], details="trace"),
        NumberField(0, 10, 1, unit="mm"),
        Whole(0, 10, 1),
        Section(long, QLabel(long)),
        Segment([("a", "Plain"), ("b", long)]),
        Switch(long, long),
        Tabs([("a", "All"), ("b", long)], add_button="Save this view"),
        BarList(),
        boxes.Card(),
        RowTable(),
        labels.Paragraph(long),
        labels.Elided(long),
        labels.KeyCap("Ctrl"),
    ]
