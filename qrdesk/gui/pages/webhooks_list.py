"""The endpoints at the left: name, address, events, state in words, and the last 24 hours as bars."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QScrollArea, QSizePolicy, QWidget

from qrdesk.core.schemas.webhooks import EndpointView, WatchView
from qrdesk.gui import webhooks_words as said
from qrdesk.gui.theme import fonts, icons, tokens
from qrdesk.gui.webhooks_bars import WIDTH as BARS
from qrdesk.gui.webhooks_bars import paint_hours
from qrdesk.gui.webhooks_tabs import follow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.glyph import colour_of

_HEIGHT = 80  # px
_LEFT, _RIGHT = 24, 16
_BAR = 3  # px, the mark at the left of the one chosen


class EndpointRow(QAbstractButton):
    """One endpoint; ``stepped`` brings the way that an arrow key goes."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._endpoint: EndpointView | None = None
        self._watch: WatchView | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_endpoint(self, endpoint: EndpointView, watch: WatchView | None) -> None:
        """Show how it stands now."""
        if (endpoint, watch) == (self._endpoint, self._watch):
            return
        self._endpoint, self._watch = endpoint, watch
        about = (endpoint.name, said.address(endpoint.url), said.kinds_line(endpoint.kinds))
        self.setAccessibleName(
            ", ".join((*about, said.state_words(said.standing(endpoint, watch)), said.day_summary(watch)))
        )
        named = ", ".join(endpoint.kinds)  # as the events are called in what is sent
        told = (endpoint.name, endpoint.url, said.kinds_line(endpoint.kinds), named, said.day_summary(watch))
        self.setToolTip(labels.tip("\n".join(filter(None, told))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(tokens.measures().panel.webhooks_list, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if (key := Qt.Key(event.key())) in steps:
            self.stepped.emit(steps[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.isChecked():
            painter.fillRect(box, theme.surface.selected)
            painter.fillRect(QRectF(0, 0, _BAR, box.height() - 1), theme.accent.graphic)
        elif self.underMouse():
            painter.fillRect(box, theme.surface.hover)
        painter.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), theme.border.default)
        if self._endpoint is not None:
            self._paint_words(painter, self._endpoint)
            hours = self._watch.hours if self._watch is not None else ()
            paint_hours(painter, QRectF(self.width() - _RIGHT - BARS, 51, BARS, 17), hours)

    def _paint_words(self, painter: QPainter, endpoint: EndpointView) -> None:
        theme = tokens.current()
        taken = self._paint_state(painter, endpoint)
        right = self.width() - _RIGHT
        quiet = endpoint.state in {"paused", "disabled"}
        for top, words, role, colour, room, mode in (
            (11, endpoint.name, "label", theme.text.primary, taken - 8, Qt.TextElideMode.ElideRight),
            (29, said.address(endpoint.url), "caption", theme.text.tertiary, right, Qt.TextElideMode.ElideMiddle),
            (50, said.kinds_in_short(endpoint.kinds), "caption", theme.text.tertiary, right - BARS - 8, None),
        ):
            painter.setFont(fonts.font("label" if role == "label" else "caption"))
            painter.setPen(theme.text.secondary if quiet and role == "label" else colour)
            elided = mode or Qt.TextElideMode.ElideRight
            shown = painter.fontMetrics().elidedText(words, elided, int(room - _LEFT))
            painter.drawText(QRectF(_LEFT, top, room - _LEFT + 1, 20), Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_state(self, painter: QPainter, endpoint: EndpointView) -> float:
        """Paint the state at the right; return where it begins, in px."""
        standing = said.standing(endpoint, self._watch)
        (icon, tone), words = said.state_look(standing), said.state_words(standing)
        painter.setFont(fonts.font("body"))
        width = painter.fontMetrics().horizontalAdvance(words)
        left = float(self.width() - _RIGHT - width)
        painter.setPen(colour_of("danger" if tone == "danger" else "secondary"))
        painter.drawText(QRectF(left, 11, width + 2, 20), Qt.AlignmentFlag.AlignVCenter, words)
        icons.paint(painter, QRectF(left - 20, 14, 14, 14), icon, colour_of(tone))
        return left - 20


class ResumeBox(QFrame):
    """Below a disabled endpoint: why nothing is sent there, and the way back."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("edge", "bottom")
        self._why = labels.Paragraph(role="caption")
        self.resume = Button(self.tr("Resume"), size="small")
        row = boxes.columns(gap=8, margins=(_LEFT, 10, _RIGHT, 10))
        row.addWidget(self._why, 1)
        row.addWidget(self.resume)
        self.setLayout(row)

    def show_endpoint(self, endpoint: EndpointView) -> None:
        """Say why."""
        self._why.set_text(said.why_disabled(endpoint))
        self.resume.setAccessibleName(self.tr("Resume {name}").format(name=endpoint.name))


class EndpointList(QWidget):
    """Rows that scroll. Arrow keys walk them; ``chosen`` brings an id, ``resume_wanted`` too."""

    chosen = Signal(str)
    resume_wanted = Signal(str)

    def __init__(self, after: QWidget) -> None:
        """Tab comes here from ``after``."""
        super().__init__()
        self._after = after
        self._rows: dict[str, EndpointRow] = {}
        self._boxes: dict[str, ResumeBox] = {}
        self._order: list[QWidget] = []  # as Tab comes to them
        self._group = QButtonGroup(self)
        self._column = boxes.rows(gap=0)
        inside = QWidget()
        inside.setLayout(boxes.rows(self._column, None, gap=0))
        self._area: QScrollArea = boxes.scrolled(inside)
        self.setLayout(boxes.rows(self._area, gap=0))
        self.setAccessibleName(self.tr("Webhooks"))

    def ids(self) -> list[str]:
        """Return the ids of what is listed, from top to bottom."""
        return list(self._rows)

    def row(self, endpoint_id: str) -> EndpointRow:
        """Return a row.

        Raises:
            KeyError: it is not listed.
        """
        return self._rows[endpoint_id]

    def resume_box(self, endpoint_id: str) -> ResumeBox | None:
        """Return what stands below a disabled endpoint."""
        return self._boxes.get(endpoint_id)

    def show_endpoints(
        self, endpoints: Sequence[EndpointView], watches: Mapping[str, WatchView], *, may_resume: bool
    ) -> None:
        """List ``endpoints``; rows that stay are not made anew."""
        ids = [one.id for one in endpoints]
        if ids != list(self._rows):
            self._build(ids)
        for one in endpoints:
            self._rows[one.id].show_endpoint(one, watches.get(one.id))
            self._show_box(one, wanted=may_resume and one.state == "disabled")
        order: list[QWidget] = []
        for key, row in self._rows.items():
            order += [row, self._boxes[key].resume] if key in self._boxes else [row]
        if order != self._order:
            self._order = order
            follow(self._after, order)

    def mark(self, endpoint_id: str) -> None:
        """Show which one is chosen; empty for none."""
        if endpoint_id in self._rows:
            self._rows[endpoint_id].setChecked(True)
            self._area.ensureWidgetVisible(self._rows[endpoint_id], 0, 6)
        elif (checked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def focus_first(self) -> None:
        """Put the focus on the one chosen."""
        chosen = self._group.checkedButton() or next(iter(self._rows.values()), None)
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self, ids: Sequence[str]) -> None:
        kept = {key: row for key, row in self._rows.items() if key in set(ids)}
        for key in [key for key in self._rows if key not in kept]:
            for part in (self._rows[key], self._boxes.pop(key, None)):
                if part is not None:
                    self._column.removeWidget(part)
                    part.deleteLater()
        self._rows = {}
        for place, key in enumerate(ids):
            self._rows[key] = row = kept.get(key) or self._made(key)
            self._column.removeWidget(row)
            self._column.insertWidget(place, row)
        for key, box in self._boxes.items():
            self._column.removeWidget(box)
            self._column.insertWidget(self._column.indexOf(self._rows[key]) + 1, box)

    def _made(self, key: str) -> EndpointRow:
        row = EndpointRow()
        self._group.addButton(row)
        row.clicked.connect(partial(self._clicked, key))
        row.stepped.connect(partial(self._step, key))
        return row

    def _show_box(self, endpoint: EndpointView, *, wanted: bool) -> None:
        box = self._boxes.get(endpoint.id)
        if wanted and box is None:
            self._boxes[endpoint.id] = box = ResumeBox()
            box.resume.clicked.connect(partial(self._resume, endpoint.id))
            self._column.insertWidget(self._column.indexOf(self._rows[endpoint.id]) + 1, box)
        if wanted and box is not None:
            box.show_endpoint(endpoint)
        elif box is not None:
            self._column.removeWidget(box)
            self._boxes.pop(endpoint.id).deleteLater()

    def _clicked(self, key: str, _checked: bool = False) -> None:
        self.chosen.emit(key)

    def _resume(self, key: str, _checked: bool = False) -> None:
        self.resume_wanted.emit(key)

    def _step(self, key: str, way: int) -> None:
        ids = self.ids()
        place = ids.index(key) + way
        if 0 <= place < len(ids):
            self.mark(ids[place])
            self._rows[ids[place]].setFocus(Qt.FocusReason.TabFocusReason)
            self.chosen.emit(ids[place])
