"""What is dropped onto the window: a list, an address, or a picture; each goes where it can be used."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from qrdesk.gui.chooser import Chooser, Way
from qrdesk.gui.opened_from import LISTS, OpenedFrom, read
from qrdesk.gui.opening import Opening
from qrdesk.gui.routes import Routes
from qrdesk.gui.shell.window import MainWindow

_LONGEST = 2048  # characters of an address
_WEB = ("http://", "https://")
_NOT_IMPORTED = frozenset({".xlsx"})


@dataclass(frozen=True, slots=True)
class Dropped:
    """What came: a list of rows, an address of the web, or one of the app's own links."""

    kind: Literal["list", "address", "ours"]
    what: str


@dataclass(frozen=True, slots=True)
class Doors:
    """Where a list can go."""

    make_codes: Callable[[Path], object]
    import_links: Callable[[Path], object]


def look_at(data: QMimeData) -> Dropped | None:
    """Return what can be used of it; None for nothing. No file is opened for that."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        return Dropped("list", str(files[0])) if len(files) == 1 and files[0].suffix.lower() in LISTS else None
    said = data.urls()[0].toString() if data.hasUrls() and data.urls() else data.text()
    said = said.strip()
    if not said or len(said) > _LONGEST or not said.isprintable() or " " in said:
        return None
    wish = read(said)
    if wish is not None:
        return Dropped("ours", said)
    return Dropped("address", said) if said.lower().startswith(_WEB) else None


class Dropping(QObject):
    """Takes drops anywhere on the window that no part of it takes itself."""

    def __init__(
        self, window: MainWindow, routes: Routes, opening: Opening, opened: OpenedFrom, doors: "Doors"
    ) -> None:
        super().__init__(window)
        self._window, self._routes, self._opening, self._opened, self._doors = window, routes, opening, opened, doors
        self.chooser: Chooser = opened.chooser
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and isinstance(event, QDropEvent):  # as those of entering and moving are
            found = look_at(event.mimeData()) if self._opening.is_done() else None
            if found is None:
                return super().eventFilter(watched, event)
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent | QDragMoveEvent):
                self.take(found)
            return True
        return super().eventFilter(watched, event)

    def take(self, found: Dropped) -> None:
        """Use it."""
        if found.kind == "list":
            self.choose(Path(found.what))
        elif found.kind == "ours":
            self._opened.take([found.what])
        else:
            self._routes.new_link(found.what)

    def choose(self, path: Path) -> None:
        """Ask what is to become of a list; nothing is read before."""
        codes = Way(self.tr("Make codes of it"), "layers", partial(self._doors.make_codes, path))
        sheet = self.tr("Links are imported from CSV. Save the sheet as CSV first.")
        hint = sheet if path.suffix.lower() in _NOT_IMPORTED else ""
        links = Way(self.tr("Import as links"), "upload", partial(self._doors.import_links, path), hint)
        said = self.tr("As codes, each row gets its picture, in one PDF or in files. As links, each gets a short link.")
        self.chooser.ask(path.name, hint or said, [codes, links])
