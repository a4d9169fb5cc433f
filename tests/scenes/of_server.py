"""Scenes of a server of one's own: its folder written, and the move there."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from qrdesk.client.moving import ChangedCode, Kind, Secret, Survey, Verified, Why
from qrdesk.client.server_keys import Kept
from qrdesk.client.server_place import ServerFolder
from qrdesk.core.errors import Invalid, ServerUnreachable
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import Cancelled
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.pages.move import Moved, MovePage, Seen
from qrdesk.gui.pages.server_setup import ServerSetup
from qrdesk.gui.setting_up import SetUp
from tests.scenes.steps import Shot, scroll_to

_KEY = "qrd_8X3k9pLMw7Tq2VbNz4RfHs6YcJd1GaEu5Km"
_FILES = ("Caddyfile", "Containerfile", "README.txt", "compose.yaml", "data", "packages", "qrdesk.service")
_COUNTS: dict[Kind, int] = dict(zip(Kind, (12, 1, 4, 5, 9, 3, 2, 1204, 1312, 2), strict=True))
_PRINTED = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


def _changed(number: int, name: str, link: str, *, printed: bool) -> ChangedCode:
    slug = link.lower().replace(" ", "-")
    before = f"http://192.168.178.24:8765/r/{slug}"
    at = _PRINTED if printed else None
    return ChangedCode(f"qrc_{number}", name, link, at, before, f"https://go.linde.example/r/{slug}")


_CHANGES = [
    _changed(1, "Table tent", "Lunch menu", printed=True),
    _changed(2, "Door", "Opening hours", printed=True),
    _changed(3, "", "Newsletter", printed=False),
    _changed(4, "Poster A2", "Barista wanted", printed=False),
]
_SURVEY = Survey("Café Linde", "https://go.linde.example", _COUNTS, 0, 2, _CHANGES, 3, 2)


def _setup_form(desk: Desk) -> None:
    desk.opening.ask()
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    page.setup.host.set_text("go.linde.example")


def _setup_refused(desk: Desk) -> None:
    desk.opening.ask()
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    page.setup.host.set_text("linde.local")
    page.setup.button.click()


def _ready(desk: Desk) -> ServerSetup:
    folder = Path("/home/linde/Documents/qrdesk-go.linde.example")
    made = ServerFolder(folder, "https://go.linde.example", _KEY, _FILES, has_package=True)
    desk.opening.own._was_set_up(desk.window.status.start(""), SetUp(made, "go", Kept.KEYRING))
    page = desk.opening.page()
    assert isinstance(page, ServerSetup)
    return page


def _setup_ready(desk: Desk) -> None:
    _ready(desk)


def _setup_unreachable(desk: Desk) -> None:
    _ready(desk).show_refusal(ServerUnreachable("https://go.linde.example does not answer. Nothing was changed there."))


def _moving(desk: Desk) -> MovePage:
    desk.show_page("move")
    page = desk.opening.page()
    assert isinstance(page, MovePage)
    return page


def _where(desk: Desk) -> None:
    page = _moving(desk)
    page.address.set_text("go.linde.example")
    page._not_seen(Invalid("Your links are there already: this is the place that you are moving from."))


def _plan(desk: Desk) -> MovePage:
    page = _moving(desk)
    page._seen(Seen(_SURVEY, "https://go.linde.example", _KEY))
    return page


def _planned(desk: Desk) -> None:
    _plan(desk)


def _stopped(desk: Desk) -> None:
    page = _plan(desk)
    page._report.secrets.append(
        Secret("Till", "https://till.linde.example/hook", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    )
    page._not_copied(Cancelled())


def _done(desk: Desk, *, good: bool) -> MovePage:
    page = _plan(desk)
    report = page._report
    for kind, count in report.counts.items():
        count.found = count.made = _COUNTS[kind]
    report.remark(Kind.LINKS, "gaestebuch", Why.PASSWORD, title="Guest book")
    report.remark(Kind.WEBHOOKS, "Till", Why.NEW_SECRET)
    report.remark(Kind.WEBHOOKS, "Till", Why.HEADERS, "X-Token")
    report.secrets.append(Secret("Till", "https://till.linde.example/hook", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    found = Verified(dict(_COUNTS), dict(_COUNTS), 1202, paused=["gaestebuch"])
    if not good:
        report.counts[Kind.LINKS].made -= 2
        report.remark(
            Kind.LINKS, "lunch", Why.REFUSED, "“Lunch” uses it, and printed codes may lead there.", "Lunch menu"
        )
        titles = {"lunch": "Lunch menu", "winter": "Winter menu"}
        found = replace(found, links=1200, missing=["winter"], astray=["lunch"], titles=titles)
    page._copied(Moved(report, found))
    return page


def _moved(desk: Desk) -> None:
    _done(desk, good=True)


def _moved_further(desk: Desk) -> None:
    scroll_to(_done(desk, good=True).changes)


def _moved_amiss(desk: Desk) -> None:
    _done(desk, good=False)


SCENES: dict[str, Shot] = {
    "move-where": _where,
    "move-plan": _planned,
    "move-stopped": _stopped,
    "move-done": _moved,
    "move-done-further": _moved_further,
    "move-amiss": _moved_amiss,
}
EMPTY: dict[str, Shot] = {
    "server-setup-form": _setup_form,
    "server-setup-refused": _setup_refused,
    "server-setup-ready": _setup_ready,
    "server-setup-unreachable": _setup_unreachable,
}
