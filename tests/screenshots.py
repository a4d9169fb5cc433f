"""``make screenshots``: every page with real data, light and dark, at two sizes, as PNG files in ``screenshots/``.

Run it with a part of a name to write only those: ``python tests/screenshots.py links``.
"""

import os
import random
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qrdesk.client import Client, CodeDraft, ExportDraft, LinkDraft
from qrdesk.client.local import LocalTransport
from qrdesk.core import database
from qrdesk.core.errors import DatabaseNewer, ServerUnreachable
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.hits.spool import Spool
from qrdesk.core.models import Link
from qrdesk.core.settings import Settings
from qrdesk.gui.app import build
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import InlineRunner
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.pages.home import SAMPLE
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import style

_ROOT = Path(__file__).resolve().parents[1]
_OUT = _ROOT / "screenshots"
_SIZES = ((1280, 800), (1024, 640))
_SITE = "https://kaffeehaus-linde.example"
_NAMED = (
    ("Lunch menu", "mittag", "/karte", "menus, table tent", 30),
    ("Autumn card", "", "/karte/herbst", "menus, table tent, seasonal", 14),
    ("Guest Wi-Fi and house rules", "wlan", "/gaeste", "house, counter", 10),
    ("Review us", "danke", "https://reviews.example/kaffeehaus-linde", "marketing, receipt", 8),
    ("Breakfast booking", "", "https://reservation.example/linde/fruehstueck", "bookings, window", 7),
    ("Coaster: cake of the week", "", "/kuchen", "marketing, coaster", 6),
    ("Gift voucher", "gutschein", "/gutschein", "shop, flyer", 4),
    ("Christmas market stall", "markt", "/weihnachtsmarkt", "events, poster", 3),
    ("Allergens and ingredients", "allergene", "/allergene", "menus, table tent", 3),
    ("Barista wanted", "jobs", "/jobs", "house, window", 2),
    ("Price list, drinks", "preise", "/preise?stand=2026-11#getraenke", "menus", 2),
    ("Private events", "feiern", "/feiern", "events", 1),
)
_SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1"
_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko)"
_AGENTS = (
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {_SAFARI} Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (Linux; Android 15; Pixel 8) {_CHROME} Chrome/131.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (Linux; Android 14; SM-S918B) {_CHROME} SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Chrome/131.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {_SAFARI} Safari/605.1.15",
    "Googlebot/2.1 (+http://www.google.com/bot.html)",
)
_DAYS, _HITS_A_DAY = 59, 200
Shot = Callable[[Desk], None]


