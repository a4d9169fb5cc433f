"""Scenes of Help, of the list of keys, and of a fault that nobody foresaw."""

import logging

from PySide6.QtTest import QTest

from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.help import HelpPage
from tests.scenes.steps import Shot


def _help(desk: Desk) -> HelpPage:
    desk.window.show_page("help")
    return desk.helping.page


def _first(desk: Desk) -> None:
    page = _help(desk)
    page.search.clear()
    page.open("start")


def _tables(desk: Desk) -> None:
    _help(desk).open("artwork")


def _searched(desk: Desk) -> None:
    page = _help(desk)
    page.search.setText("scan score")
    page.list.selectRow(0)


def _nothing(desk: Desk) -> None:
    _help(desk).search.setText("xylophone")


def _diagnostics(desk: Desk) -> None:
    page = _help(desk)
    page.search.clear()
    page.show_diagnostics()


def _keys(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.helping.keys.open_it()
    QTest.qWait(50)


def _fault(desk: Desk) -> None:
    if desk.helping.keys.isVisible():
        desk.helping.keys.close_it()
    desk.window.show_page("domains")
    try:
        raise RuntimeError("nobody foresaw this")
    except RuntimeError:
        logging.getLogger("qrdesk.scene").exception("fault", extra={"fault_id": "3fa9c21b"})


SCENES: dict[str, Shot] = {
    "help": _first,
    "help-tables": _tables,
    "help-searched": _searched,
    "help-nothing": _nothing,
    "help-diagnostics": _diagnostics,
    "help-keys": _keys,
    "help-fault": _fault,
}
