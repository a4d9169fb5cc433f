"""``make screenshots``: every page with real data, light and dark, at two sizes, as PNG files in ``screenshots/``.

Run it with a part of a name to write only those: ``python tests/screenshots.py links``.
"""

import os
import random
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from qrdesk.client import Client, CodeDraft, Dimension, DomainDraft, ExportDraft, LinkDraft, LinkPatch, LinkQuery
from qrdesk.client.local import LocalTransport
from qrdesk.core import database
from qrdesk.core.errors import DatabaseNewer, ServerUnreachable
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.hits.records import Miss
from qrdesk.core.hits.spool import Spool
from qrdesk.core.models import Domain, Link, TargetCheck, Workspace
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import AliasDraft
from qrdesk.core.schemas.presets import UtmPresetDraft
from qrdesk.core.schemas.rules import (
    CountryCondition,
    Device,
    DeviceCondition,
    LanguageCondition,
    Rule,
    TimeCondition,
    Utm,
    Variant,
    Weekday,
    Window,
)
from qrdesk.core.schemas.saved_views import SavedViewDraft
from qrdesk.core.settings import Settings
from qrdesk.gui.app import build
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import InlineRunner
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_wanted import SOURCE, Filter
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.pages.home import SAMPLE
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import style

_ROOT = Path(__file__).resolve().parents[1]
_OUT = _ROOT / "screenshots"
_SCHEMES = ("light", "dark")
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
_REFERRERS = ("https://www.instagram.com/", "https://www.google.com/", "https://stadtmagazin.example/tipps", "")
_PLACES = ("DE|DE-SN|Leipzig", "DE|DE-SN|Dresden", "DE|DE-ST|Halle", "DE|DE-BE|Berlin", "AT|AT-9|Wien", "PL||", "")
_PLACE_WEIGHTS = (50, 12, 10, 9, 6, 4, 9)
_DAYS, _HITS_A_DAY = 59, 200
_RULES = (
    Rule(
        conditions=(
            CountryCondition(kind="country", any_of=("DE",)),
            DeviceCondition(kind="device", any_of=(Device.MOBILE,)),
            TimeCondition(kind="time", windows=(Window(days=tuple(Weekday)[:5], start="11:00", end="15:00"),)),
        ),
        destination=f"{_SITE}/mittagstisch",
    ),
    Rule(
        name="English menu",
        conditions=(LanguageCondition(kind="language", any_of=("en",)),),
        destination=f"{_SITE}/en/menu",
    ),
    Rule(
        conditions=(TimeCondition(kind="time", windows=(Window(days=(Weekday.SAT, Weekday.SUN)),)),),
        variants=(
            Variant(name="Brunch", destination=f"{_SITE}/brunch", weight=60),
            Variant(name="Cake of the week", destination=f"{_SITE}/kuchen", weight=40),
        ),
    ),
)
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
            for scheme in _SCHEMES:
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
    _more(client)
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
                referrer = chance.choice(_REFERRERS) if source == "c" else ""
                spool.record(
                    int(at.timestamp() * 1e6), workspace, row, source, agent, language, referrer, "203.0.113.0/24",
                    visitor=f"{chance.randrange(4_000):x}", geo=chance.choices(_PLACES, _PLACE_WEIGHTS)[0],
                    destination=f"{_SITE}/{chance.choice(('karte', 'gaeste', 'kuchen', 'jobs'))}",
                    campaign=chance.choice(("", "", "utm_source=flyer&utm_campaign=herbst", "utm_source=newsletter")),
                )  # fmt: skip
        spool.close()
        with database.scope():
            while drain_once(folder, now=now).hits:
                pass
    _record_misses(folder, now)


def _record_misses(folder: Path, now: datetime) -> None:
    """Let some visitors ask for addresses that nobody made, at the pace of people."""
    spool = Spool(folder, fsync_ms=0)
    with database.scope():
        domain = Domain.select().get()
        for slug, times in (("speisekarte", 9), ("mittagskarte", 5), ("wlan2", 2), ("", 3)):
            kind = "miss" if slug else "index"
            for _ in range(times):
                spool.record_miss(
                    Miss(int(now.timestamp() * 1e6), domain.workspace_id, domain.id, kind, slug, _AGENTS[0], 1)
                )
        spool.close()
        drain_once(folder, now=now)


def _moments(day: datetime, now: datetime, chance: random.Random) -> Iterator[datetime]:
    weekend = 1.5 if day.weekday() >= 5 else 1.0
    for _ in range(int(_HITS_A_DAY * weekend * chance.uniform(0.7, 1.2))):
        hour = chance.choices(range(24), [0] * 6 + [1, 3, 6, 8, 9, 11, 14, 11, 7, 7, 9, 8, 5, 4, 3, 2, 1, 0])[0]
        at = day.replace(hour=hour, minute=chance.randrange(60), second=chance.randrange(60))
        if at <= now:
            yield at


