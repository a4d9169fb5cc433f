"""What stands at the right of the list of links: the editor, or one of the other panels; never two."""

from collections.abc import Generator, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from qrdesk.gui.importing import Importer
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.link_editor import LinkEditor
from qrdesk.gui.pages.links_duplicates import DuplicatesPanel
from qrdesk.gui.pages.links_import import ImportPanel
from qrdesk.gui.pages.links_loading import Choices
from qrdesk.gui.pages.links_order import OrderPanel
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import tokens

_WIDE_PAGE = 1_000  # px of the page: below, the panel is narrower
_LIST = 400  # px that the list keeps
_WIDTH = "splitter/links"  # key under which the width is remembered that a person gave the panels


class LinkSide(QObject):
    """Shows one panel at a time beside the list. ``changed`` tells when one came or went."""

    changed = Signal()

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, editor: LinkEditor, importer: Importer
    ) -> None:
        super().__init__(window)
        self._state = window.state
        self.editor = editor
        self.importing = ImportPanel(importer)
        self.order = OrderPanel(session, jobs, window)
        self.duplicates = DuplicatesPanel(session, jobs)
        self.panels: Sequence[QWidget] = (editor, self.importing, self.order, self.duplicates)
        self._split: QSplitter | None = None
        for panel in (self.importing, self.order, self.duplicates):
            panel.closed.connect(self.close)
        self._session = session
        session.on_connecting(self._connected)

    def put_into(self, split: QSplitter) -> Generator[None]:
        """Stand at the right in ``split``, one panel per step."""
        self._split = split
        split.splitterMoved.connect(self._dragged)
        for place, panel in enumerate(self.panels, start=1):
            panel.hide()  # first, else the splitter shows it
            split.addWidget(panel)
            split.setStretchFactor(place, 0)
            yield

    def show(self, panel: QWidget) -> None:
        """Show ``panel`` alone, as wide as what stood there before."""
        before = self.shown()
        split = self._split
        width = before.width() if before is not None else 0
        for one in self.panels:
            one.setVisible(one is panel)
        if split is not None:
            width = width or self._usual(split.width())
            sizes = [max(1, split.width() - width), *(width if one is panel else 0 for one in self.panels)]
            if before is not panel:
                split.setSizes(sizes)
        self.changed.emit()

    def _usual(self, whole: int) -> int:
        """Return how wide a panel is on a page so wide: as a person wants it, as far as there is room for the list."""
        wide = tokens.measures().panel
        kept = min(self._state.read(_WIDTH, 0), whole - _LIST)
        if kept >= wide.links_editor_min:
            return kept
        return wide.links_editor if whole > _WIDE_PAGE else wide.links_editor_min

    def _dragged(self, *_: object) -> None:
        if (shown := self.shown()) is not None:
            self._state.write(_WIDTH, shown.width())

    def close(self) -> None:
        """Show none."""
        for panel in self.panels:
            panel.hide()
        self.changed.emit()

    def shown(self) -> QWidget | None:
        """Return the panel shown."""
        return next((panel for panel in self.panels if not panel.isHidden()), None)

    def width(self) -> int:
        """Return how wide the panel shown is, in px; 0 for none."""
        shown = self.shown()
        return 0 if shown is None else max(shown.width(), tokens.measures().panel.links_editor_min)

    def show_choices(self, choices: Choices) -> None:
        """Offer the folders and tags there are."""
        self.order.show_choices(choices)
        self.importing.show_choices(choices)

    def _connected(self) -> None:
        self.importing.go_to(self._session.whose)

    def open_import(self) -> None:
        """Ask for a list of links."""
        self.importing.open()
        self.show(self.importing)
        self.importing.pick.setFocus()

    def open_order(self) -> None:
        """Show folders and tags."""
        self.show(self.order)
        self.order.setFocus()

    def open_duplicates(self) -> None:
        """Show links that lead to the same page."""
        self.show(self.duplicates)
        self.duplicates.refresh()
