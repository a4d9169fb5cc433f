"""Folders of this computer: where files are offered to be kept at first, and how the system shows them."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def documents() -> Path:
    """Return the person's folder of documents; their home where there is none."""
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return found if found.is_absolute() and found.is_dir() else Path.home()


def open_path(path: Path) -> None:
    """Show a folder, or open a file with the program that is for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> None:
    """Show where a file is; a folder itself."""
    open_path(path if path.is_dir() else path.parent)