def _more(client: Client) -> None:
    """What lists and panels show beside plain links: folders, states, rules, a domain, a preset, a view."""
    for name in ("Menus", "Marketing", "House"):
        client.folders.create(FolderDraft(name=name))
    named = {link.title: link for link in client.links.each()}
    for title, folder in (("Lunch menu", "Menus"), ("Autumn card", "Menus"), ("Review us", "Marketing")):
        client.links.update(named[title].id, LinkPatch(folder=folder))
    client.links.pause(named["Barista wanted"].id)
    soon = datetime.now(UTC) + timedelta(days=6)
    client.links.update(named["Christmas market stall"].id, LinkPatch(starts_at=soon))
    client.links.update(named["Gift voucher"].id, LinkPatch(hit_limit=500, password="linde"))
    client.links.add_alias(named["Lunch menu"].id, AliasDraft(slug="lunch"))
    utm = Utm(source="qr", medium="tent", campaign="lunch")
    client.presets.create(UtmPresetDraft(name="Table tent", utm=utm))
    client.links.update(named["Lunch menu"].id, LinkPatch(rules=_RULES, utm=utm))
    client.views.create(SavedViewDraft(name="Seasonal", query=LinkQuery(tag="seasonal")))
    client.links.create(LinkDraft(destination=f"{_SITE}/karte", title="Old menu", slug="alt"))
    client.domains.create(DomainDraft(url="https://go.kaffeehaus-linde.example"))
    _break_page(named["Allergens and ingredients"].id)


def _break_page(link_id: str) -> None:
    """Say that the page of a link does not answer: nothing here may go out and look."""
    now = datetime.now(UTC)
    with database.scope():
        link = Link.get(Link.public_id == link_id)
        TargetCheck.replace(
            link=link.id, status="down", detail="The page answers 404: it is not there.", http_status=404,
            next_at=now + timedelta(hours=1),
            checked_at=now, down_since=now - timedelta(days=1),
        ).execute()  # fmt: skip


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


def _sections(*names: str) -> Shot:
    """Return the editor of the lunch menu with these sections open alone, scrolled to the first."""

    def shot(desk: Desk) -> None:
        _links(desk)
        editor = desk.links.editor
        desk.routes.open_link(next(link.id for link in desk.links.model.links() if link.title == "Lunch menu"))
        for name, section in editor.sections.items():
            section.set_open(name in names)
        QTest.qWait(50)
        _scroll_to(editor.sections[names[0]])

    return shot


def _scroll_to(section: QWidget) -> None:
    area = section.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    assert area is not None
    area.verticalScrollBar().setValue(section.y())


def _rule_form(desk: Desk, place: int = 0) -> None:
    _sections("rules")(desk)
    desk.links.editor.parts.rules.cards[place].edit_wanted.emit(place)
    QTest.qWait(50)
    _scroll_to(desk.links.editor.sections["rules"])


def _rule_split(desk: Desk) -> None:
    _rule_form(desk, 2)


def _simulated(desk: Desk) -> None:
    _sections("simulator")(desk)
    simulator = desk.links.editor.parts.simulator
    simulator.country.set_keys(["DE"])
    simulator.language.set_keys(["de"])
    simulator.device.choose("mobile")
    simulator.moment.set_value(datetime(2026, 11, 20, 12, 15))  # noqa: DTZ001 - a wall clock
    simulator.go.click()
    QTest.qWait(50)
    _scroll_to(desk.links.editor.sections["simulator"])


def _simulated_rules(desk: Desk) -> None:
    _simulated(desk)
    desk.links.editor.sections["rules"].set_open(True)
    QTest.qWait(50)
    _scroll_to(desk.links.editor.sections["rules"])


