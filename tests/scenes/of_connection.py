"""Scenes of what happens between the app and its server: away, back, changed elsewhere, both changed it."""

from datetime import UTC, datetime

from qrdesk.client import LinkPatch
from qrdesk.core.errors import DatabaseUnreachable, ServerUnreachable
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.link_conflict_merge import Author, Elsewhere
from qrdesk.gui.profiles import Profile
from qrdesk.gui.shell.server_pill import ServerState
from tests.scenes.steps import SITE, Shot, sort_by_hits

_AT = datetime(2026, 3, 12, 11, 38, tzinfo=UTC)


def _editing(desk: Desk) -> Elsewhere:
    """Open the first link with something typed; return what Anna made of it meanwhile, saved nowhere."""
    desk.window.show_page("links")
    sort_by_hits(desk)
    link = desk.links.model.link_at(0)
    desk.routes.open_link(link.id)
    editor = desk.links.editor
    editor.fields.title.set_text("Lunch menu, winter")
    editor.fields.destination.set_text(f"{SITE}/karte/winter")
    theirs = LinkPatch(title="Lunch", destination=f"{SITE}/karte/fruehling?from=table-tent")
    changed = {name: getattr(theirs, name) for name in theirs.model_fields_set}
    return Elsewhere(link.model_copy(update={**changed, "note": "Asked Jo about it"}), Author(_AT, "Anna Berger"))


def _conflict(desk: Desk) -> None:
    desk.links.editor.meeting.ask(_editing(desk))


def _changed_elsewhere(desk: Desk) -> None:
    now = _editing(desk)
    desk.links.editor.meeting._looked(now)


def _away(desk: Desk, page: str) -> None:
    desk.window.show_page(page)
    desk.session.mode = "remote"
    desk.server.answered_at = _AT
    desk._troubles._ages._since = _AT
    desk.server._show(ServerState.UNREACHABLE, "linde.example")
    desk.server.backoff._until_s = 0
    desk._troubles._count_down(8)


def _away_links(desk: Desk) -> None:
    _editing(desk)
    _away(desk, "links")
    desk.links.editor.bar.show_unsaved(ServerUnreachable(""))


def _opened_away(desk: Desk) -> None:
    desk.window.show_page("home")
    desk.home._forget_asked()
    desk.session.mode = "remote"
    desk.server.answered_at = None
    desk.backup_age.look()
    desk.server._show(ServerState.UNREACHABLE, "linde.example")
    desk._troubles._count_down(8)


def _started_again(desk: Desk) -> None:
    desk.window.show_page("home")
    desk.server.started_again.emit(_AT)


def _places(desk: Desk) -> None:
    for one in (
        Profile("https://go.linde.example", "https://go.linde.example", "wsp_1", "Kaffeehaus Linde"),
        Profile("https://go.agency.example", "https://go.agency.example", "wsp_2", "North Agency", "Agency"),
        Profile("https://go.agency.example#wsp_3", "https://go.agency.example", "wsp_3", "Bakery Sommer"),
    ):
        desk.opening.profiles.put(one)
    desk.window.show_page("settings")
    desk.settings.show_part("here")
    desk.settings.places.rename("https://go.agency.example")


def _waiting(desk: Desk) -> None:
    desk.opening._not_opened(lambda: None, DatabaseUnreachable("The database does not answer (connection refused)."))


SCENES: dict[str, Shot] = {
    "conflict": _conflict,
    "changed-elsewhere": _changed_elsewhere,
    "away-links": _away_links,
    "away-home": lambda desk: _away(desk, "home"),
    "away-analytics": lambda desk: _away(desk, "analytics"),
    "away-domains": lambda desk: _away(desk, "domains"),
    "started-again": _started_again,
    "settings-places": _places,
}
EMPTY: dict[str, Shot] = {"opened-away": _opened_away, "not-opened-waiting": _waiting}
