"""Scenes of the other pages: home, studio, domains, access, settings; and how the app begins."""

from PySide6.QtTest import QTest

from qrdesk.core.errors import DatabaseNewer, InvitationOver, ServerUnreachable
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.pages.home import SAMPLE
from qrdesk.gui.shell.server_pill import ServerState
from tests.scenes.steps import SITE, Shot, page, scroll_to


def _home_network(desk: Desk) -> None:
    assert desk.session.client is not None
    link = next(iter(desk.session.client.links.each()))
    desk.state.write(SAMPLE, link.id)
    desk.window.show_page("home")
    desk.home.make.field.set_text(f"{SITE}/adventskarte")


def _port_taken(desk: Desk) -> None:
    desk.window.show_page("home")
    desk.window.pill.show_state(ServerState.STOPPED)
    desk.server._fail(*desk.server._taken())


def _domain_waiting(desk: Desk) -> None:
    desk.window.show_page("domains")
    page = desk.window.page("domains")
    page.table.selectRow(1)  # type: ignore[attr-defined]


def _domain_new(desk: Desk) -> None:
    desk.window.show_page("domains")
    desk.window.page("domains").add.click()  # type: ignore[attr-defined]


def _settings_privacy(desk: Desk) -> None:
    desk.window.show_page("settings")
    desk.settings.privacy.days.setValue(30)
    QTest.qWait(100)
    scroll_to(desk.settings.privacy)


def _first_run(desk: Desk) -> None:
    desk.opening.ask()


def _first_run_invited(desk: Desk) -> None:
    desk.opening.ask(can_go_back=True)
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    page.way.button("code").click()
    page.address.set_text("go.linde.example")
    page.code.set_text("qri_4bF9")
    page.show_refusal(InvitationOver("This invitation has expired. Ask for another one."))


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


SCENES: dict[str, Shot] = {
    "home": _home_network,
    "home-port-taken": _port_taken,
    "domains": page("domains"),
    "domains-waiting": _domain_waiting,
    "domains-new": _domain_new,
    "settings": page("settings"),
    "settings-privacy": _settings_privacy,
}

EMPTY: dict[str, Shot] = {
    "first-run": _first_run,
    "first-run-error": _first_run_errors,
    "first-run-invited": _first_run_invited,
    "not-opened": _not_opened,
    "empty-home": page("home"),
    "empty-links": page("links"),
    "empty-studio": page("studio"),
    "empty-analytics": page("analytics"),
}