def main(wanted: Sequence[str]) -> None:
    """Write the pictures whose name holds one of ``wanted``, or all."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QRDESK_REDUCED_MOTION"] = "1"
    app = QApplication([])
    _OUT.mkdir(exist_ok=True)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    QCursor.setPos(640, 795)
    style.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        for place, shots in (("full", _FULL), ("empty", _EMPTY)):
            chosen = {name: shot for name, shot in shots.items() if not wanted or any(one in name for one in wanted)}
            if chosen:
                _take(Path(folder) / place, chosen, full=place == "full")


def _take(folder: Path, shots: dict[str, Shot], *, full: bool) -> None:
    folder.mkdir()
    with Client.local(str(folder / "linde.db"), Settings(public_url="https://linde.example")) as client:
        if full:
            _fill(client)
        for name, shot in shots.items():
            for scheme in ("light", "dark"):
                for width, height in _SIZES:
                    _one(folder, client, name, shot, scheme, width, height)


def _one(folder: Path, client: Client, name: str, shot: Shot, scheme: str, width: int, height: int) -> None:
    style.appearance().choose("dark" if scheme == "dark" else "light")
    with _desk(folder / f"{name}-{scheme}-{width}", client, width, height) as desk:
        shot(desk)
        QTest.qWait(400)
        path = _OUT / f"{name}{'-dark' if scheme == 'dark' else ''}-{width}.png"
        desk.window.grab().save(str(path))
        print(path.relative_to(_ROOT))


@contextmanager
def _desk(folder: Path, client: Client, width: int, height: int) -> Generator[Desk]:
    session, jobs = Session(), InlineRunner()
    desk = build(session, State(folder), jobs)
    desk.window.resize(width, height)
    desk.window.show()
    session.use(client, "local", "")
    desk.window.pill.show_state(ServerState.SERVING, "linde.example")
    yield desk
    desk.pulse.clock.stop()
    desk.window.close()
    desk.window.deleteLater()
    QTest.qWait(1)


def _fill(client: Client) -> None:
    chance = random.Random(7)
    weights: dict[str, float] = {}
    for title, slug, leads, tags, weight in _NAMED:
        page = leads if leads.startswith("https") else _SITE + leads
        words = tuple(tags.split(", "))
        link = client.links.create(LinkDraft(destination=page, slug=slug or None, title=title, tags=words))
        weights[link.id] = weight
        if "table tent" in words or "poster" in words:
            code = client.codes.create(CodeDraft(link_id=link.id, name=words[-1].capitalize()))
            client.codes.export(code.id, ExportDraft())
    for number in range(1, 240):
        title = f"Table {number}" if number <= 80 else f"Label {number - 80:03}"
        link = client.links.create(
            LinkDraft(
                destination=f"{_SITE}/karte?tisch={number}", title=title, tags=("tables",) if number <= 80 else ("jam",)
            )
        )
        weights[link.id] = 0.05
    gone = [link.id for link in client.links.each() if link.title.startswith("Label 15")]
    for link_id in gone:
        client.links.archive(link_id)
    _record(client, weights, chance)


def _record(client: Client, weights: dict[str, float], chance: random.Random) -> None:
    assert isinstance(client.transport, LocalTransport)
    folder = client.transport.opened.spool
    with database.scope():
        rows = {link.public_id: (link.workspace_id, link.id) for link in Link.select()}
    now = datetime.now(UTC)
    for ago in range(_DAYS, -1, -5):  # a spool takes no hit older than seven days by its own clock
        clock = (now - timedelta(days=max(0, ago - 4))).timestamp()
        spool = Spool(folder, fsync_ms=0, clock=lambda clock=clock: clock)
        for day in range(ago, max(-1, ago - 5), -1):
            for at in sorted(_moments(now - timedelta(days=day), now, chance)):
                link_id = chance.choices(list(weights), list(weights.values()))[0]
                workspace, row = rows[link_id]
                agent = chance.choices(_AGENTS, (40, 30, 12, 8, 5, 3))[0]
                language = chance.choices(("de-DE,de;q=0.9", "en-GB,en", "fr-FR,fr", "pl"), (70, 18, 7, 5))[0]
                source = "c" if "Windows" in agent or chance.random() < 0.08 else "s"
                referrer = "https://www.instagram.com/" if source == "c" and chance.random() < 0.6 else ""
                spool.record(
                    int(at.timestamp() * 1e6), workspace, row, source, agent, language, referrer, "203.0.113.0/24"
                )
        spool.close()
        with database.scope():
            while drain_once(folder, now=now).hits:
                pass


def _moments(day: datetime, now: datetime, chance: random.Random) -> Iterator[datetime]:
    weekend = 1.5 if day.weekday() >= 5 else 1.0
    for _ in range(int(_HITS_A_DAY * weekend * chance.uniform(0.7, 1.2))):
        hour = chance.choices(range(24), [0] * 6 + [1, 3, 6, 8, 9, 11, 14, 11, 7, 7, 9, 8, 5, 4, 3, 2, 1, 0])[0]
        at = day.replace(hour=hour, minute=chance.randrange(60), second=chance.randrange(60))
        if at <= now:
            yield at


def _page(key: str) -> Shot:
    return lambda desk: desk.window.show_page(key)


def _links_chosen(desk: Desk) -> None:
    desk.window.show_page("links")
    for row in (1, 3, 5):
        desk.links.table.toggle(row)


def _editor(desk: Desk) -> None:
    desk.window.show_page("links")
    _sort_by_hits(desk)
    desk.routes.open_link(desk.links.model.link_at(0).id)
    desk.links.editor.fields.title.set_text("Lunch menu, winter")
    desk.links.editor.fields.destination.set_text(f"{_SITE}/karte/winter")


def _sort_by_hits(desk: Desk) -> None:
    desk.links.table.head.setSortIndicator(6, Qt.SortOrder.DescendingOrder)


def _links(desk: Desk) -> None:
    desk.window.show_page("links")
    _sort_by_hits(desk)


def _editor_sections(desk: Desk) -> None:
    _editor(desk)
    for section in desk.links.editor.sections.values():
        section.set_open(True)


def _wrong(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.routes.new_link("")
    editor = desk.links.editor
    editor.fields.destination.set_text("htp:/kaffeehaus-linde.example/karte")
    editor.address.slug.setText("mittag")
    QTest.qWait(300)
    editor.save()


def _deleting(desk: Desk) -> None:
    desk.window.show_page("links")
    _sort_by_hits(desk)
    desk.routes.open_link(desk.links.model.link_at(0).id)
    desk.links.editor.head.delete_wanted.emit()


def _new(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.routes.new_link("")


def _archived(desk: Desk) -> None:
    desk.window.show_page("links")
    link = desk.links.model.link_at(5)
    desk.routes.open_link(link.id)
    desk.links.editor.archive()
    desk.links.editor.close_panel()
    QTest.qWait(50)
    assert desk.session.client is not None
    desk.session.client.links.restore(link.id)


def _unreachable(desk: Desk) -> None:
    _links(desk)
    desk.window.pill.show_state(ServerState.UNREACHABLE)
    desk.links.loader.failed.emit(ServerUnreachable("https://linde.example has not answered since 12:38."))


def _nothing_found(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.links.filter_row.filter.setText("zebra")
    QTest.qWait(250)


def _palette(desk: Desk) -> None:
    _links(desk)
    desk.window.finder.open_with("pri")


def _first_run(desk: Desk) -> None:
    desk.opening.ask()


def _first_run_errors(desk: Desk) -> None:
    desk.opening.ask()
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    page.wifi.setChecked(False)
    page.address.set_text("go.linde.example")
    page.show_refusal(ServerUnreachable("https://go.linde.example does not answer. Nothing was changed there."))


def _not_opened(desk: Desk) -> None:
    said = "This database was last written by a newer QRDesk. Nothing was changed in it. Update QRDesk to open it."
    desk.opening._not_opened(lambda: None, DatabaseNewer(said))


def _port_taken(desk: Desk) -> None:
    desk.window.show_page("home")
    desk.window.pill.show_state(ServerState.STOPPED)
    desk.server._fail(*desk.server._taken())


def _home_network(desk: Desk) -> None:
    assert desk.session.client is not None
    link = next(iter(desk.session.client.links.each()))
    desk.state.write(SAMPLE, link.id)
    desk.window.show_page("home")
    desk.home.make.field.set_text(f"{_SITE}/adventskarte")


def _key_made(desk: Desk) -> None:
    desk.window.show_page("access")
    page = desk.window.page("access")
    page.panel.name.set_text("Till")  # type: ignore[attr-defined]
    page.panel.make.click()  # type: ignore[attr-defined]


def _studio(desk: Desk) -> None:
    _links(desk)
    desk.routes.open_studio(desk.links.model.link_at(0).id)


_FULL: dict[str, Shot] = {
    "home": _home_network,
    "home-port-taken": _port_taken,
    "links": _links,
    "links-chosen": _links_chosen,
    "links-editor": _editor,
    "links-editor-open": _editor_sections,
    "links-new": _new,
    "links-wrong": _wrong,
    "links-delete": _deleting,
    "links-archived": _archived,
    "links-unreachable": _unreachable,
    "links-nothing": _nothing_found,
    "palette": _palette,
    "studio": _studio,
    "analytics": _page("analytics"),
    "domains": _page("domains"),
    "access": _page("access"),
    "access-new-key": _key_made,
    "settings": _page("settings"),
}
_EMPTY: dict[str, Shot] = {
    "first-run": _first_run,
    "first-run-error": _first_run_errors,
    "not-opened": _not_opened,
    "empty-home": _page("home"),
    "empty-links": _page("links"),
    "empty-studio": _page("studio"),
    "empty-analytics": _page("analytics"),
}

if __name__ == "__main__":
    main(sys.argv[1:])
