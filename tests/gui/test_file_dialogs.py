"""Asking for files: nothing that is listed is opened, which would cost SQLite its locks."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileSystemModel
from pytestqt.qtbot import QtBot

from qrdesk.client import Client
from qrdesk.gui.file_dialogs import FileDialog
from tests.locks import locks_on

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="locks that are lost with any file are Linux's")


def test_a_list_of_files_leaves_the_database_its_locks(qtbot: QtBot, tmp_path: Path) -> None:
    with Client.local(str(tmp_path / "shop.db")) as client:
        assert list(client.links.each()) == []
        before = locks_on(tmp_path)
        assert {"shop.db", "shop.db-shm"} <= before
        (tmp_path / "list.csv").write_text("a;b", "utf-8")
        dialog = FileDialog(None, "Choose", str(tmp_path), "All (*)")
        qtbot.addWidget(dialog)
        dialog.show()
        (model,) = dialog.findChildren(QFileSystemModel)
        there = model.index(str(tmp_path))
        qtbot.waitUntil(lambda: model.rowCount(there) >= 4)
        kinds = lambda: {str(model.index(row, 2, there).data()) for row in range(model.rowCount(there))}  # noqa: E731 - short
        qtbot.waitUntil(lambda: "CSV" in kinds())
        assert locks_on(tmp_path) >= before
        assert dialog.directory() == QDir(str(tmp_path))
