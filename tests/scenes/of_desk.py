"""Scenes of the other pages: home, studio, domains, access, settings; and how the app begins."""

from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtTest import QTest

from qrdesk.core.artwork import presets
from qrdesk.core.errors import DatabaseNewer, InvitationOver, SecretKeyMissing, ServerUnreachable
from qrdesk.core.schemas.codes import CodeDraft, CodeQuery
from qrdesk.core.schemas.contents import WifiContent
from qrdesk.core.schemas.domains import DomainCheck, DomainStatus
from qrdesk.core.schemas.links import LinkQuery, TargetStatus
from qrdesk.gui import server_refusals
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.domains import DomainsPage
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.pages.home import News
from qrdesk.gui.pages.home_asking import Ended, Needs
from qrdesk.gui.parting import Parting
from qrdesk.gui.sample import SAMPLE
from qrdesk.gui.shell.server_pill import ServerState
from tests.gui.desks import wait_for
from tests.scenes.steps import SITE, Shot, page, scroll_to


def _home_network(desk: Desk) -> None:
    assert desk.session.client is not None
    link = next(iter(desk.session.client.links.each()))
    desk.state.write(SAMPLE, link.id)
    desk.session.links_changed.emit()  # its pages look for it
    desk.window.show_page("home")
    desk.home.make.field.set_text(f"{SITE}/adventskarte")


def _hours() -> Timeline:
    """Return a Friday up to noon, and the one before."""
    before = (0, 0, 0, 0, 0, 1, 2, 6, 14, 29, 38, 44, 51, 46, 29, 22, 24, 26, 17, 8, 3, 1, 0, 0)
    today = (0, 0, 0, 0, 0, 0, 1, 9, 21, 34, 41, 47, 63)
    starts = tuple(datetime(2026, 11, 20, hour, tzinfo=UTC) for hour in range(24))
    return Timeline("hour", starts, today, previous=before, unfinished=True)


def _home_near(desk: Desk) -> None:
    """Codes carry an address of this computer, and there are some without a link."""
    client = desk.session.the_client()
    desk.window.show_page("home")
    wait_for(lambda: desk.home._shown == desk.home._asked, "its answers")  # they would come over it
    domain = next(one for one in client.domains.list() if one.is_default)
    near = domain.model_copy(update={"host": "localhost:8765", "url": "http://localhost:8765", "fit_for_print": False})
    totals = client.analytics.totals()
    wifi = CodeDraft(content=WifiContent(type="wifi", ssid="Café Linde", password="kuchen-und-kaffee"), name="Wi-Fi")
    codes = client.codes.list(CodeQuery(kind="static")).data or [client.codes.create(wifi)]
    used = client.links.list(LinkQuery(limit=3)).data
    desk.home.attention.show_needs(Needs(domains=[near]))
    desk.home._show(News(totals, totals, _hours(), used, [], False, codes))
    desk.home.make.field.set_text(f"{SITE}/adventskarte")


def _home_attention(desk: Desk, *, typing: bool = False) -> None:
    """Something of every kind is wrong."""
    client = desk.session.the_client()
    desk.window.show_page("home")
    wait_for(lambda: desk.home._shown == desk.home._asked, "its answers")
    domain = next(one for one in client.domains.list() if one.is_default)
    said = f"There is no TXT record _qrdesk.{domain.host} yet; new records may take an hour to be seen."
    down = client.links.list(LinkQuery(target=TargetStatus.DOWN, limit=1)).data
    ended = client.links.list(LinkQuery(limit=1)).data[0].model_copy(update={"title": "Summer terrace"})
    failing = [one for one in client.webhooks.list() if one.state == "failing"]
    domains = [domain.model_copy(update={"status": DomainStatus.FAILING, "check_fault": said})]
    desk.home.attention.show_needs(Needs(failing, domains, down, len(down), [Ended(ended, 12)]))
    if typing:
        desk.home.attention.down.change.click()


def _home_table(desk: Desk) -> None:
    _home_near(desk)
    desk.home.day.as_table.setChecked(True)


def _port_taken(desk: Desk) -> None:
    desk.window.show_page("home")
    desk.window.pill.show_state(ServerState.STOPPED)
    desk.server._fail(*server_refusals.taken(8765), port=True)


def _closing(desk: Desk) -> None:
    desk.window.show_page("home")
    Parting(desk.window, desk.state, desk.server, None)._ask()


def _domain_waiting(desk: Desk) -> None:
    desk.window.show_page("domains")
    page = desk.window.page("domains")
    page.table.selectRow(1)  # type: ignore[attr-defined]


