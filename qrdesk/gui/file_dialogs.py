"""Dialogs for files and folders that look into no file they list.

A look into a file to tell its kind opens and closes it, and on Linux a process that closes any file of a database
loses all the locks SQLite holds on it: two would write at once. So kinds are told by the ending of the name alone,
and the dialog is Qt's own where the desktop's would look, too.
"""

import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QDir, QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QStyle, QWidget

from qrdesk.gui.folders import documents


class _Icons(QAbstractFileIconProvider):
    """One icon for folders and one for files; the kind of a file is its ending."""

    def __init__(self) -> None:
        super().__init__()
        style = QApplication.style()
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)

    def icon(self, arg__1: QAbstractFileIconProvider.IconType | QFileInfo) -> QIcon:
        is_file = arg__1.isFile() if isinstance(arg__1, QFileInfo) else arg__1 is self.IconType.File
        return self._file if is_file else self._folder

    def type(self, arg__1: QFileInfo) -> str:
        return "" if arg__1.isDir() else arg__1.suffix().upper()


@cache
def _icons() -> _Icons:
    return _Icons()  # for good: the thread of a dialog that was closed may ask it still


class FileDialog(QFileDialog):
    """Asks for a file or a folder in ``folder``, else among the documents; ``kinds`` are filters as Qt writes them."""

    def __init__(self, parent: QWidget | None, title: str, folder: str, kinds: str = "") -> None:
        super().__init__(parent, title, QDir.rootPath(), kinds)  # a place with nothing of ours, until it has our icons
        if sys.platform == "linux":
            self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.setIconProvider(_icons())
        self.setDirectory(folder or str(documents()))

    def asked(self) -> str:
        """Ask; return the path that was chosen, empty for none."""
        try:
            return self.selectedFiles()[0] if self.exec() and self.selectedFiles() else ""
        finally:
            self.deleteLater()


def open_name(parent: QWidget | None, title: str, folder: str, kinds: str) -> tuple[str, str]:
    """Ask for a file that is there; return its path, empty for none, and the kind that was chosen."""
    dialog = FileDialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return dialog.asked(), dialog.selectedNameFilter()


def save_name(parent: QWidget | None, title: str, proposed: str, kinds: str) -> tuple[str, str]:
    """Ask where a file goes; return its path, empty for none, and the kind that was chosen."""
    wanted = Path(proposed)
    folder = wanted if wanted.is_dir() else wanted.parent
    dialog = FileDialog(parent, title, str(folder), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if folder != wanted:
        dialog.selectFile(wanted.name)
    return dialog.asked(), dialog.selectedNameFilter()


def folder_name(parent: QWidget | None, title: str, folder: str = "") -> str:
    """Ask for a folder; return its path, empty for none."""
    dialog = FileDialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return dialog.asked()
