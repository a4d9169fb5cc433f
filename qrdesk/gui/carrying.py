"""Codes that leave the app by hand: what other programs are offered of one, and how it is copied or dragged."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, QObject, QPoint, Qt, QTemporaryDir, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from qrdesk.client import ArtworkFormat
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.artwork import LEAST_POINTS
from qrdesk.gui import words

Draw = Callable[[ArtworkFormat], bytes]
Way = Literal["copied", "dropped"]
KINDS = {
    "image/svg+xml": ArtworkFormat.SVG,
    "application/pdf": ArtworkFormat.PDF,
    "image/png": ArtworkFormat.PNG,
}
_FILE, _PICTURE = "text/uri-list", "application/x-qt-image"
_IN_HAND_PX = 96
_log = logging.getLogger(__name__)


class CodeMime(QMimeData):
    """A code in three formats, as a picture, and as a file: each is drawn once another program asks for it."""

    def __init__(self, draw: Draw, path: Path) -> None:
        super().__init__()
        self._draw, self._path = draw, path
        self._drawn: dict[ArtworkFormat, bytes] = {}

    def formats(self) -> list[str]:
        return [_FILE, *KINDS, _PICTURE]

    def hasFormat(self, mimetype: str) -> bool:
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, preferredtype: object) -> object:
        if mimetype in KINDS:
            return QByteArray(self._file(KINDS[mimetype]))
        if mimetype == _PICTURE:
            return QImage.fromData(self._file(ArtworkFormat.PNG))
        if mimetype == _FILE:
            return self._urls()
        return None

    def drawn(self) -> list[ArtworkFormat]:
        """Return the formats that were asked for so far."""
        return list(self._drawn)

    def _file(self, kind: ArtworkFormat) -> bytes:
        if kind not in self._drawn:
            try:
                self._drawn[kind] = self._draw(kind)
            except QRDeskError as fault:
                _log.warning("A code that was carried could not be drawn: %s", fault)
                self._drawn[kind] = b""  # nothing is better than what does not read; it is not tried a second time
        return self._drawn[kind]

    def _urls(self) -> list[QUrl]:
        """Write the file that goes along, as some programs take nothing else, and return where it is."""
        if not self._path.exists():
            content = self._file(ArtworkFormat.SVG)
            if not content:
                return []
            self._path.parent.mkdir(exist_ok=True)
            self._path.write_bytes(content)
        return [QUrl.fromLocalFile(str(self._path))]


class Carrier(QObject):
    """Puts codes on the clipboard, and lets them be dragged out of ``page``."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._folder = QTemporaryDir()  # gone with the app
        self._made = 0
        self._watches_end = False
        self.drag: Callable[[QMimeData, QPixmap], Qt.DropAction] = self._drag  # tests drop it themselves

    def copy(self, files: Mapping[ArtworkFormat, bytes], name: str) -> None:
        """Put a code on the clipboard, drawn in all formats; a file of it is called ``name``.

        The clipboard outlives the app's own objects, so that what lies there cannot ask for anything later.
        """
        asked = self._mime(files.__getitem__, name)
        data = QMimeData()
        for kind in asked.formats():
            if kind in KINDS:
                data.setData(kind, asked.data(kind))
        data.setUrls(asked.urls())
        data.setImageData(asked.imageData())
        QGuiApplication.clipboard().setMimeData(data)
        app = QCoreApplication.instance()
        if app is not None and not self._watches_end:
            self._watches_end = True
            app.aboutToQuit.connect(_leave_picture)

    def let_go(self, draw: Draw, name: str, picture: QPixmap) -> bool:
        """Let a code be dragged, ``picture`` in hand; return whether it was dropped somewhere."""
        shown = picture.scaled(_IN_HAND_PX, _IN_HAND_PX, Qt.AspectRatioMode.KeepAspectRatio)
        return self.drag(self._mime(draw, name), shown) != Qt.DropAction.IgnoreAction

    def _mime(self, draw: Draw, name: str) -> CodeMime:
        self._made += 1
        return CodeMime(draw, Path(self._folder.path()) / str(self._made) / f"{name}.svg")

    def _drag(self, data: QMimeData, picture: QPixmap) -> Qt.DropAction:
        if not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return Qt.DropAction.IgnoreAction  # it was let go before it was ready
        drag = QDrag(self._page)
        drag.setMimeData(data)
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(picture.width() // 2, picture.height() // 2))
        return drag.exec(Qt.DropAction.CopyAction)


def _leave_picture() -> None:
    """Leave Qt's own data on the clipboard: what Python made there would be taken down after Python itself."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.setImage(clipboard.image())


def told(way: Way, points: int, host: str) -> tuple[str, str, str]:
    """Return what is said of a code that left the app: a line, its icon, and what to know before it is printed.

    ``points`` is its scan score, ``host`` what its address stands on, empty where it carries none.
    """
    copied = way == "copied"
    if points < LEAST_POINTS:
        said = _tr("Copied as SVG, PDF and picture, not safe to print")
        risky = _tr("The scan score is only {n} of 100. See in the Studio what raises it, then copy again.")
        dropped = _tr("Dropped as SVG, PDF and picture, not safe to print")
        return said if copied else dropped, "triangle-alert", risky.format(n=points)
    if host and words.only_here(host):
        said = _tr("Copied as SVG, PDF and picture, not for print")
        dropped = _tr("Dropped as SVG, PDF and picture, not for print")
        near = _tr("Its address works on this computer only. It is for trying out.")
        return said if copied else dropped, "triangle-alert", near
    said, dropped = _tr("Copied as SVG, PDF and picture"), _tr("Dropped as SVG, PDF and picture")
    return said if copied else dropped, "copy", ""


def not_remembered(error: Exception) -> str:
    """Return what is said where a code left the app, and that could not be kept."""
    return _tr("{reason} It is not remembered as printed.").format(reason=words.failure(error))


def _tr(said: str) -> str:
    return QCoreApplication.translate("Carrying", said)
