"""Pictures from the person's disk: chosen, brought to where the links are, and seen small."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, FileDraft, Upload
from qrdesk.core import live_files
from qrdesk.core.schemas.files import MAX_FILE_BYTES, SVG, FileKind, FileView
from qrdesk.gui import file_dialogs
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import icons, tokens

_FOLDER = "pictures/folder"  # where the last one came from
_SIDE = 192  # px; of what is kept of a picture for showing it small


def ask_path(parent: QWidget, state: State, kind: FileKind) -> Path | None:
    """Let the person choose a picture on the disk."""
    endings = "*.png *.jpg *.jpeg *.webp" + (" *.svg" if kind == "logo" else "")
    kinds = f"{_tr('Pictures')} ({endings});;{_tr('All files')} (*)"
    name, _ = file_dialogs.open_name(parent, _tr("Choose a picture"), state.read(_FOLDER, ""), kinds)
    if name:
        state.write(_FOLDER, str(Path(name).parent))
    return Path(name) if name else None


def bring(client: Client, path: Path, kind: FileKind) -> FileView:
    """Bring a picture to where the links are; takes a while, so never on the window's thread.

    Raises:
        CannotRead: the file is not there any more, or is not ours to read.
    """
    content = live_files.read(path, MAX_FILE_BYTES + 1)  # one more, so that too large is told as such
    return client.files.upload(FileDraft(kind=kind), Upload(content, path.name))


def small(content: bytes, media_type: str) -> QImage:
    """Return a picture no larger than it is shown; a null image where it is none."""
    if media_type == SVG:
        return _drawn(content)
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _SIDE:
        reader.setScaledSize(size.scaled(QSize(_SIDE, _SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _drawn(content: bytes) -> QImage:
    source = QSvgRenderer(QByteArray(content))
    if not source.isValid():
        return QImage()
    image = QImage(_SIDE, _SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    source.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    painter = QPainter(image)
    source.render(painter)
    painter.end()
    return image


class Thumb(QWidget):
    """A picture, small; an icon as long as there is none."""

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(width, height)
        self._image = QImage()

    def show_picture(self, image: QImage) -> None:
        """Show ``image``; a null one: there is none, or not yet."""
        self._image = image
        self.update()

    def has_picture(self) -> bool:
        """Whether a picture is shown."""
        return not self._image.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = tokens.current(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPainterPath()
        edge.addRoundedRect(box, 4, 4)
        # what can be seen through was made for paper: black on a dark window would not be seen
        painter.fillPath(edge, theme.code.paper if self._image.hasAlphaChannel() else theme.surface.sunken)
        painter.save()
        painter.setClipPath(edge)
        if self.has_picture():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)
        else:
            middle = box.center()
            where = QRectF(middle.x() - 10, middle.y() - 10, 20, 20)
            icons.paint(painter, where, "image", theme.text.tertiary)
        painter.restore()
        painter.setPen(QPen(theme.border.default, 1))
        painter.drawPath(edge)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Pictures", words)
