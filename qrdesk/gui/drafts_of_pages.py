"""Which forms of which page are looked at, so that what is typed there is on the disk, and what of it is a secret."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from qrdesk.gui.drafts import Keeper, Note
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State

if TYPE_CHECKING:  # a page is imported when it is first asked for
    from qrdesk.gui.pages import webhooks_form
    from qrdesk.gui.pages.access import AccessPage
    from qrdesk.gui.pages.batch import BatchPage
    from qrdesk.gui.pages.domains import DomainsPage
    from qrdesk.gui.pages.first_run import FirstRun
    from qrdesk.gui.pages.home import HomePage
    from qrdesk.gui.pages.links import LinksPage
    from qrdesk.gui.pages.settings import SettingsPage
    from qrdesk.gui.pages.webhooks import WebhooksPage

V = TypeVar("V")


def notes_of(page: str, shown: Any, state: State) -> list[Note]:
    """Return what remembers the forms of a page, which know from now on what was typed before."""
    return _MAKERS[page](shown, state) if page in _MAKERS else []


def keep_first(keeper: Keeper, session: Session, state: State, page: "FirstRun") -> None:
    """Remember what is typed on the first page, until links are open."""
    keeper.watch(page, page.keep_in(state))
    session.connected.connect(page.entered)


def _of_links(page: "LinksPage", state: State) -> list[Note]:
    form = page.side.importing
    return [page.editor.note, form.drafts.keep_in(state, "import", tuple[str, str, str], _all)]


def _of_home(page: "HomePage", state: State) -> list[Note]:
    return [
        page.make.drafts.keep_in(state, "home", str, _all),
        page.attention.down.drafts.keep_in(state, "home_down", str, _all),
        page.attention.ended.drafts.keep_in(state, "home_ended", str, _all),
    ]


def _of_settings(page: "SettingsPage", state: State) -> list[Note]:
    kept = tuple[str | None, str | None, str | None]
    return [
        page.drafts.keep_in(state, "settings", kept, _all),
        page.privacy.drafts.keep_in(state, "privacy", tuple[bool, int | None], _all),
        page.here.drafts.keep_in(state, "port", str, _all),
        page.places.drafts.keep_in(state, "places", str, _all),
    ]


def _of_batch(page: "BatchPage", state: State) -> list[Note]:
    return [page.drafts.keep_in(state)]


def _of_webhooks(page: "WebhooksPage", state: State) -> list[Note]:
    from qrdesk.gui.pages import webhooks_form  # noqa: PLC0415 - there by now: the page is made

    return [page.panel.drafts.keep_in(state, "webhooks", webhooks_form.Typed, _without_secrets)]


def _of_domains(page: "DomainsPage", state: State) -> list[Note]:
    from qrdesk.gui.pages import domain_panel  # noqa: PLC0415 - there by now: the page is made

    return [page.panel.drafts.keep_in(state, "domains", domain_panel.Typed, _all)]


def _of_access(page: "AccessPage", state: State) -> list[Note]:
    from qrdesk.gui.pages import access_key_form  # noqa: PLC0415 - there by now: the page is made

    workspace = page.workspace.panel
    return [
        page.keys.panel.drafts.keep_in(state, "keys", access_key_form.Typed, _all),
        page.members.panel.drafts.keep_in(state, "members", tuple[str, str], _all),
        page.invitations.panel.drafts.keep_in(state, "invitations", tuple[str, str, int], _all),
        page.plans.panel.drafts.keep_in(state, "plans", tuple[str, dict[str, Any]], _all),
        workspace.form.drafts.keep_in(state, "workspaces", tuple[str, str, str, str], _all),
        workspace.kept.drafts.keep_in(state, "keeping", tuple[str, int | None], _all),
    ]


_MAKERS: Mapping[str, Callable[[Any, State], list[Note]]] = {
    "home": _of_home,
    "links": _of_links,
    "batch": _of_batch,
    "webhooks": _of_webhooks,
    "domains": _of_domains,
    "access": _of_access,
    "settings": _of_settings,
}


def _all(typed: V) -> V:
    return typed


def _without_secrets(typed: "webhooks_form.Typed") -> "webhooks_form.Typed":
    return replace(typed, headers=None, secret="")
