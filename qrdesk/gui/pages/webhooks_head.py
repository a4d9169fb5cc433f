"""Above the deliveries: which endpoint this is, what can be done with it, and what is wrong with it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from html import escape
from typing import Literal

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.core.schemas.webhooks import EndpointView, WatchView
from qrdesk.gui import webhooks_words as said
from qrdesk.gui import words
from qrdesk.gui.theme import fonts, style, tokens
from qrdesk.gui.webhooks_tabs import follow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.chips import Chip
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.menus import Menu

Tone = Literal["danger", "warn", "info", "success"]
_ICONS: dict[Tone, str] = {
    "danger": "triangle-alert",
    "warn": "triangle-alert",
    "info": "info",
    "success": "circle-check",
}


class EndpointHead(QWidget):
    """``wanted`` brings what is to be done: rotate, test, edit, pause, resume, recover, replay, delete."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._endpoint: EndpointView | None = None
        self._may_change = self._may_delete = True
        self.setFixedHeight(tokens.measures().frame.page_header)
        self.name = labels.Elided("", "section_title")
        self.state = Chip()
        self.rotate = Button(self.tr("Rotate secret…"), icon="refresh-cw")
        self.test = Button(self.tr("Send test"), icon="send")
        self.more = IconButton("ellipsis", self.tr("More for this webhook"), 32)
        self.menu = Menu(self.more)
        row = boxes.columns(gap=8, margins=(20, 0, 16, 0))
        row.addWidget(self.name)
        row.addWidget(self.state)
        row.addStretch(1)
        for button in (self.rotate, self.test, self.more):
            row.addWidget(button)
        self.setLayout(row)
        self.rotate.clicked.connect(partial(self._want, "rotate"))
        self.test.clicked.connect(partial(self._want, "test"))
        self.more.clicked.connect(self.open_menu)

    def show_endpoint(
        self, endpoint: EndpointView, watch: WatchView | None = None, *, may_change: bool, may_delete: bool
    ) -> None:
        """Show how it stands; what this person may not do is not offered."""
        self._endpoint, self._may_change, self._may_delete = endpoint, may_change, may_delete
        self.name.setText(endpoint.name)
        icon, tone = said.state_look(said.standing(endpoint, watch))
        coloured = tone if tone == "danger" else ""  # as in the list: what is well is not shouted
        now = datetime.now(UTC)
        self.state.set_text(said.state_since(endpoint, watch, now), coloured, icon)
        until = endpoint.old_secret_until
        self.rotate.setToolTip(
            self.tr("The secret before signs, too, until {time}").format(time=words.moment(until, now=now))
            if until
            else ""
        )
        for button in (self.rotate, self.test):
            button.setVisible(may_change)
        self.more.setVisible(may_change or may_delete)

    def set_testing(self, *, testing: bool) -> None:
        """A test is on its way."""
        self.test.setEnabled(not testing)
        self.test.setText(self.tr("Sending") if testing else self.tr("Send test"))

    def open_menu(self) -> None:
        """Offer what is done seldom."""
        self.fill_menu()
        corner = QPoint(self.more.width() - self.menu.sizeHint().width(), self.more.height())
        self.menu.popup(self.more.mapToGlobal(corner))

    def fill_menu(self) -> None:
        """Put the lines into the menu, as the endpoint is now."""
        self.menu.clear()
        endpoint = self._endpoint
        if endpoint is None:
            return
        if self._may_change:
            self._line("edit", self.tr("Edit…"), "pencil")
            if endpoint.state in {"paused", "disabled"}:
                self._line("resume", self.tr("Resume"), "play")
            else:
                self._line("pause", self.tr("Pause"), "pause")
            self.menu.addSeparator()
            self._line("recover", self.tr("Send again what failed since…"), "refresh-cw")
            self._line("replay", self.tr("Replay all since…"), "copy-plus")
        if self._may_delete:
            self.menu.addSeparator()
            self._line("delete", self.tr("Delete…"), "trash-2")

    def _line(self, what: str, words_: str, icon: str) -> None:
        self.menu.add(words_, partial(self.wanted.emit, what), icon)

    def _want(self, what: str, _checked: bool = False) -> None:
        self.wanted.emit(what)


