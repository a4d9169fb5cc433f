"""Scenes of the Links page: the list, what is done to many, lists from elsewhere."""

import tempfile
from pathlib import Path

from PySide6.QtTest import QTest

from qrdesk.core.errors import ServerUnreachable
from qrdesk.gui.desk import Desk
from qrdesk.gui.shell.server_pill import ServerState
from tests.scenes.steps import SITE, Shot, links


def _links_chosen(desk: Desk) -> None:
    desk.window.show_page("links")
    for row in (1, 3, 5):
        desk.links.table.toggle(row)


def _import_dry(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.links.side.open_import()
    desk.links.side.importing.look_through(_list(desk))


def _list(desk: Desk) -> Path:
    path = Path(tempfile.gettempdir()) / "bitly-export.csv"
    rows = "".join(f"{SITE}/flyer/{number},flyer-{number},Flyer {number}\n" for number in range(40))
    wrong = f"nonsense,oops,Broken\n{SITE}/x,mittag,Taken already\njavascript:alert(1),js,Bad\n"
    path.write_text(f"destination,slug,title\n{rows}{wrong}", encoding="utf-8")
    return path


def _order(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.links.side.open_order()


def _duplicates(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.links.side.open_duplicates()


def _narrowed(desk: Desk) -> None:
    links(desk)
    folder = next(one.id for one in desk.session.the_client().folders.list() if one.name == "Menus")
    desk.links.filter_row._in_folder(folder)
    desk.links.views._ask()


def _unreachable(desk: Desk) -> None:
    links(desk)
    desk.window.pill.show_state(ServerState.UNREACHABLE)
    desk.links.loader.failed.emit(ServerUnreachable("https://linde.example has not answered since 12:38."))


def _nothing_found(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.links.filter_row.filter.setText("zebra")
    QTest.qWait(250)


def _palette(desk: Desk) -> None:
    links(desk)
    desk.window.finder.open_with("pri")


SCENES: dict[str, Shot] = {
    "links": links,
    "links-chosen": _links_chosen,
    "links-narrowed": _narrowed,
    "links-import": _import_dry,
    "links-order": _order,
    "links-duplicates": _duplicates,
    "links-unreachable": _unreachable,
    "links-nothing": _nothing_found,
    "palette": _palette,
}
