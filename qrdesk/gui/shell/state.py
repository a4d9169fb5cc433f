"""What the window remembers between two starts: sizes, columns, the last page. An INI file in the data folder."""

from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QHeaderView, QSplitter

T = TypeVar("T", str, int, bool)


class State:
    """Small values by key; what cannot be read any more is simply the default again."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds ``desktop.ini``; it is made when something is written."""
        self.folder = folder
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

    def read_list(self, key: str) -> list[str]:
        """Return words as written by ``write``; empty where there are none."""
        found: object = self._settings.value(key)
        if isinstance(found, str):  # an INI file cannot tell one word from a list of one
            return [found] if found else []
        return [str(one) for one in cast(list[object], found)] if isinstance(found, list) else []

    def write(self, key: str, value: str | int | bool | list[str]) -> None:
        """Remember ``value``."""
        self._settings.setValue(key, value)

    def read_bytes(self, key: str) -> QByteArray:
        """Return bytes as written; empty where there are none."""
        found: object = self._settings.value(key)
        return found if isinstance(found, QByteArray) else QByteArray()

    def write_bytes(self, key: str, value: QByteArray) -> None:
        """Remember bytes: a geometry, the places of a splitter."""
        self._settings.setValue(key, value)

    def keep_splitter(self, name: str, splitter: QSplitter) -> None:
        """Restore the places of ``splitter`` and remember them whenever they change."""
        key = f"splitter/{name}"
        splitter.restoreState(self.read_bytes(key))

        def remember(*_: object) -> None:
            self.write_bytes(key, splitter.saveState())

        splitter.splitterMoved.connect(remember)

    def keep_header(self, name: str, header: QHeaderView) -> None:
        """Restore columns and sort of ``header`` and remember them whenever they change."""
        key = f"header/{name}"
        header.restoreState(self.read_bytes(key))

        def remember(*_: object) -> None:
            self.write_bytes(key, header.saveState())

        for changed in (header.sectionResized, header.sectionMoved, header.sortIndicatorChanged):
            changed.connect(remember)

    def sync(self) -> None:
        """Write everything to the disk now."""
        self._settings.sync()
