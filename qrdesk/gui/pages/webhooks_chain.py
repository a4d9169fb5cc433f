"""The attempts of a delivery, one after the other; each can be chosen. Those without room stand in a menu."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.core.schemas.webhooks import AttemptView, DeliveryDetail
from qrdesk.gui import webhooks_words as said
from qrdesk.gui import words
from qrdesk.gui.webhooks_tabs import follow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.glyph import Glyph, Tone, colour_of
from qrdesk.gui.widgets.menus import Menu

_GAP = 4  # px
_ARROW = 12
_MENU = 68  # px with its arrow: "+24"


class _Attempt(Button):
    """A quiet button that says in its colour, too, what came of it."""

    def __init__(self, words_: str, icon: str, tone: Tone, parent: QWidget) -> None:
        super().__init__(words_, "quiet", icon, "small", parent=parent)
        self._tone: Tone = tone
        self.setCheckable(True)

    def _colour(self) -> QColor:
        return colour_of("danger") if self._tone == "danger" else super()._colour()


class Chain(QWidget):
    """``chosen`` brings the place of an attempt, from 0."""

    chosen = Signal(int)

    def __init__(self, after: QWidget) -> None:
        """Tab comes here from ``after``."""
        super().__init__()
        self._after = after
        self._tries: Sequence[AttemptView] = ()
        self._place = -1
        self._next = ""
        self._parts: list[QWidget] = []
        self._from = 0  # the first attempt that has room
        self._row = boxes.columns(gap=_GAP)
        self.setLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Attempts"))

    def show_delivery(self, delivery: DeliveryDetail, place: int, *, at_rest: bool) -> None:
        """Show the attempts so far, that at ``place`` chosen, and when the next is due unless nothing is sent now."""
        now = datetime.now(UTC)
        due = ""
        if delivery.next_at is not None:
            number = len(delivery.tries) + 1
            due = self.tr("{number} at {time}").format(number=number, time=words.moment(delivery.next_at, now=now))
            if at_rest:
                due = self.tr("{number} waits").format(number=number)
            elif delivery.next_at <= now:
                due = self.tr("{number} is due").format(number=number)
        wanted = (list(delivery.tries), place, due)
        if wanted != (list(self._tries), self._place, self._next):
            self._tries, self._place, self._next = delivery.tries, place, due
            self._fit()

    def clear(self) -> None:
        """Show none."""
        self._tries, self._place, self._next = (), -1, ""
        self._fit()

    def buttons(self) -> list[Button]:
        """Return the attempts in sight, the oldest first."""
        return [part for part in self._parts if isinstance(part, Button) and part.isCheckable()]

    def sizeHint(self) -> QSize:
        return QSize(200, 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 26)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        place = self._place + steps.get(Qt.Key(event.key()), 0)
        if Qt.Key(event.key()) not in steps:
            super().keyPressEvent(event)
        elif 0 <= place < len(self._tries):
            self.chosen.emit(place)
            for button in self.buttons():
                if button.isChecked():
                    button.setFocus(Qt.FocusReason.TabFocusReason)

    def _fit(self) -> None:
        """Show as many of the last attempts as there is room for, and always the one chosen."""
        held = any(part.hasFocus() for part in self._parts)
        for part in self._parts:
            self._row.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        while self._row.count():
            self._row.takeAt(0)
        tail = self._tail()
        made = self._as_wide_as_fits(tail)
        self._from = self._first_shown(made, tail)
        self._row.addStretch(1)
        if self._from:
            self._put(self._menu(self._from))
        for place, button in enumerate(made):
            if place >= self._from or place == self._place:
                self._put(button)
            else:
                button.deleteLater()
        for part in tail:
            self._put(part, arrow=False)
        follow(self._after, [part for part in self._parts if isinstance(part, Button)])
        if held:
            self._focus_chosen()

    def _as_wide_as_fits(self, tail: Sequence[QWidget]) -> list[Button]:
        """Return a button for each attempt: with its time, or with its number alone where not even one has room."""
        made: list[Button] = []
        for timed in (True, False):
            for button in made:
                button.deleteLater()
            made = [self._button(place, timed=timed) for place in range(len(self._tries))]
            wide = _widths(made)
            least = sum(wide[place] for place in {self._place, len(made) - 1} if 0 <= place < len(made))
            hidden = _MENU if len(made) > len({self._place, len(made) - 1}) else 0
            if least + hidden <= self._room_beside(tail):
                break
        return made

    def _room_beside(self, tail: Sequence[QWidget]) -> int:
        return self.width() - sum(part.sizeHint().width() + _GAP for part in tail)

    def _first_shown(self, made: Sequence[Button], tail: Sequence[QWidget]) -> int:
        room = self._room_beside(tail)
        wide = _widths(made)
        if sum(wide) <= room:
            return 0
        room -= _MENU
        first = len(made)
        while first and (first == len(made) or sum(wide[first - 1 :]) <= room):
            first -= 1
        if 0 <= self._place < first:  # the one chosen takes the room of the oldest in sight
            first = min(first + 1, len(made))
        return first

    def _put(self, part: QWidget, *, arrow: bool = True) -> None:
        if arrow and self._parts:
            mark = Glyph("chevron-right", "secondary", _ARROW, 26)
            self._row.addWidget(mark)
            self._parts.append(mark)
        self._row.addWidget(part)
        self._parts.append(part)
        part.show()

    def _tail(self) -> list[QWidget]:
        if not self._next:
            return []
        mark, clock = Glyph("chevron-right", "secondary", _ARROW, 26), Glyph("clock", "secondary", 14, 26)
        due = labels.text(self._next, "supporting", tabular=True)
        return [mark, clock, due] if self._tries else [clock, due]

    def _button(self, place: int, *, timed: bool) -> Button:
        one = self._tries[place]
        icon, tone = said.outcome_look(one.outcome)
        time = words.moment(one.at, now=datetime.now(UTC), seconds=True)
        when = self.tr("{number} at {time}").format(number=one.number, time=time)
        made = _Attempt(when if timed else words.number(one.number), icon, tone, self)
        made.setChecked(place == self._place)
        whole = self.tr("{number} at {time}: {answer}")
        whole = whole.format(number=one.number, time=time, answer=said.came_of(one))
        made.setToolTip(labels.tip(whole))
        made.setAccessibleName(whole)
        made.clicked.connect(partial(self._clicked, place))
        return made

    def _menu(self, first: int) -> Button:
        made = Button(f"+{words.number(first)}", "quiet", size="small")
        made.setToolTip(words.counted(first, self.tr("{count} attempt before"), self.tr("{count} attempts before")))
        made.setAccessibleName(made.toolTip())
        made.setParent(self)
        menu = Menu(made)
        for place in range(first):
            one = self._tries[place]
            time = words.moment(one.at, now=datetime.now(UTC))
            answer = said.came_of(one)
            line = self.tr("{number} at {time}: {answer}").format(number=one.number, time=time, answer=answer[:80])
            menu.add(line.replace("&", "&&"), partial(self.chosen.emit, place), said.outcome_look(one.outcome)[0])
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
        return made

    def _focus_chosen(self) -> None:
        for button in self.buttons():
            if button.isChecked():
                button.setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self, place: int, _checked: bool = False) -> None:
        self.chosen.emit(place)
        self._fit()  # one that was chosen already stays so


def _widths(made: Sequence[Button]) -> list[int]:
    return [button.sizeHint().width() + _ARROW + 2 * _GAP for button in made]