class Banner(QFrame):
    """One line: what is wrong, what is kept, what happens next; at its right what one can do about it."""

    def __init__(self, after: QWidget) -> None:
        """Tab comes here from ``after``."""
        super().__init__()
        self._after = after
        self._icon = Glyph("info", "info", 16, fonts.line_height())
        self._said = labels.Paragraph(role="body")
        self._buttons: list[Button] = []
        self._shown: tuple[object, ...] = ()
        self._row = boxes.columns(gap=10, margins=(11, 7, 11, 7))
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._said, 1)
        self.setLayout(self._row)
        self.hide()

    def say(self, tone: Tone, title: str, text: str, *actions: tuple[str, str, Callable[[], object]]) -> None:
        """Say ``title`` and ``text``; each action has words, an icon, and what it does."""
        shown = (tone, title, text, [words_ for words_, _icon, _act in actions])
        if shown != self._shown:
            self._shown = shown
            style.restyle(self, note=tone)
            self._icon.show_icon(_ICONS[tone], tone)
            bold = f"<b>{escape(title)}</b> " if title else ""
            self._said.set_markup(f"{bold}{escape(text)}".strip())
            self.setAccessibleName(f"{title} {text}".strip())
            self._put(actions)
        self.show()

    def text(self) -> str:
        """Return what is said; empty while nothing is."""
        return "" if self.isHidden() else self.accessibleName()

    def buttons(self) -> list[Button]:
        """Return what is offered."""
        return list(self._buttons)

    def _put(self, actions: tuple[tuple[str, str, Callable[[], object]], ...]) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for words_, icon, act in actions:
            button = Button(words_, icon=icon, size="small")
            button.clicked.connect(partial(_run, act))
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            self._buttons.append(button)
        follow(self._after, self._buttons)


def _run(act: Callable[[], object], _checked: bool = False) -> None:
    act()


class Trouble(Banner):
    """What is wrong with an endpoint; ``wanted`` brings resume or hurry."""

    wanted = Signal(str)

    def show_endpoint(self, endpoint: EndpointView, *, sends: bool, may_change: bool) -> None:
        """Say what is wrong, if anything is; ``sends``: something sends what waits."""
        resume = ((self.tr("Resume"), "play", partial(self.wanted.emit, "resume")),) if may_change else ()
        hurry = ((self.tr("Try all now"), "refresh-cw", partial(self.wanted.emit, "hurry")),) if may_change else ()
        if endpoint.state == "disabled":
            self.say("danger", said.why_disabled(endpoint), self._kept(endpoint, later=True), *resume)
        elif endpoint.state == "paused":
            self.say("info", self.tr("It is paused."), self._kept(endpoint, later=True), *resume)
        elif endpoint.trouble:
            text = " ".join(filter(None, (self._kept(endpoint), self._next(endpoint) if sends else "")))
            tone: Tone = "danger" if endpoint.state == "failing" else "warn"
            self.say(tone, words.told(endpoint.trouble), text, *(hurry if endpoint.waiting and sends else ()))
        elif endpoint.warnings:
            self.say("warn", "", " ".join(map(words.told, endpoint.warnings)))
        else:
            self.hide()

    def _kept(self, endpoint: EndpointView, *, later: bool = False) -> str:
        if not endpoint.waiting:
            return self.tr("Events from now on are kept, and sent when it goes on.") if later else ""
        kept = words.counted(
            endpoint.waiting, self.tr("{count} delivery is kept."), self.tr("{count} deliveries are kept.")
        )
        return f"{kept} {self.tr('They are sent when it goes on.')}" if later else kept

    def _next(self, endpoint: EndpointView) -> str:
        if endpoint.next_at is None:
            return ""
        now = datetime.now(UTC)
        if endpoint.next_at <= now:
            return self.tr("The next try is due.")
        return self.tr("Next try {time}.").format(time=said.until(endpoint.next_at, now))
