"""What the window remembers between two starts: sizes, columns, the last page. An INI file in the data folder."""

import contextlib
import os
import stat
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QSplitter

from qrdesk.gui.widgets.column_edges import ColumnEdges
from qrdesk.gui.widgets.rows import RowTable

T = TypeVar("T", str, int, bool)


class State:
    """Small values by key; what cannot be read any more is simply the default again."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds ``desktop.ini``; it is made when something is written."""
        self.folder = folder
        self._is_private = False  # as far as is known
        self.changes = 0  # how often something else than before was written
        self._settings = QSettings(str(folder / "desktop.ini"), QSettings.Format.IniFormat)

    def read(self, key: str, default: T) -> T:
        """Return the value of ``key``, of the type of ``default``."""
        found: object = self._settings.value(key)
        if isinstance(default, bool):
            return found == "true" if isinstance(found, str) else default if found is None else bool(found)
        if isinstance(default, int):
            try:
                return int(str(found))
            except ValueError:
                return default
        return str(found) if found is not None else default

    def write(self, key: str, value: str | int | bool) -> None:
        """Remember ``value``."""
        if self._settings.value(key) != value:
            self.changes += 1
            self._make_private()
            self._settings.setValue(key, value)

    def read_bytes(self, key: str) -> QByteArray:
        """Return bytes as written; empty where there are none."""
        found: object = self._settings.value(key)
        return found if isinstance(found, QByteArray) else QByteArray()

    def write_bytes(self, key: str, value: QByteArray) -> None:
        """Remember bytes: a geometry, the places of a splitter."""
        self._make_private()
        self._settings.setValue(key, value)

    def keep_splitter(self, name: str, splitter: QSplitter) -> None:
        """Restore the places of ``splitter`` and remember them whenever they change."""
        key = f"splitter/{name}"
        splitter.restoreState(self.read_bytes(key))

        def remember(*_: object) -> None:
            self.write_bytes(key, splitter.saveState())

        splitter.splitterMoved.connect(remember)

    def keep_columns(self, name: str, table: RowTable) -> None:
        """Let people drag the edges of columns; restore how wide they were, and remember it whenever it changes."""
        key = f"columns/{name}"
        kept = (one.partition("=") for one in self.read(key, "").split())
        edges = ColumnEdges(table, {column: int(px) for column, _, px in kept if px.isdecimal()})

        def remember() -> None:
            self.write(key, " ".join(f"{column}={px}" for column, px in edges.widths().items()))

        edges.moved.connect(remember)

    def sync(self) -> None:
        """Write everything to the disk now."""
        self._settings.sync()

    def _make_private(self) -> None:
        """Let nobody else read what is typed: the file is there, for its owner alone, before Qt writes to it."""
        if self._is_private or os.name != "posix":
            return
        self._is_private = True
        file = self.folder / "desktop.ini"
        with contextlib.suppress(OSError):  # a folder that cannot be written: then nothing is kept there
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            found = self.folder.stat()
            if found.st_uid == os.getuid() and not found.st_mode & stat.S_ISVTX:  # not one that everybody writes to
                self.folder.chmod(0o700)
            file.touch(mode=0o600)
            file.chmod(0o600)