def _import_dry(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.links.side.open_import()
    desk.links.side.importing.look_through(_list(desk))


def _list(desk: Desk) -> Path:
    path = Path(tempfile.gettempdir()) / "bitly-export.csv"
    rows = "".join(f"{_SITE}/flyer/{number},flyer-{number},Flyer {number}\n" for number in range(40))
    wrong = f"nonsense,oops,Broken\n{_SITE}/x,mittag,Taken already\njavascript:alert(1),js,Bad\n"
    path.write_text(f"destination,slug,title\n{rows}{wrong}", encoding="utf-8")
    return path


def _order(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.links.side.open_order()


def _duplicates(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.links.side.open_duplicates()


def _narrowed(desk: Desk) -> None:
    _links(desk)
    folder = next(one.id for one in desk.session.the_client().folders.list() if one.name == "Menus")
    desk.links.filter_row._in_folder(folder)
    desk.links.views._ask()


def _domain_waiting(desk: Desk) -> None:
    desk.window.show_page("domains")
    page = desk.window.page("domains")
    page.table.selectRow(1)  # type: ignore[attr-defined]


def _domain_new(desk: Desk) -> None:
    desk.window.show_page("domains")
    desk.window.page("domains").add.click()  # type: ignore[attr-defined]


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
    desk.links.editor.acts.archive(link)
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


def _analytics(desk: Desk) -> AnalyticsPage:
    desk.window.show_page("analytics")
    return desk.analytics


def _analytics_lower(desk: Desk) -> None:
    page = _analytics(desk)
    QTest.qWait(300)
    _bottom(page.cards)


def _bottom(inside: QWidget) -> None:
    area = inside.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def _analytics_filtered(desk: Desk) -> None:
    """Three filters on days of one's own choice, of which the first single hits have been deleted."""
    with database.scope():
        Workspace.update(hits_from=datetime.now(UTC) - timedelta(days=9)).execute()
    page = _analytics(desk)
    page.header.spans.button("custom").click()
    page.cards.ranks[0].turn(Dimension.CITY)
    for one in (Filter("country", "DE"), Filter(SOURCE, "scan"), Filter("browser", "Safari")):
        page.cards.picked.emit(one)
    with database.scope():
        Workspace.update(hits_from=None).execute()


def _analytics_link(desk: Desk) -> None:
    """One link, today by the hour, all its destinations, the heat map as a table."""
    page = _analytics(desk)
    client = desk.session.the_client()
    desk.routes.open_analytics(next(link.id for link in client.links.each() if link.title == "Lunch menu"))
    page.header.spans.button("today").click()
    page.cards.heat.as_table.click()


def _analytics_nothing(desk: Desk) -> None:
    page = _analytics(desk)
    page.cards.picked.emit(Filter("country", "JP"))


def _analytics_counting(desk: Desk) -> None:
    """A filter that takes its time: some of it is there."""
    page = _analytics(desk)
    report = page.report()
    assert report is not None
    page.filters.show_wanted(report.wanted.with_filter(Filter("city", "Leipzig, DE")))
    page.filters.show_counting(True)
    page.cards.show_old()
    page.cards.show_report(replace(report, heatmap=None, misses=None, tops=report.tops[:2]))
    desk.window.status.start("Counting hits", cancel=lambda: None).progress(4, 9)


def _analytics_huge(desk: Desk) -> None:
    """A year of a very busy place, with names that have no end."""
    page = _analytics(desk)
    report = page.report()
    assert report is not None
    assert report.timeline is not None
    assert report.leaders is not None
    times, line = 123_457, report.timeline
    long = "https://kaffeehaus-linde.example/" + "speisekarte-terrasse-sommer-" * 6
    totals = {name: getattr(report.totals, name) * times for name in ("scans", "clicks", "bots", "previous_scans")}
    tops = [
        one.model_copy(
            update={
                "rows": [
                    row.model_copy(update={"hits": row.hits * times, "label": f"{long}{row.value}"}) for row in one.rows
                ]
            }
        )
        for one in report.tops
    ]
    page.cards.show_report(
        replace(
            report,
            totals=report.totals.model_copy(update=totals),
            timeline=replace(
                line,
                scans=tuple(value * times for value in line.scans),
                clicks=tuple(value * times for value in line.clicks),
                previous=tuple(value * times for value in line.previous),
            ),
            tops=tuple(tops),
            leaders=report.leaders.model_copy(
                update={"rows": [row.model_copy(update={"title": long}) for row in report.leaders.rows]}
            ),
        )
    )


def _settings_privacy(desk: Desk) -> None:
    desk.window.show_page("settings")
    desk.settings.privacy.days.setValue(30)
    QTest.qWait(100)
    _scroll_to(desk.settings.privacy)


def _erasing(desk: Desk) -> None:
    _sections("privacy")(desk)
    desk.links.editor.parts.privacy.erase.click()


_FULL: dict[str, Shot] = {
    "home": _home_network,
    "home-port-taken": _port_taken,
    "links": _links,
    "links-chosen": _links_chosen,
    "links-editor": _editor,
    "links-editor-open": _editor_sections,
    "editor-campaign": _sections("campaign", "address"),
    "editor-rules": _sections("rules"),
    "editor-rule-form": _rule_form,
    "editor-rule-split": _rule_split,
    "editor-limits": _sections("limits"),
    "editor-privacy": _erasing,
    "editor-apps": _sections("apps", "social"),
    "editor-state": _sections("state", "codes"),
    "editor-simulator": _simulated,
    "editor-simulator-rules": _simulated_rules,
    "links-narrowed": _narrowed,
    "links-import": _import_dry,
    "links-order": _order,
    "links-duplicates": _duplicates,
    "links-new": _new,
    "links-wrong": _wrong,
    "links-delete": _deleting,
    "links-archived": _archived,
    "links-unreachable": _unreachable,
    "links-nothing": _nothing_found,
    "palette": _palette,
    "studio": _studio,
    "analytics": _page("analytics"),
    "analytics-lower": _analytics_lower,
    "analytics-filtered": _analytics_filtered,
    "analytics-link": _analytics_link,
    "analytics-nothing": _analytics_nothing,
    "analytics-counting": _analytics_counting,
    "analytics-huge": _analytics_huge,
    "domains": _page("domains"),
    "domains-waiting": _domain_waiting,
    "domains-new": _domain_new,
    "access": _page("access"),
    "access-new-key": _key_made,
    "settings": _page("settings"),
    "settings-privacy": _settings_privacy,
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
