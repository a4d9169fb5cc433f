"""The row above the table of links: the filter, folder, tag and status, and what can be done with the whole list."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.gui import words
from qrdesk.gui.pages.links_loading import Choices, Wanted
from qrdesk.gui.tables.link_states import state_words
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.fields import SearchField
from qrdesk.gui.widgets.menus import Menu

_ROW, _FILTER, _WORD = 48, 300, 14  # px, px, letters of a name on a button
_CORNER = 6  # px
_AROUND_PROMPT = 60  # px: icon and edges of the filter
_ELSEWHERE = "none"  # the folder of links in no folder


class NarrowButton(Button):
    """Opens a menu of what the list may be narrowed by; in the accent while it is."""

    def __init__(self) -> None:
        super().__init__(trailing="chevron-down")
        self.narrows = False

    def set_narrows(self, on: bool) -> None:
        """Say whether the list is narrowed by it."""
        self.narrows = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.narrows:
            super().paintEvent(event)
            return
        theme, painter = tokens.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.accent.graphic)
        painter.setBrush(theme.surface.selected_hover if self.underMouse() else theme.accent.tint)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
        self._paint_content(painter)

    def _colour(self) -> QColor:
        return tokens.current().accent.text if self.narrows else super()._colour()


class FilterRow(QFrame):
    """48 px: narrows the list; ``wanted`` brings what is listed then."""

    changed = Signal(str)
    wanted = Signal(object)  # Wanted
    export_wanted = Signal(str)  # csv, json
    duplicates_wanted = Signal()
    order_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_ROW)
        self._choices, self._now = Choices(), Wanted()
        self.filter = SearchField(self.tr("Filter links"))
        self.filter.setMinimumWidth(120)
        self.filter.setMaximumWidth(_FILTER)
        self.filter.changed.connect(self.changed)
        self._prompt = self.filter.placeholderText()
        self.folder, self._folders = self._with_menu()
        self.tag, self._tags = self._with_menu()
        self.status, self._states = self._with_menu()
        self.columns = IconButton("columns-3", self.tr("Choose the columns"), 32)
        self.more = IconButton("ellipsis", self.tr("More for this list"), 32)
        self._more = Menu(self.more)
        self.more.clicked.connect(partial(self._pop, self._more, self.more))
        self._more.add(self.tr("Folders and tags…"), self.order_wanted.emit, "folder")
        self._more.add(self.tr("Find duplicates…"), self.duplicates_wanted.emit, "copy")
        self._more.addSeparator()
        self._more.add(self.tr("Export this list as CSV"), partial(self.export_wanted.emit, "csv"), "download")
        self._more.add(self.tr("Export this list as JSON"), partial(self.export_wanted.emit, "json"), "download")
        row = boxes.columns(gap=8, margins=(24, 0, 12, 0))
        row.addWidget(self.filter, 100)
        for part in (self.folder, self.tag, self.status):
            row.addWidget(part)
        row.addStretch(1)
        row.addLayout(boxes.columns(self.columns, self.more, gap=0))
        self.setLayout(row)
        self.show_wanted(self._now)

    def show_total(self, total: int) -> None:
        """Say how many there are to filter."""
        one, many = self.tr("Filter {count} link"), self.tr("Filter {count} links")
        self._prompt = words.counted(total, one, many)
        self._say_prompt()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._say_prompt)  # the field has its room by then

    def _say_prompt(self) -> None:
        """Say how many there are where there is room for it."""
        field = self.filter
        fits = field.fontMetrics().horizontalAdvance(self._prompt) + _AROUND_PROMPT <= field.width()
        field.setPlaceholderText(self._prompt if fits else self.tr("Filter"))

    def show_choices(self, choices: Choices) -> None:
        """Offer the folders and tags there are."""
        self._choices = choices
        self.show_wanted(self._now)

    def show_wanted(self, wanted: Wanted) -> None:
        """Show by what the list is narrowed."""
        self._now = wanted
        folders = [*((one.id, one.name) for one in self._choices.folders), (_ELSEWHERE, self.tr("In no folder"))]
        tags = [(one.name, one.name) for one in self._choices.tags]
        self._dress(self.folder, self._folders, self.tr("Folder"), folders, wanted.folder, self._in_folder)
        self._dress(self.tag, self._tags, self.tr("Tag"), tags, wanted.tag, self._with_tag)
        self._dress(self.status, self._states, self.tr("Status"), state_words(), wanted.state, self._in_state)
        self.tag.setVisible(bool(tags))
        self.status.setVisible(wanted.view != "archived")
        if self.filter.text().strip() != wanted.search:
            blocked = self.filter.blockSignals(True)
            self.filter.setText(wanted.search)
            self.filter.blockSignals(blocked)

    def _dress(
        self,
        button: NarrowButton,
        menu: Menu,
        title: str,
        options: Sequence[tuple[str, str]],
        now: str,
        choose: Callable[[str], None],
    ) -> None:
        name = dict(options).get(now, now)
        shown = name if len(name) <= _WORD else f"{name[: _WORD - 1]}…"
        button.setText((shown if now else title).replace("&", "&&"))
        button.setAccessibleName(f"{title}: {name}" if now else title)
        button.setToolTip(labels.tip(name) if now else "")
        button.set_narrows(bool(now))
        menu.clear()
        menu.add_choice(self.tr("Any"), partial(choose, ""), on=not now)
        menu.addSeparator()
        for key, words_ in options:
            menu.add_choice(words_.replace("&", "&&"), partial(choose, key), on=key == now)

    def _in_folder(self, key: str) -> None:
        self.wanted.emit(replace(self._now, folder=key, saved=""))

    def _with_tag(self, key: str) -> None:
        self.wanted.emit(replace(self._now, tag=key, saved=""))

    def _in_state(self, key: str) -> None:
        self.wanted.emit(replace(self._now, state=key, saved=""))

    def _with_menu(self) -> tuple[NarrowButton, Menu]:
        made = NarrowButton()
        menu = Menu(made)
        made.clicked.connect(partial(self._pop, menu, made))
        return made, menu

    def _pop(self, menu: Menu, under: QWidget, _checked: bool = False) -> None:
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))
