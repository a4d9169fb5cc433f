"""Scenes of the Links page: the list, what is done to many, lists from elsewhere."""

import tempfile
from pathlib import Path

from PySide6.QtTest import QTest

from qrdesk.client import LinkQuery
from qrdesk.core.schemas.saved_views import SavedViewDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.links_bulk import _Done, _named
from qrdesk.gui.sample import SAMPLE
from qrdesk.gui.tables.link_table import Place
from tests.scenes.steps import SITE, Shot, links, to_the_end


def _links_chosen(desk: Desk) -> None:
    desk.window.show_page("links")
    for row in (1, 3, 5):
        desk.links.table.toggle(row)


def _links_artwork(desk: Desk) -> None:
    _links_chosen(desk)
    desk.links.bulk.export_artwork()
    desk.batch.more.set_open(True)
    QTest.qWait(300)
    to_the_end(desk.batch.output.more)


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
    desk.links.side.order._more.finish()  # all its rows, however busy the machine is


def _order_asking(desk: Desk) -> None:
    """So many links have it that nothing brings it back."""
    _order(desk)
    desk.links.side.order.tags[0].ask_for_ever()


def _duplicates(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.links.side.open_duplicates()


def _narrowed(desk: Desk) -> None:
    links(desk)
    folder = next(one.id for one in desk.session.the_client().folders.list() if one.name == "Menus")
    desk.links.filter_row._in_folder(folder)
    desk.links.views.ask()


def _views(desk: Desk) -> None:
    """More saved views than have room beside the editor."""
    client = desk.session.the_client()
    for name in ("Tische draußen & drinnen", "Schaufenster", "Weihnachtsmarkt", "Flyer", "Speisekarten"):
        if name not in {view.name for view in client.views.list()}:
            client.views.create(SavedViewDraft(name=name, query=LinkQuery(search=name[:4])))
    desk.session.links_changed.emit()
    links(desk)
    desk.links.views.open_view(client.views.list()[0])


def _nothing_found(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.links.filter_row.filter.setText("zebra")
    QTest.qWait(250)


def _palette(desk: Desk) -> None:
    links(desk)
    desk.window.finder.open_with("pri")


def _palette_first(desk: Desk) -> None:
    """Nothing is typed yet."""
    links(desk)
    desk.window.finder.open_with("")


def _palette_nothing(desk: Desk) -> None:
    links(desk)
    desk.window.finder.open_with("xylophon")


def _palette_link(desk: Desk) -> None:
    """What can be done with the link that is open."""
    links(desk)
    desk.routes.open_link(desk.links.model.link_at(0).id)
    desk.window.finder.open_with("")


def _columns(desk: Desk) -> None:
    """Two are hidden by choice; the button stands above the head."""
    links(desk)
    desk.links.columns.actions[Place.TAGS].trigger()
    desk.links.columns.actions[Place.CODE].trigger()
    desk.routes.open_link(desk.links.model.link_at(0).id)


def _sample(desk: Desk) -> None:
    desk.state.write(SAMPLE, next(iter(desk.session.the_client().links.each())).id)
    desk.session.links_changed.emit()  # its pages look for it
    links(desk)


def _toasts(desk: Desk) -> None:
    """Two at most: a third would hide the first."""
    links(desk)
    desk.links.bulk._tell(_named("pause"), _Done(changed=["a", "b", "c"]))
    desk.links.bulk._tell(_named("archive"), _Done(changed=["d"]))


SCENES: dict[str, Shot] = {
    "links": links,
    "links-chosen": _links_chosen,
    "links-artwork": _links_artwork,
    "links-narrowed": _narrowed,
    "links-views": _views,
    "links-import": _import_dry,
    "links-order": _order,
    "links-order-asking": _order_asking,
    "links-duplicates": _duplicates,
    "links-nothing": _nothing_found,
    "links-sample": _sample,
    "links-toasts": _toasts,
    "palette": _palette,
    "palette-first": _palette_first,
    "palette-nothing": _palette_nothing,
    "palette-link": _palette_link,
    "links-columns": _columns,
}