def _domain_checks(desk: Desk) -> None:
    desk.window.show_page("domains")
    shown = desk.window.page("domains")
    assert isinstance(shown, DomainsPage)
    shown.table.selectRow(1)
    domain = shown.panel.domain()
    assert domain is not None
    now, day = datetime.now(UTC), timedelta(days=1)
    gone = f"There is no TXT record _qrdesk.{domain.host} yet; new records may take an hour to be seen."
    found = (
        (DomainStatus.WAITING, gone, 70, 69), (DomainStatus.SERVING, "", 68, 31), (DomainStatus.FAILING, gone, 30, 28),
        (DomainStatus.SERVING, "", 27, 12), (DomainStatus.SERVING, "", 6, 0),
    )  # fmt: skip
    checks = [
        DomainCheck(status=status, fault=fault, since=now - first * day, until=now - last * day)
        for status, fault, first, last in found
    ]
    said = {"status": DomainStatus.SERVING, "status_text": "Verified: visitors are answered here.", "check_fault": ""}
    look = presets.every()[1].design
    proven = domain.model_copy(
        update={**said, "fit_for_print": True, "checked_at": now, "checks": checks, "default_design": look}
    )
    shown.panel.show_domain(proven)
    shown._show([proven if one.id == domain.id else one for one in desk.session.the_client().domains.list()])


def _domain_new(desk: Desk) -> None:
    desk.window.show_page("domains")
    desk.window.page("domains").add.click()  # type: ignore[attr-defined]


def _settings_privacy(desk: Desk) -> None:
    desk.routes.open_settings("scans")
    desk.settings.privacy.days.setValue(30)
    QTest.qWait(100)
    scroll_to(desk.settings.privacy)


def _first_run(desk: Desk) -> None:
    client, local, session = desk.session.client, desk.session.local, desk.session
    session.client = session.local = None  # as when the app is opened for the first time
    desk.opening.ask()
    session.client, session.local = client, local


def _first_run_invited(desk: Desk) -> None:
    desk.opening.ask(can_go_back=True)
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    page.way.button("code").click()
    page.address.set_text("go.linde.example")
    page.code.set_text("qri_4bF9")
    page.show_refusal(InvitationOver("This invitation has expired. Ask for another one."))


def _first_run_errors(desk: Desk) -> None:
    _first_run(desk)
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    page.wifi.setChecked(False)
    page.address.set_text("go.linde.example")
    page.show_refusal(ServerUnreachable("https://go.linde.example does not answer. Nothing was changed there."))


def _first_run_details(desk: Desk) -> None:
    _first_run(desk)
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    page.setup.host.set_text("qr.linde.example")
    page.setup.details.click()


def _first_run_help(desk: Desk) -> None:
    _first_run(desk)
    desk.window.top.help.click()


def _first_run_not_restored(desk: Desk) -> None:
    _first_run(desk)
    desk.opening._not_restored(
        True,
        SecretKeyMissing(
            "It was made without its secret key. The one of this computer does not fit, so what is sealed in it could "
            "not be read. Nothing was changed. Put the key that was saved with it beside it, as cafe.key, or use a "
            "backup that holds its key."
        ),
    )


def _not_opened(desk: Desk) -> None:
    said = "This database was used by a newer QRDesk (0011_next). Update QRDesk; nothing was changed."
    desk.opening._not_opened(lambda: None, DatabaseNewer(said))


SCENES: dict[str, Shot] = {
    "home": _home_network,
    "home-near": _home_near,
    "home-table": _home_table,
    "home-attention": _home_attention,
    "home-attention-typing": partial(_home_attention, typing=True),
    "home-port-taken": _port_taken,
    "home-closing": _closing,
    "domains": page("domains"),
    "domains-waiting": _domain_waiting,
    "domains-new": _domain_new,
    "domains-checks": _domain_checks,
    "settings": page("settings"),
    "settings-privacy": _settings_privacy,
}

EMPTY: dict[str, Shot] = {
    "first-run": _first_run,
    "first-run-details": _first_run_details,
    "first-run-error": _first_run_errors,
    "first-run-help": _first_run_help,
    "first-run-invited": _first_run_invited,
    "first-run-not-restored": _first_run_not_restored,
    "not-opened": _not_opened,
    "empty-home": page("home"),
    "empty-links": page("links"),
    "empty-studio": page("studio"),
    "empty-analytics": page("analytics"),
}
